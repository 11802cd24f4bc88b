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

  func text(_ kind: ShallowScan.PreviewKind) -> String {
    switch kind {
    case .lastUserMessage: lastUserLine
    case .firstMessage: firstMessage
    }
  }

  private var lastUserLine: String {
    guard let message = interaction.messages.lastFromUser else { return requestLine }
    if let content = message.content, window[content].first == UInt8(ascii: "\""),
      message.role.map({ window[$0].spells("user") }) == true,
      let text = string(at: content, upTo: Self.limit * 8)
    {
      let line = Preview.line(ofText: text, limit: Self.limit)
      if line.utf8.count >= Self.limit || content.count <= Self.limit * 8 { return line }
    }
    // A request of this one message has the line of the whole conversation.
    let request = Array(#"{"messages":["#.utf8) + window[message.range] + Array("]}".utf8)
    guard let value = (try? JSONDocument(request))?.root else { return "" }
    return Preview.line(lastUserTurnOf: value, limit: Self.limit)
  }

  private var requestLine: String {
    guard let range = interaction.request,
      let request = (try? JSONDocument(Array(window[range])))?.root
    else { return "" }
    return Preview.line(lastUserTurnOf: request, limit: Self.limit)
  }

  /// The first message's text, blocks joined, cut after ``firstMessageLimit`` code points.
  private var firstMessage: String {
    guard let message = interaction.messages.first else { return requestLine }
    guard let range = message.content else { return "" }
    let text: String
    if window[range].first == UInt8(ascii: "\"") {
      // A code point takes at most twelve bytes of source.
      text = string(at: range, upTo: Self.firstMessageLimit * 12) ?? ""
    } else {
      guard let content = (try? JSONDocument(Array(window[range])))?.root else { return "" }
      text = Preview.line(
        of: Conversation.parts(ofContent: content), limit: Self.firstMessageLimit * 4)
    }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.firstMessageLimit)))
  }

  /// The start of a string: at most `limit` bytes of its source, cut where a character ends.
  private func string(at range: Range<Int>, upTo limit: Int) -> String? {
    guard range.count > limit + 2 else { return window[range].decodedString }
    var source = Array(window[range.lowerBound..<range.lowerBound + 1 + limit])
    // Leave an escape or a character that the cut has halved, and half a pair before it.
    for _ in 0..<16 {
      if let text = ((source + [UInt8(ascii: "\"")])[...]).decodedCleanly { return text }
      source.removeLast()
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// This string in quotes, decoded; nil where it is none or holds half a surrogate pair.
  fileprivate var decodedCleanly: String? {
    guard let document = try? JSONDocument(Array(self)), document.firstLoneSurrogate == nil
    else { return nil }
    return document.root.string
  }
}
