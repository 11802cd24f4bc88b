import LLMWire
import LosslessJSON

/// The line of a prompt that a list shows, taken from an interaction in the scan's window.
struct PreviewText {
  /// The last user message's line ends at this many bytes of UTF-8.
  static let limit = 160
  /// One more than the Python `list` shows, so that it can tell whether there is more.
  static let firstMessageLimit = 61

  private let interaction: ScannedInteraction
  private let window: UnsafeBufferPointer<UInt8>

  init(_ interaction: ScannedInteraction, _ window: UnsafeBufferPointer<UInt8>) {
    self.interaction = interaction
    self.window = window
  }

  func append(_ kind: ShallowScan.PreviewKind, to output: inout [UInt8]) {
    switch kind {
    case .lastUserMessage: appendLastUserLine(to: &output)
    case .firstMessage: appendFirstMessage(to: &output)
    }
  }

  private func appendLastUserLine(to output: inout [UInt8]) {
    let start = output.count
    if let message = interaction.messages.lastFromUser {
      if message.role.map({ window[$0].spells("user") }) == true,
        let text = message.content.flatMap(onlyText)
      {
        Preview.append(lineOfString: text, limit: Self.limit, to: &output)
      } else if let value = (try? JSONDocument(Array(window[message.range])))?.root {
        output += Preview.line(ofMessage: value, limit: Self.limit).utf8
      }
    }
    // Where that turn says nothing, another one tells.
    if output.count == start { output += requestLine.utf8 }
  }

  /// The text of a message's content that is nothing else: a string, or one block of type `text`.
  /// Most prompts are, and need no tree.
  private func onlyText(of content: Range<Int>) -> UnsafeBufferPointer<UInt8>? {
    var grammar = JSONGrammar(window, position: content.lowerBound)
    if grammar.peek == UInt8(ascii: "\"") { return window[content].content }
    guard grammar.peek == UInt8(ascii: "[") else { return nil }
    grammar.enter()
    guard grammar.peek == UInt8(ascii: "{") else { return nil }
    grammar.enter()
    var isFirst = true
    var isText = false
    var text: Range<Int>?
    while let name = try? grammar.nextMember(&isFirst) {
      let isString = grammar.peek == UInt8(ascii: "\"")
      guard let value = try? grammar.skip() else { return nil }
      if window[name].spells("type") { isText = isString && window[value].spells("text") }
      if window[name].spells("text") { text = isString ? value : nil }
    }
    grammar.skipWhitespace()
    guard isText, let text, grammar.peek == UInt8(ascii: "]") else { return nil }
    return window[text].content
  }

  private var requestLine: String {
    guard let range = interaction.request,
      let request = (try? JSONDocument(Array(window[range])))?.root
    else { return "" }
    return Preview.line(lastUserTurnOf: request, limit: Self.limit)
  }

  /// The first message's text, of blocks in one line, cut after ``firstMessageLimit`` code points.
  private func appendFirstMessage(to output: inout [UInt8]) {
    let start = output.count
    guard let message = interaction.messages.first else {
      // Without any message Python shows nothing; where it knows none, something is better.
      if !interaction.hasMessages, interaction.request.map({ window[$0].count > 2 }) == true {
        output += requestLine.utf8
      }
      return output.cut(from: start, toCodePoints: Self.firstMessageLimit)
    }
    guard let range = message.content else { return }
    if window[range].first == UInt8(ascii: "\"") {
      StringDecoder.appendDecoded(
        window[range].content, to: &output, loneSurrogates: .spelled,
        limit: (Self.firstMessageLimit + 1) * 4)
    } else if let text = onlyText(of: range) {
      Preview.append(lineOfString: text, limit: Self.firstMessageLimit * 4, to: &output)
    } else if let content = (try? JSONDocument(Array(window[range])))?.root {
      let parts = Conversation.parts(ofContent: content)
      output += Preview.line(of: parts, limit: Self.firstMessageLimit * 4).utf8
    }
    output.cut(from: start, toCodePoints: Self.firstMessageLimit)
  }
}

extension [UInt8] {
  /// Drops what follows the given number of code points of UTF-8 from `start` on.
  fileprivate mutating func cut(from start: Int, toCodePoints limit: Int) {
    var count = 0
    for index in start..<self.count where self[index] & 0xc0 != 0x80 {
      count += 1
      if count > limit { return removeLast(self.count - index) }
    }
  }
}
