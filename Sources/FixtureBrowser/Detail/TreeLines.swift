import FixtureKit
import LosslessJSON
import TerminalUI

/// Lays a JSON value out in lines. Keeps its own stack, so depth cannot overflow anything.
struct TreeLines {
  /// Lines of a long string shown before it is opened.
  static let shortLines = 40
  /// Columns a level is indented by.
  static let indentation = 2
  /// Deeper levels are not indented any further than this share of the width.
  private static let deepestShare = 2

  private let columns: Int
  private let charset: Charset
  private let folded: Set<Int>
  private let expanded: Set<Int>
  private var lines: [PaneLine] = []

  init(columns: Int, charset: Charset, folded: Set<Int>, expanded: Set<Int>) {
    self.columns = columns
    self.charset = charset
    self.folded = folded
    self.expanded = expanded
  }

  private struct Frame {
    var next: Int
    let end: Int
    let isObject: Bool
    var position = 0
    let depth: Int
  }

  /// The lines of what is in `root`; a root that holds nothing, or is no container, is a line itself.
  mutating func lines(of root: JSONValue) -> [PaneLine] {
    guard root.isContainer, root.subtreeSize > 1 else {
      append(root, .none, depth: 0)
      return lines
    }
    let document = root.document
    var open = [Self.frame(of: root, depth: 0)]
    while var frame = open.popLast() {
      guard frame.next < frame.end else { continue }
      let label: PaneLine.Label = frame.isObject ? .key(frame.next) : .position(frame.position)
      guard let value = document.value(id: frame.isObject ? frame.next + 1 : frame.next) else {
        preconditionFailure("a member or element has a value")
      }
      append(value, label, depth: frame.depth)
      frame.next = value.id + value.subtreeSize
      frame.position += 1
      open.append(frame)
      if value.isContainer, value.subtreeSize > 1, !folded.contains(value.id) {
        open.append(Self.frame(of: value, depth: frame.depth + 1))
      }
    }
    return lines
  }

  private static func frame(of value: JSONValue, depth: Int) -> Frame {
    Frame(
      next: value.id + 1, end: value.id + value.subtreeSize, isObject: value.kind == .object,
      depth: depth)
  }

  /// Columns of indentation at a depth, marker included.
  static func indentation(at depth: Int, columns: Int) -> Int {
    min(depth * indentation, columns / deepestShare) + indentation
  }

  private mutating func append(_ value: JSONValue, _ label: PaneLine.Label, depth: Int) {
    lines.append(.value(id: value.id, label: label, depth: depth))
    guard value.kind == .string, !folded.contains(value.id),
      StringShape(
        value, label, in: columns - Self.indentation(at: depth, columns: columns), charset,
        isOpen: expanded.contains(value.id)) == .long
    else { return }
    appendPieces(of: value, depth: depth + 1)
  }

  private mutating func appendPieces(of value: JSONValue, depth: Int) {
    guard let text = value.string else { return }
    let width = max(8, columns - Self.indentation(at: depth, columns: columns))
    let isWhole = expanded.contains(value.id)
    // A few lines of a text of many megabytes must not cost the whole text.
    let start =
      isWhole
      ? text[...] : text[..<text.index(text.startIndex, movedByBytes: Self.shortLines * width * 2)]
    let ranges = wrap(start, columns: width, charset: charset)
    let shown = isWhole ? ranges[...] : ranges.prefix(Self.shortLines)
    for range in shown { lines.append(.piece(id: value.id, depth: depth, start[range])) }
    let end = shown.last?.upperBound ?? text.startIndex
    let rest = text.utf8.distance(from: end, to: text.endIndex)
    if rest > 0, !isWhole { lines.append(.more(id: value.id, depth: depth, bytes: rest)) }
  }
}

/// How a string is shown.
enum StringShape: Hashable {
  /// In quotes behind its name.
  case short
  /// As lines of text below its name.
  case long
  /// By size alone: nobody reads base64.
  case base64(type: String?)

