/// One value of a ``JSONDocument``: a place in it, not a copy. Comparing and hashing go by place.
package struct JSONValue: Sendable {
  package let document: JSONDocument
  let index: Int

  private var node: JSONDocument.Node { document.nodes[index] }

  package var kind: JSONKind { node.kind }

  /// Where the value stands in `document.bytes`, quotes and brackets included.
  package var range: Range<Int> { Int(node.start)..<Int(node.end) }

  /// The bytes as they stand in the text.
  package var source: ArraySlice<UInt8> { document.bytes[range] }

  /// The text as it stands: of a number its spelling, of a string its escapes and quotes.
  package var sourceText: String { String(decoding: source, as: UTF8.self) }

  /// Position of the value among all values and keys of the document, in document order, from 0.
  /// Stable for a document; good as an identity in a screen's state.
  package var id: Int { index }

  /// The number of ids a subtree covers: ids `id ..< id + subtreeSize` are this value and what is in it.
  package var subtreeSize: Int { Int(node.next) - index }
}

extension JSONValue: Hashable {
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    left.index == right.index && left.document === right.document
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(index)
    hasher.combine(ObjectIdentifier(document))
  }
}

extension JSONDocument {
  /// The value with this ``JSONValue/id``, or nil where the id is a key's or out of range.
  package func value(id: Int) -> JSONValue? {
    guard nodes.indices.contains(id), !nodes[id].isKey else { return nil }
    return JSONValue(document: self, index: id)
  }

  /// The decoded text of a key or a string, or the spelling of another scalar; nil for containers.
  package func text(ofNode id: Int) -> String? {
    let node = JSONValue(document: self, index: id)
    switch node.kind {
    case .object, .array: return nil
    case .string: return node.text
    case .integer, .real, .nonFinite, .boolean, .null: return node.sourceText
    }
  }
}

// MARK: - Containers

/// One member of an object.
package struct JSONMember: Sendable {
  /// The name, a string value.
  package let key: JSONValue
  package let value: JSONValue

  /// The name, decoded.
  package var name: String { key.text }
}

/// The members of an object in document order, duplicates included.
package struct JSONMembers: Sequence, IteratorProtocol, Sendable {
  private let document: JSONDocument
  private var index: Int
  private let end: Int

  init(of value: JSONValue) {
    document = value.document
    index = value.index + 1
    end = value.kind == .object ? value.index + value.subtreeSize : index
  }

  package mutating func next() -> JSONMember? {
    guard index < end else { return nil }
    let key = JSONValue(document: document, index: index)
    let value = JSONValue(document: document, index: index + 1)
    index = Int(document.nodes[index + 1].next)
    return JSONMember(key: key, value: value)
  }
}

/// The elements of an array in order.
package struct JSONElements: Sequence, IteratorProtocol, Sendable {
  private let document: JSONDocument
  private var index: Int
  private let end: Int

  init(of value: JSONValue) {
    document = value.document
    index = value.index + 1
    end = value.kind == .array ? value.index + value.subtreeSize : index
  }

  package mutating func next() -> JSONValue? {
    guard index < end else { return nil }
    let value = JSONValue(document: document, index: index)
    index = Int(document.nodes[index].next)
    return value
  }
}

extension JSONValue {
  /// The members of an object; none for any other kind.
  package var members: JSONMembers { JSONMembers(of: self) }

  /// The elements of an array; none for any other kind.
  package var elements: JSONElements { JSONElements(of: self) }

  /// The member of that name. Of duplicate keys the last one counts, as in Python.
  package subscript(name: StaticString) -> JSONValue? {
    name.withUTF8Buffer { member(named: $0) }
  }

  /// The member of that name. Of duplicate keys the last one counts, as in Python.
  package func member(_ name: String) -> JSONValue? {
    var name = name
    return name.withUTF8 { member(named: $0) }
  }

  /// The element at a position, from 0.
  package subscript(position: Int) -> JSONValue? {
    guard position >= 0 else { return nil }
    var elements = elements
    for _ in 0..<position where elements.next() == nil { return nil }
    return elements.next()
  }

  private func member(named name: UnsafeBufferPointer<UInt8>) -> JSONValue? {
    guard kind == .object else { return nil }
    var found: Int?
    let end = index + subtreeSize
    var key = index + 1
    document.bytes.withUnsafeBufferPointer { bytes in
      document.nodes.withUnsafeBufferPointer { nodes in
        while key < end {
          if nodes[key].spells(name, in: bytes) { found = key + 1 }
          key = Int(nodes[key + 1].next)
        }
      }
    }
    return found.map { JSONValue(document: document, index: $0) }
  }
}

extension JSONDocument.Node {
  /// Whether this string, decoded, is `text`.
  fileprivate func spells(
    _ text: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let content = UnsafeBufferPointer(rebasing: bytes[Int(start) + 1..<Int(end) - 1])
    guard features.contains(.escaped) else {
      return content.count == text.count && content.elementsEqual(text)
    }
    var decoded: [UInt8] = []
    StringDecoder.appendDecoded(content, to: &decoded)
    return decoded.elementsEqual(text)
  }
}

// MARK: - Strings and numbers

extension JSONValue {
  /// A string, decoded; nil for any other kind. Half a surrogate pair, which no Swift string can
  /// hold, stays spelled out: `\ud83d`.
  package var string: String? { kind == .string ? text : nil }

  /// A string's content as bytes, decoded: UTF-8, or with surrogates in their UTF-8 form where the
  /// text has lone ones. Empty for any other kind. Bytewise order is order by code point.
  package var decodedBytes: [UInt8] {
    guard kind == .string else { return [] }
    let content = document.bytes[range.lowerBound + 1..<range.upperBound - 1]
    guard node.features.contains(.escaped) else { return Array(content) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(content.count)
    content.withUnsafeBufferPointer { StringDecoder.appendDecoded($0, to: &decoded) }
    return decoded
  }

  /// The number of bytes between the quotes of a string as it stands: an upper bound of its length.
  package var contentLength: Int { max(0, range.count - 2) }

  /// True where a string's bytes are its content: no escapes.
  package var isUnescaped: Bool { !node.features.contains(.escaped) }

  /// True where a string holds bytes of 0x80 and above.
  package var hasNonASCII: Bool { node.features.contains(.nonASCII) }

  var text: String {
    let content = document.bytes[range.lowerBound + 1..<range.upperBound - 1]
    guard node.features.contains(.escaped) else {
      return String(decoding: content, as: UTF8.self)
    }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(content.count)
    content.withUnsafeBufferPointer {
      StringDecoder.appendDecoded($0, to: &decoded, loneSurrogates: .spelled)
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// An integer that fits; nil for any other value, reals included.
  package var integer: Int? { kind == .integer ? Int(sourceText) : nil }

  /// A number as the nearest double; nil for any other kind.
  package var double: Double? {
    switch kind {
    case .integer, .real: Double(sourceText)
    case .nonFinite:
      switch source.first {
      case UInt8(ascii: "N"): .nan
      case UInt8(ascii: "-"): -.infinity
      default: .infinity
      }
    case .object, .array, .string, .boolean, .null: nil
    }
  }

  /// `true` or `false`; nil for any other kind.
  package var boolean: Bool? { kind == .boolean ? source.first == UInt8(ascii: "t") : nil }

  package var isNull: Bool { kind == .null }
}
