package import LosslessJSON

/// Telling the endpoint of a recording that does not name it. What came back tells more surely than
/// what was asked, since two providers accept nearly the same requests.
extension Endpoint {
  /// The endpoint of an exchange, or nil when nothing tells.
  ///
  /// Looks at the answer, then at the stream, then at the request, and only then at the provider
  /// the fixture file names, which is a property of the file and wrong in mixed ones.
  /// - Parameters:
  ///   - response: the recorded answer; `{}` for a streamed interaction.
  ///   - firstEvent: the first element of `stream_events`.
  ///   - fileProvider: the member `provider` of the fixture file.
  package static func inferred(
    request: JSONValue?, response: JSONValue?, firstEvent: JSONValue?, fileProvider: String?
  ) -> Endpoint? {
    if let response, let endpoint = inferred(response: response) { return endpoint }
    if let firstEvent, let endpoint = inferred(event: firstEvent) { return endpoint }
    guard let request else { return nil }
    return inferred(request: request, error: response, fileProvider: fileProvider)
  }

  private static func inferred(response: JSONValue) -> Endpoint? {
    guard response.kind == .object else { return nil }
    if let type = response["type"], type.spells("message") { return .messages }
    if let object = response["object"] {
      if object.spells("chat.completion") { return .chatCompletions }
      if object.spells("response") { return .responses }
      if object.spells("list"),
        response["data"]?[0]?["object"]?.spells("embedding") == true
      {
        return .embeddings
      }
    }
    return isTokenCount(response) ? .countTokens : nil
  }

  /// `{"input_tokens": 671}`, beside which only the beta's `context_management` may stand.
  private static func isTokenCount(_ response: JSONValue) -> Bool {
    guard let count = response["input_tokens"], count.kind == .integer else { return false }
    return response.members.allSatisfy {
      $0.key.spells("input_tokens") || $0.key.spells("context_management")
    }
  }

  /// The endpoint whose streams hold such an event.
  static func inferred(event: JSONValue) -> Endpoint? {
    guard let data = event["data"], data.kind == .object else { return nil }
    if let object = data["object"], object.spells("chat.completion.chunk") {
      return .chatCompletions
    }
    guard let name = data.present("type") ?? event.present("event") else {
      // Azure's first chunk has an empty `object`, and compatible servers leave it out.
      return data["choices"]?.kind == .array && data["object"]?.spells("text_completion") != true
        ? .chatCompletions : nil
    }
    if name.starts(with: "response.") { return .responses }
    if name.starts(with: "message_") || name.starts(with: "content_block_") || name.spells("ping") {
      return .messages
    }
    guard name.spells("error") else { return nil }
    // Messages wraps the error in an object, Responses spells it out beside the type.
    return data["error"]?.kind == .object ? .messages : .responses
  }

  // MARK: - Requests

  private static func inferred(
    request: JSONValue, error: JSONValue?, fileProvider: String?
  ) -> Endpoint? {
    if request["messages"] != nil {
      return inferredFromMembers(request) ?? error.flatMap(inferred(error:))
        ?? inferred(fileProvider: fileProvider)
    }
    return request["input"].flatMap { inferred(request: request, input: $0) }
  }

  private static func inferredFromMembers(_ request: JSONValue) -> Endpoint? {
    let names = request.members.map(\.name)
    if names.contains(where: chatOnlyMembers.contains) { return .chatCompletions }
    if let model = request["model"] {
      if model.starts(with: "claude") { return .messages }
      if model.starts(with: "gpt-") || model.starts(with: "chatgpt-") || model.starts(with: "o1")
        || model.starts(with: "o3") || model.starts(with: "o4")
      {
        return .chatCompletions
      }
    }
    if names.contains(where: messagesOnlyMembers.contains) { return .messages }
    if let tool = request["tools"]?[0] {
      if tool["input_schema"] != nil { return .messages }
      if tool["function"] != nil { return .chatCompletions }
    }
    let asksOnlyChat = request.elements("messages")?.contains { message in
      message["tool_calls"] != nil || message["role"]?.spells("tool") == true
        || message["role"]?.spells("developer") == true
    }
    return asksOnlyChat == true ? .chatCompletions : nil
  }

  private static let chatOnlyMembers: Set<String> = [
    "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs",
    "max_completion_tokens", "modalities", "n", "parallel_tool_calls", "prediction",
    "presence_penalty", "reasoning_effort", "response_format", "seed", "stop", "store",
    "stream_options", "top_logprobs", "verbosity", "web_search_options",
  ]

  private static let messagesOnlyMembers: Set<String> = [
    "anthropic_version", "container", "context_management", "mcp_servers", "output_config",
    "stop_sequences", "system", "thinking",
  ]

  private static func inferred(error response: JSONValue) -> Endpoint? {
    guard let error = response["error"], error.kind == .object else { return nil }
    if response["type"]?.spells("error") == true { return .messages }
    return error["param"] != nil || error["code"] != nil ? .chatCompletions : nil
  }

  private static func inferred(fileProvider: String?) -> Endpoint? {
    switch fileProvider {
    case "anthropic": .messages
    case "openai": .chatCompletions
    default: nil
    }
  }

  /// Responses, embeddings, moderations and speech all take an `input`.
  private static func inferred(request: JSONValue, input: JSONValue) -> Endpoint? {
    if request["dimensions"] != nil || request["encoding_format"] != nil { return .embeddings }
    let model = request.string("model") ?? ""
    if model.contains("embed") { return .embeddings }
    if model.contains("moderation") || request["voice"] != nil { return nil }
    switch input.kind {
    case .string: return .responses
    case .array: return input[0].map { $0.kind == .object ? .responses : .embeddings }
    case .object, .integer, .real, .nonFinite, .boolean, .null: return nil
    }
  }
}
