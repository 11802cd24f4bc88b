package import LosslessJSON

/// What came back: the answers of one response, why they ended and what they took.
package struct Reply: Hashable, Sendable {
  /// One turn for each choice; all output items of Responses together are one. Empty for an error.
  package let turns: [Turn]
  /// As the provider spells it. Choices that ended differently are joined: `stop, length`.
  package let stopReason: String?
  package let model: String?
  package let usage: TokenUsage?
  /// Set for an error body, and for a Responses object that failed.
  package let error: ReplyError?

  package init(
    turns: [Turn], stopReason: String? = nil, model: String? = nil, usage: TokenUsage? = nil,
    error: ReplyError? = nil
  ) {
    self.turns = turns
    self.stopReason = stopReason
    self.model = model
    self.usage = usage
    self.error = error
  }
}

/// An error as the provider put it.
package struct ReplyError: Hashable, Sendable {
  /// `overloaded_error`, `invalid_request_error`; Gemini's status (`NOT_FOUND`).
  package let type: String?
  package let message: String

  package init(type: String?, message: String) {
    self.type = type
    self.message = message
  }

  /// Reads the member `error` of a body: an object, or just the message.
  init(_ error: JSONValue) {
    type = error.string("type") ?? error.string("status") ?? error.string("code")
    message = error.string ?? error.string("message") ?? CompactJSON.text(of: error)
  }
}

extension Reply {
  /// Reads a response body: Anthropic Messages, OpenAI Chat and Responses, Gemini, or an error.
  /// Nil for any other shape: embeddings, token counts, `{}`.
  package static func reply(of response: JSONValue) -> Reply? {
    if response["type"]?.spells("message") == true { return message(response) }
    if let choices = response["choices"], choices.kind == .array {
      return completion(response, choices: choices)
    }
    if response["object"]?.spells("response") == true { return output(response) }
    if let candidates = response["candidates"], candidates.kind == .array {
      return generated(response, candidates: candidates)
    }
    // Gemini's streaming endpoint wraps its error in an array.
    guard let error = response.present("error") ?? response[0]?.present("error") else {
      return nil
    }
    return Reply(turns: [], error: ReplyError(error))
  }

  private static func message(_ response: JSONValue) -> Reply {
    Reply(
      turns: [Conversation.turn(ofMessage: response, saidBy: .assistant)],
      stopReason: response.string("stop_reason"), model: response.string("model"),
      usage: TokenUsage(response["usage"]))
  }

  private static func completion(_ response: JSONValue, choices: JSONValue) -> Reply {
    Reply(
      turns: choices.elements.map { choice in
        // Completions answer with a bare `text` where Chat has a message.
        let said = choice["message"] ?? choice["text"] ?? choice
        return Conversation.turn(ofMessage: said, saidBy: .assistant)
      },
      stopReason: joined(choices.elements.map { $0.string("finish_reason") }),
      model: response.string("model"), usage: TokenUsage(response["usage"]))
  }

  private static func output(_ response: JSONValue) -> Reply {
    let items = response.elements("output")?.flatMap { Conversation.turn(ofItem: $0).parts }
    return Reply(
      turns: [Turn(role: .assistant, parts: items ?? [])],
      stopReason: response["incomplete_details"]?.string("reason") ?? response.string("status"),
      model: response.string("model"), usage: TokenUsage(response["usage"]),
      error: response.present("error").map { ReplyError($0) })
  }

  private static func generated(_ response: JSONValue, candidates: JSONValue) -> Reply {
    Reply(
      turns: candidates.elements.map { candidate in
        Conversation.turn(ofMessage: candidate["content"] ?? candidate, saidBy: .assistant)
      },
      stopReason: joined(candidates.elements.map { $0.string("finishReason") }),
      model: response.string("modelVersion"), usage: TokenUsage(response["usageMetadata"]))
  }

  /// Each reason once, in order.
  private static func joined(_ reasons: [String?]) -> String? {
    var distinct: [String] = []
    for case let reason? in reasons where !distinct.contains(reason) { distinct.append(reason) }
    return distinct.isEmpty ? nil : distinct.joined(separator: ", ")
  }
}
