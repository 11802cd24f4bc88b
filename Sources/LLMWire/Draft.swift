import LosslessJSON

/// A JSON value under construction. What no event has touched is still a place in the recording,
/// and is written as it is spelled there.
enum Draft: Sendable {
  case value(JSONValue)
  /// A string in pieces.
  case joined([JSONValue])
  /// Finished JSON that stands nowhere in the recording.
  case text([UInt8])
  case object(DraftObject)
  case array(DraftArray)

  static let null = Draft.text(Array("null".utf8))

  /// A string of characters that need no escape.
  static func string(_ plain: StaticString) -> Draft { .text(Array("\"\(plain)\"".utf8)) }

  /// Appends the JSON, with Python's default separators. As deep as deltas were folded.
  func write(to output: inout [UInt8]) {
    switch self {
    case .value(let value): CompactJSON.append(value, to: &output)
    case .joined(let pieces):
      output.append(UInt8(ascii: "\""))
      for piece in pieces { output.append(contentsOf: piece.content) }
      output.append(UInt8(ascii: "\""))
    case .text(let json): output.append(contentsOf: json)
    case .object(let object): object.write(to: &output)
    case .array(let array): array.write(to: &output)
    }
  }

  // MARK: - Changing what is there

  /// Changes a member of an object, which is `null` where it was missing. Does nothing to a value
  /// of another kind.
  mutating func update(_ name: String, _ change: (inout Draft) -> Void) {
    guard var object = takeObject() else { return }
    object.update(name, change)
    self = .object(object)
  }

  /// Changes an element of an array; does nothing where there is none.
  mutating func update(at position: Int, _ change: (inout Draft) -> Void) {
    guard var array = takeArray() else { return }
    array.update(at: position, change)
    self = .array(array)
  }

  /// Appends to an array; starts one in place of anything else.
  mutating func append(_ element: JSONValue) {
    var array = takeArray() ?? DraftArray()
    array.append(.value(element))
    self = .array(array)
  }

  // Each of these leaves something empty behind, so that what it returns is the only reference and
  // grows in place: a long stream would otherwise be copied once for each event.

  /// The pieces of a string; nil, and no change, for any other kind.
  mutating func takeString() -> [JSONValue]? {
    switch self {
    case .joined(let pieces):
      self = .text([])
      return pieces
    case .value(let value): return value.kind == .string ? [value] : nil
    case .text, .object, .array: return nil
    }
  }

  /// The members of an object; nil, and no change, for any other kind.
  mutating func takeObject() -> DraftObject? {
    switch self {
    case .object(let object):
      self = .text([])
      return object
    case .value(let value): return value.kind == .object ? DraftObject(value) : nil
    case .joined, .text, .array: return nil
    }
  }

  /// The elements of an array; nil, and no change, for any other kind.
  mutating func takeArray() -> DraftArray? {
    switch self {
    case .array(let array):
      self = .text([])
      return array
    case .value(let value):
      return value.kind == .array ? DraftArray(value.elements.map { .value($0) }) : nil
    case .joined, .text, .object: return nil
    }
  }
}
