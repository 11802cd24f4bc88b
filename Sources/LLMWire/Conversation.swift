package import LosslessJSON

/// Reads what was said out of a provider's request, whichever API it is for.
package enum Conversation {
  /// The prompt of a request, system text first; empty for a shape that is not known.
  ///
  /// The shape tells the API: `messages` (Anthropic Messages, OpenAI Chat), `contents` (Gemini),
  /// `input` (OpenAI Responses, embeddings), `prompt` (completions). Values of the wrong kind show
  /// up as ``Part/other(type:_:)``.
  package static func prompt(of request: JSONValue) -> [Turn] {
    if let messages = request["messages"] {
      return system(request["system"]) + turns(ofMessages: messages)
    }
    if let contents = request["contents"] {
      let instruction = request["systemInstruction"] ?? request["system_instruction"]
      return system(instruction) + turns(ofMessages: contents)
    }
    if let input = request["input"] {
      return system(request["instructions"]) + turns(ofInput: input)
    }
    guard let prompt = request["prompt"] else { return [] }
    return [Turn(role: .user, parts: parts(ofContent: prompt))]
  }

  private static func system(_ content: JSONValue?) -> [Turn] {
    guard let content, !content.isNull else { return [] }
    return [Turn(role: .system, parts: parts(ofContent: content))]
  }

  private static func turns(ofMessages messages: JSONValue) -> [Turn] {
    switch messages.kind {
    case .array: messages.elements.map { turn(ofMessage: $0) }
    case .null: []
    case .object, .string, .integer, .real, .nonFinite, .boolean:
      [Turn(role: .user, parts: parts(ofContent: messages))]
    }
  }

  /// One element of `messages` or `contents`, or the message of a choice.
  /// - Parameter role: who speaks where the message does not say.
  static func turn(ofMessage message: JSONValue, saidBy role: Role = .user) -> Turn {
    guard message.kind == .object else {
      return Turn(role: role, parts: parts(ofContent: message))
    }
    let role = message.string("role").map(Role.init) ?? role
    if role == .tool, message["parts"] == nil {
      return Turn(role: role, parts: [toolAnswer(message)])
    }
    let thinking = message.string("reasoning_content") ?? message.string("reasoning")
    let content = message["content"] ?? message["parts"]
    var said: [Part] = []
    if let thinking, !thinking.isEmpty { said.append(.thinking(thinking)) }
    if let content { said += parts(ofContent: content) }
    if let refusal = message.string("refusal"), !refusal.isEmpty { said.append(.refusal(refusal)) }
    if let audio = message.present("audio") { said += parts(ofSpokenAnswer: audio) }
    if let calls = message.present("tool_calls") { said += parts(ofContent: calls) }
    if let call = message.present("function_call") {
      said.append(self.call(call, id: nil, arguments: "arguments") ?? other(call))
    }
    return Turn(role: role, parts: said)
  }

  private static func toolAnswer(_ message: JSONValue) -> Part {
    .toolResult(
      id: message.string("tool_call_id") ?? message.string("name"),
      text: ToolResultText.text(of: message["content"]), isError: false)
  }
}

// MARK: - Input of Responses and embeddings

extension Conversation {
  private static func turns(ofInput input: JSONValue) -> [Turn] {
    // Embeddings take strings, token numbers and lists of them: together they are one turn.
    guard input.kind == .array, input[0]?.kind == .object else {
      return [Turn(role: .user, parts: parts(ofContent: input))]
    }
    return input.elements.map { turn(ofItem: $0) }
  }

  /// One item of Responses, of its `input` or its `output`.
  static func turn(ofItem item: JSONValue) -> Turn {
    guard let type = item.string("type"), type != "message" else { return turn(ofMessage: item) }
    let role: Role = type.hasSuffix("_output") || type.hasSuffix("_response") ? .tool : .assistant
    return Turn(role: role, parts: parts(ofBlock: item))
  }
}
