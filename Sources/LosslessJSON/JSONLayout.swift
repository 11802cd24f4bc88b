/// How a JSON text is laid out: what new text must look like to fit into it.
package struct JSONLayout: Hashable, Sendable {
  /// What each level is indented by; nil for everything on one line.
  package var indentation: [UInt8]?
  /// The end of a line.
  package var newline: [UInt8]
  /// What stands between a key and its value, such as `: `.
  package var colon: [UInt8]
  /// What stands between two values on one line, such as `, `.
  package var comma: [UInt8]
  /// Whether every character outside ASCII is written as an escape.
  package var escapesNonASCII: Bool

  package init(
    indentation: [UInt8]?, newline: [UInt8], colon: [UInt8], comma: [UInt8], escapesNonASCII: Bool
  ) {
    self.indentation = indentation
    self.newline = newline
    self.colon = colon
    self.comma = comma
    self.escapesNonASCII = escapesNonASCII
  }

  /// That of `json.dumps(…)`.
  package static let line = JSONLayout(
    indentation: nil, newline: [0x0a], colon: Array(": ".utf8), comma: Array(", ".utf8),
    escapesNonASCII: true)

  /// That of `json.dumps(…, indent=2)`, and of every fixture file the Python package writes.
  package static let python = JSONLayout(
    indentation: Array("  ".utf8), newline: [0x0a], colon: Array(": ".utf8),
    comma: Array(", ".utf8), escapesNonASCII: true)
}

// MARK: - Layout of what is there

extension JSONLayout {
  /// The layout of a value, as far as the first containers in it tell; the rest is `fallback`'s.
  package init(of value: JSONValue, else fallback: JSONLayout) {
    self = fallback
    let document = value.document
    var tellsLines = false
    var tellsColon = false
    var tellsComma = false
    for id in value.id..<value.id + min(value.subtreeSize, Self.nodesLookedAt) {
      guard !(tellsLines && tellsColon && tellsComma), let container = document.value(id: id),
        case let children = container.children, let first = children.first
      else { continue }
      let lead = document.bytes[container.range.lowerBound + 1..<first.lowerBound]
      if !tellsLines {
        tellsLines = true
        if let newline = Self.newline(in: lead) {
          self.newline = newline
          indentation =
            Self.step(from: document.indentation(at: container.range.lowerBound), to: lead)
            ?? fallback.indentation ?? Self.python.indentation
        } else {
          indentation = nil
        }
      }
      if !tellsColon, let member = container.members.first(where: { _ in true }) {
        tellsColon = true
        colon = Array(document.bytes[member.key.range.upperBound..<member.value.range.lowerBound])
      }
      if !tellsComma, children.count > 1, Self.newline(in: lead) == nil {
        tellsComma = true
        comma = Array(document.bytes[first.upperBound..<children[1].lowerBound])
      }
    }
    // Where nothing tells, text without blanks after colons has none after commas.
    if tellsColon, !tellsComma, colon.last == UInt8(ascii: ":") { comma = Array(",".utf8) }
  }

  /// The layout of a whole text.
  package init(of document: JSONDocument) {
    self.init(of: document.root, else: .python)
    escapesNonASCII = !document.bytes.contains { $0 >= 0x80 }
  }

  /// Enough to meet an object and an array on one line and on several.
  private static let nodesLookedAt = 256

  /// The line end in white space; nil for white space on one line.
  static func newline(in space: ArraySlice<UInt8>) -> [UInt8]? {
    guard let end = space.firstIndex(of: 0x0a) else { return nil }
    return end > space.startIndex && space[end - 1] == 0x0d ? [0x0d, 0x0a] : [0x0a]
  }

  /// What the last line of `lead` is indented by beyond `outer`; nil where it is not.
  private static func step(from outer: ArraySlice<UInt8>, to lead: ArraySlice<UInt8>) -> [UInt8]? {
    let inner = lead.lastLine
    guard inner.starts(with: outer) else { return nil }
    return Array(inner.dropFirst(outer.count))
  }
}

extension JSONDocument {
  /// The white space that begins the line of a place in the text.
  package func indentation(at offset: Int) -> ArraySlice<UInt8> {
    let start = bytes[..<offset].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    return bytes[start..<offset].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}

extension ArraySlice<UInt8> {
  /// What follows the last line end.
  var lastLine: ArraySlice<UInt8> {
    lastIndex(of: 0x0a).map { self[($0 + 1)...] } ?? self
  }
}

extension JSONValue {
  /// Where the members (key to value) or the elements stand in the text.
  package var children: [Range<Int>] {
    switch kind {
    case .object: members.map { $0.key.range.lowerBound..<$0.value.range.upperBound }
    case .array: elements.map(\.range)
    case .string, .integer, .real, .nonFinite, .boolean, .null: []
    }
  }
}
