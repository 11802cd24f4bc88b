package import LosslessJSON

extension Conversation {
  /// The parts of one message's content, for any of the APIs: a string, an array of blocks, one
  /// block, or Gemini's `{"parts": […]}`. `null` and `""` give none.
  package static func parts(ofContent content: JSONValue) -> [Part] {
    switch content.kind {
    case .null: []
    case .string: content.contentLength == 0 ? [] : parts(ofBlock: content)
    case .array: content.elements.flatMap { parts(ofBlock: $0) }
    case .object:
      if let inner = content["parts"], inner.kind == .array {
        inner.elements.flatMap { parts(ofBlock: $0) }
      } else {
        parts(ofBlock: content)
      }
    case .integer, .real, .nonFinite, .boolean: parts(ofBlock: content)
    }
  }

  /// One content block, tool call or Responses item; never empty, since nothing is dropped. A call
  /// that a server ran itself and answered in the same item gives two.
  static func parts(ofBlock block: JSONValue) -> [Part] {
    if let text = block.string { return [.text(text)] }
    guard block.kind == .object, let type = block.string("type") else {
      return [part(ofGeminiPart: block) ?? other(block)]
    }
    let known: [Part]? =
      switch type {
      case "text", "input_text", "output_text", "summary_text":
        block.string("text").map { [.text($0)] }
      case "thinking": block.string("thinking").map { [.thinking($0)] }
      case "reasoning_text": block.string("text").map { [.thinking($0)] }
      case "redacted_thinking": [.thinking("")]
      case "reasoning": parts(ofReasoning: block)
      case "refusal": block.string("refusal").map { [.refusal($0)] }
      case "mcp_call": parts(ofMCPCall: block)
      default:
        (toolPart(ofBlock: block, type: type) ?? mediaPart(ofBlock: block, type: type)).map { [$0] }
      }
    guard let known, !known.isEmpty else { return [other(block)] }
    return known
  }

  /// A reasoning item of Responses: what it shows, empty when all of it is encrypted.
  private static func parts(ofReasoning item: JSONValue) -> [Part] {
    let shown = [item["summary"], item["content"]].compactMap { $0 }.flatMap { list in
      list.elements.compactMap { $0.string("text") }
    }
    return shown.isEmpty ? [.thinking("")] : shown.map { .thinking($0) }
  }

  /// A part of Gemini's `parts`, which has no `type`: the name of its member tells. Proto JSON is
  /// accepted in both of its spellings.
  private static func part(ofGeminiPart part: JSONValue) -> Part? {
    if let text = part.string("text") {
      return part["thought"]?.boolean == true ? .thinking(text) : .text(text)
    }
    if let call = part["functionCall"] ?? part["function_call"] {
      return self.call(call, id: call["id"], arguments: "args")
    }
    if let answer = part["functionResponse"] ?? part["function_response"],
      answer.kind == .object
    {
      return .toolResult(
        id: answer.string("id") ?? answer.string("name"),
        text: ToolResultText.text(of: answer["response"]), isError: false)
    }
    return mediaPart(ofGeminiPart: part)
  }

  /// What is not understood, kept visible.
  static func other(_ value: JSONValue) -> Part {
    .other(type: value.string("type") ?? firstName(in: value) ?? kindName(of: value), value)
  }

  private static func firstName(in value: JSONValue) -> String? {
    var members = value.members
    return members.next()?.name
  }

  private static func kindName(of value: JSONValue) -> String {
    switch value.kind {
    case .object: "object"
    case .array: "array"
    case .string: "string"
    case .integer, .real, .nonFinite: "number"
    case .boolean: "boolean"
    case .null: "null"
    }
  }
}