  /// - Parameter isOpen: whether base64 is to be shown as text.
  init(
    _ value: JSONValue, _ label: PaneLine.Label, in columns: Int, _ charset: Charset,
    isOpen: Bool
  ) {
    if !isOpen, let type = Self.base64Type(of: value) {
      self = .base64(type: type.isEmpty ? nil : type)
      return
    }
    let room = columns - Self.labelColumns(label, in: value.document, charset) - 2
    if value.contentLength <= room, value.isPlain {
      self = .short
    } else if value.contentLength > room * 12 {
      self = .long
    } else {
      let text = value.string ?? ""
      self =
        text.contains("\n") || TerminalUI.columns(of: text, charset: charset) > room
        ? .long : .short
    }
  }

  private static func labelColumns(
    _ label: PaneLine.Label, in document: JSONDocument, _ charset: Charset
  ) -> Int {
    switch label {
    case .none: 0
    case .key(let id):
      TerminalUI.columns(of: document.text(ofNode: id) ?? "", charset: charset) + 2
    case .position(let position): String(position).count + 2
    }
  }

  static func isBase64(_ value: JSONValue) -> Bool {
    value.kind == .string && base64Type(of: value) != nil
  }

  /// The media type of base64 in a string, "" where it is not said; nil where the string is none.
  private static func base64Type(of value: JSONValue) -> String? {
    guard value.contentLength > 256 else { return nil }
    let content = value.source.dropFirst().prefix(320)
    let text = String(decoding: content, as: UTF8.self)
    if text.hasPrefix("data:"), let end = text.firstRange(of: ";base64,") {
      return String(text[text.index(text.startIndex, offsetBy: 5)..<end.lowerBound])
    }
    // Long words of letters alone are no base64: that has digits and letters of both kinds.
    var kinds: Set<Int> = []
    for byte in content {
      switch byte {
      case 0x30...0x39: kinds.insert(0)
      case 0x41...0x5a: kinds.insert(1)
      case 0x61...0x7a: kinds.insert(2)
      case 0x2b, 0x2f, 0x2d, 0x5f, 0x3d: break
      default: return nil
      }
    }
    return kinds.count == 3 ? "" : nil
  }
}

/// What is closed when an interaction is opened: what is long and seldom read.
enum InitialFolds {
  /// Names of members that describe rather than say something.
  private static let quietNames: Set<String> = [
    "tools", "functions", "response_format", "output_config", "metadata", "logprobs", "usage",
    "annotations", "embedding",
  ]
  /// Larger arrays keep their elements closed.
  private static let manyElements = 24
  /// Earlier messages of a conversation of this many nodes are closed.
  private static let longConversation = 120

  static func ids(in root: JSONValue) -> Set<Int> {
    var folded: Set<Int> = []
    func visit(_ value: JSONValue, depth: Int) {
      guard value.isContainer, depth < 8 else {
        if value.isContainer { folded.insert(value.id) }
        return
      }
      for member in value.members {
        if quietNames.contains(member.name), member.value.subtreeSize > 2 {
          folded.insert(member.value.id)
        }
        visit(member.value, depth: depth + 1)
      }
      let elements = Array(value.elements)
      if elements.count > manyElements {
        for element in elements where element.isContainer { folded.insert(element.id) }
        return
      }
      for element in elements { visit(element, depth: depth + 1) }
    }
    visit(root, depth: 0)
    let messages = root["messages"] ?? root["input"]
    if let messages, messages.subtreeSize > longConversation {
      for message in Array(messages.elements).dropLast(2) where message.isContainer {
        folded.insert(message.id)
      }
    }
    return folded
  }
}

extension JSONValue {
  var isContainer: Bool { kind == .object || kind == .array }

  /// The start of a string, decoded: all of it, or about `limit` bytes.
  func decodedStart(_ limit: Int) -> String {
    var decoded: [UInt8] = []
    source.dropFirst().dropLast().withUnsafeBufferPointer {
      StringDecoder.appendDecoded($0, to: &decoded, loneSurrogates: .spelled, limit: limit)
    }
    // The last character may be cut.
    for cut in 0..<4 {
      if let text = String(validating: decoded.dropLast(cut), as: UTF8.self) { return text }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Whether the string's bytes are what is shown: printable ASCII without escapes.
  var isPlain: Bool {
    isUnescaped && !hasNonASCII && !source.contains(0x7f)
  }
}
