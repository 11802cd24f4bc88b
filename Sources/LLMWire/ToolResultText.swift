import LosslessJSON

/// What a tool answered, as text for reading.
///
/// Looks one level deep, so a result nested in results costs no stack: inner blocks of unknown
/// types are shown as JSON.
enum ToolResultText {
  /// The text of the content of a tool result; empty for none.
  static func text(of content: JSONValue?) -> String {
    guard let content else { return "" }
    guard content.kind == .array else { return text(ofBlock: content) }
    return content.elements.map { text(ofBlock: $0) }.joined(separator: "\n")
  }

  private static func text(ofBlock block: JSONValue) -> String {
    if block.isNull { return "" }
    if let text = block.string { return text }
    let type = block.string("type") ?? ""
    if let text = block.string("text"), type.hasSuffix("text") { return text }
    if let media = Conversation.mediaPart(ofBlock: block, type: type) {
      return Preview.line(of: [media], limit: .max)
    }
    if let code = block.string("error_code") { return code }
    if let address = block.string("url") {
      return [block.string("title"), address].compactMap { $0 }.joined(separator: " ")
    }
    if type.hasSuffix("_result"), block["stdout"] != nil || block["stderr"] != nil {
      return [block.string("stdout"), block.string("stderr")].compactMap { $0 }.joined()
    }
    return CompactJSON.text(of: block)
  }
}
