/// Collects text into one line of limited length; pieces are parted by a space.
struct LineBuilder {
  private let limit: Int
  /// The limit, and some bytes more to see whether a character goes on there.
  private let capacity: Int
  private var bytes: [UInt8] = []
  private var spaceIsDue = false

  init(limit: Int) {
    self.limit = max(0, limit)
    capacity = self.limit.addingReportingOverflow(64).overflow ? .max : self.limit + 64
    bytes.reserveCapacity(min(capacity, 256))
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Whether more text could not change the line.
  var isFull: Bool { bytes.count >= capacity }

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
      let space = WhiteSpace.length(in: text, at: index)
      guard space == 0 else {
        spaceIsDue = !bytes.isEmpty
        index += space
        continue
      }
      if spaceIsDue { bytes.append(UInt8(ascii: " ")) }
      spaceIsDue = false
      let start = index
      let end = start + min(text.count - start, capacity - bytes.count)
      while index < end {
        if index &+ 8 < end, isPlain(text, at: index) {
          index &+= 8
          continue
        }
        // A single blank between words is as it should be already.
        let next = index + 1
        if text[index] == UInt8(ascii: " "), next < end, WhiteSpace.length(in: text, at: next) == 0
        {
          index = next
        } else if WhiteSpace.length(in: text, at: index) > 0 {
          break
        }
        index += 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
    }
  }

  /// Whether the eight bytes at a position, and the first behind them, are ASCII words with single
  /// blanks between: looked at as one number, since a branch at each blank would be half the work.
  private func isPlain(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let word = UInt64(
      littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(
        fromByteOffset: index, as: UInt64.self))
    // High bits: where a byte is below a blank, or not ASCII; then where one is a blank.
    let strange = (word &- ones &* 0x20) & ~word | word
    let other = word ^ (ones &* 0x20)
    let blanks = ~((other & ~highs) &+ ~highs | other | ~highs)
    return strange & highs == 0 && blanks & (blanks << 8) == 0
      && (blanks >> 63 == 0 || text[index &+ 8] > 0x20 && text[index &+ 8] < 0x80)
  }

  /// The line, cut at the limit.
  func finish() -> String { String(decoding: finishedBytes(), as: UTF8.self) }

  /// The line's UTF-8, cut at the limit.
  func finishedBytes() -> ArraySlice<UInt8> {
    guard bytes.count > limit else { return bytes[...] }
    // No ASCII character but a line feed, which no line holds, continues the one before it.
    var line = bytes[..<limit]
    if bytes[limit] >= 0x80 {
      let text = String(decoding: bytes, as: UTF8.self)
      line = bytes[..<text.utf8.distance(from: text.startIndex, to: lastBorder(in: text))]
    }
    return line.last == UInt8(ascii: " ") ? line.dropLast() : line
  }

  /// The last border between characters at or before the limit.
  private func lastBorder(in text: String) -> String.Index {
    let cut = text.utf8.index(text.startIndex, offsetBy: limit)
    // Stepping forward and back rounds down: to the start of the character that goes on at `cut`.
    let border = text.index(before: text.index(after: cut))
    guard border == text.startIndex else { return border }
    // One character longer than the whole line is cut between its scalars.
    return text.unicodeScalars.index(before: text.unicodeScalars.index(after: cut))
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
    case (0xe2, 0x80, 0xa8...0xa9): 3  // line and paragraph separator
    case (0xe2, 0x80, 0xaf): 3  // narrow no-break space
    case (0xe2, 0x81, 0x9f), (0xe3, 0x80, 0x80): 3  // mathematical, ideographic
    default: 0
    }
  }
}
