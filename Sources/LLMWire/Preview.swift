package import LosslessJSON

/// One line that tells an interaction from its neighbours.
///
/// Runs of white space become one space, none stands at either end, and the line ends after at most
/// `limit` bytes of UTF-8, between two characters and without an ellipsis. Control characters
/// that are no white space stay: making them visible is the screen's task.
package enum Preview {
  /// The line of one message.
  ///
  /// Media come first (`[image]`, `[image x3]`), then text in order. A tool result is
  /// `[tool result] …`, a call `[tool call] name {…}`, an unknown block its type in brackets.
  /// Thinking counts only where nothing else was said.
  package static func line(of parts: [Part], limit: Int) -> String {
    var line = LineBuilder(limit: limit)
    appendMedia(in: parts, to: &line)
    for part in parts where !line.isFull { append(part, to: &line) }
    if line.isEmpty {
      for case .thinking(let text) in parts where !line.isFull { line.append(text) }
    }
    return line.finish()
  }

  /// The line of a text, given as a decoded string.
  package static func line(ofText text: String, limit: Int) -> String {
    var text = text
    return text.withUTF8 { line(ofUTF8: $0, limit: limit) }
  }

  /// The line of a text, given as the bytes of its UTF-8. Read in place, no further than needed.
  package static func line(ofUTF8 text: UnsafeBufferPointer<UInt8>, limit: Int) -> String {
    var line = LineBuilder(limit: limit)
    line.append(utf8: text)
    return line.finish()
  }

  /// The line of a JSON string, given as its content between the quotes, appended to `output` as
  /// UTF-8; nothing where it is blank.
  package static func append(
    lineOfString content: UnsafeBufferPointer<UInt8>, limit: Int, to output: inout [UInt8]
  ) {
    // Mostly the start is enough; a text with much white space in it is read whole.
    for part in [min(limit, 1 << 20) * 2, .max] {
      var text: [UInt8] = []
      text.reserveCapacity(min(part, content.count))
      StringDecoder.appendDecoded(content, to: &text, loneSurrogates: .spelled, limit: part)
      var line = LineBuilder(limit: limit)
      text.withUnsafeBufferPointer { line.append(utf8: $0) }
      guard line.isFull || text.count < part else { continue }
      output += line.finishedBytes()
      return
    }
  }

  /// The line of a request: of its last user turn, where a tool's answer counts as the user's,
  /// whichever role carries it. Where that turn says nothing, of the last one that says anything;
  /// where none does, the request itself as compact JSON.
  package static func line(lastUserTurnOf request: JSONValue, limit: Int) -> String {
    if let message = lastUserMessage(of: request) {
      let line = line(ofMessage: message, limit: limit)
      if !line.isEmpty { return line }
    }
    let turns = Conversation.prompt(of: request)
    if let asked = turns.last(where: { $0.role == .user || $0.role == .tool }) {
      let line = line(of: asked.parts, limit: limit)
      if !line.isEmpty { return line }
    }
    for turn in turns.reversed() {
      let line = line(of: turn.parts, limit: limit)
      if !line.isEmpty { return line }
    }
    return line(ofText: CompactJSON.text(of: request), limit: limit)
  }

  /// The shortcut past building every turn of a long conversation.
  private static func lastUserMessage(of request: JSONValue) -> JSONValue? {
    guard let messages = request["messages"], messages.kind == .array else { return nil }
    var last: JSONValue?
    for message in messages.elements {
      guard let role = message["role"] else { continue }
      if role.spells("user") || role.spells("tool") || role.spells("function") { last = message }
    }
    return last
  }

  /// The line of one message with its role; empty where it says nothing.
  package static func line(ofMessage message: JSONValue, limit: Int) -> String {
    if let text = onlyText(of: message), message["role"]?.spells("user") == true {
      var line: [UInt8] = []
      text.content.withUnsafeBufferPointer { append(lineOfString: $0, limit: limit, to: &line) }
      if !line.isEmpty { return String(decoding: line, as: UTF8.self) }
    }
    return line(of: Conversation.turn(ofMessage: message).parts, limit: limit)
  }

  /// The text of a message that is nothing else: a string, or one block of type `text`.
  private static func onlyText(of message: JSONValue) -> JSONValue? {
    guard let content = message["content"] else { return nil }
    if content.kind == .string { return content }
    var blocks = content.elements
    guard let block = blocks.next(), blocks.next() == nil, block["type"]?.spells("text") == true,
      let text = block["text"], text.kind == .string
    else { return nil }
    return text
  }

  private static func appendMedia(in parts: [Part], to line: inout LineBuilder) {
    var counts: [(kind: MediaKind, count: Int)] = []
    for case .media(let kind, _, _) in parts {
      if let seen = counts.firstIndex(where: { $0.kind == kind }) {
        counts[seen].count += 1
      } else {
        counts.append((kind, 1))
      }
    }
    for (kind, count) in counts {
      line.append(count == 1 ? "[\(kind.rawValue)]" : "[\(kind.rawValue) x\(count)]")
    }
  }

  private static func append(_ part: Part, to line: inout LineBuilder) {
    switch part {
    case .text(let text): line.append(text)
    case .thinking, .media: break
    case .refusal(let text):
      line.append("[refusal]")
      line.append(text)
    case .toolCall(let name, _, let arguments):
      line.append("[tool call]")
      line.append(name)
      line.append(arguments.string ?? CompactJSON.text(of: arguments))
    case .toolResult(_, let text, _):
      line.append("[tool result]")
      line.append(text)
    case .other(let type, _): line.append("[\(type)]")
    }
  }
}
