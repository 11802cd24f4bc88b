/// Collects text into one line of limited length; pieces are parted by a space.
struct LineBuilder {
  private let limit: Int
  private var bytes: [UInt8] = []
  private var spaceIsDue = false

  /// Bytes kept beyond the limit, to see whether a character goes on there.
  private static let lookahead = 64

  init(limit: Int) {
    self.limit = max(0, limit)
    bytes.reserveCapacity(min(self.limit, 256) + Self.lookahead)
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Whether more text could not change the line.
  var isFull: Bool { bytes.count - Self.lookahead >= limit }

  mutating func append(_ text: String) { append(utf8: text.utf8) }

  mutating func append(utf8 text: some Collection<UInt8>) {
    spaceIsDue = !bytes.isEmpty
    if text.withContiguousStorageIfAvailable({ collapse($0) }) == nil {
      Array(text).withUnsafeBufferPointer { collapse($0) }
    }
  }

  private mutating func collapse(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < text.count, !isFull {
      let length = WhiteSpace.length(in: text, at: index)
      guard length == 0 else {
        spaceIsDue = !bytes.isEmpty
        index += length
        continue
      }
      if spaceIsDue {
        bytes.append(UInt8(ascii: " "))
        spaceIsDue = false
      }
      bytes.append(text[index])
      index += 1
    }
  }

  /// The line, cut at the limit.
  func finish() -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.count > limit else { return text }
    let cut = text.utf8.index(text.startIndex, offsetBy: limit)
    // Stepping forward and back rounds down: to the start of the character that goes on at `cut`.
    var end = text.index(before: text.index(after: cut))
    if end == text.startIndex {
      // One character longer than the whole line is cut between its scalars.
      end = text.unicodeScalars.index(before: text.unicodeScalars.index(after: cut))
    }
    return String(text[..<end].last == " " ? text[..<end].dropLast() : text[..<end])
  }
}

/// White space as Unicode defines it (the property `White_Space`), in UTF-8.
private enum WhiteSpace {
  /// The length of the white space character at a position; 0 where there is none.
  @inline(__always)
  static func length(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    switch text[index] {
    case 0x09...0x0d, 0x20: 1
    case 0xc2, 0xe1, 0xe2, 0xe3: longLength(in: text, at: index)
    default: 0
    }
  }

  private static func longLength(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let second = index + 1 < text.count ? text[index + 1] : 0
    let third = index + 2 < text.count ? text[index + 2] : 0
    return switch (text[index], second, third) {
    case (0xc2, 0x85, _), (0xc2, 0xa0, _): 2  // next line, no-break space
    case (0xe1, 0x9a, 0x80): 3  // Ogham space mark
    case (0xe2, 0x80, 0x80...0x8a): 3  // en quad … hair space
    case (0xe2, 0x80, 0xa8), (0xe2, 0x80, 0xa9), (0xe2, 0x80, 0xaf): 3  // separators, narrow no-break
    case (0xe2, 0x81, 0x9f), (0xe3, 0x80, 0x80): 3  // mathematical, ideographic
    default: 0
    }
  }
}
