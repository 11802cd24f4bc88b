/// The grammar of JSON as Python's `json.loads` reads it, over bytes that somebody else owns.
///
/// One machine serves every reader: it tells a ``JSONSink`` what it meets. A sink that does nothing
/// makes it a validating skip. It keeps its own stack (one bit a level), so depth costs memory,
/// never the call stack, and it visits every byte once.
///
/// Beyond RFC 8259 it accepts `NaN`, `Infinity` and `-Infinity`, which Python writes, and escapes of
/// lone surrogates; it refuses raw control characters in strings and bytes that are not UTF-8.
package struct JSONGrammar {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  /// Offset of the next byte to read.
  package var position: Int
  /// Whether UTF-8 forms of surrogates (`ED A0 80` …) pass, as `surrogatepass` lets them in Python.
  private let acceptsSurrogateBytes: Bool
  /// Offset of the first lone surrogate escape met.
  package private(set) var loneSurrogate: Int?
  /// Offset of the first `NaN` or `Infinity` met.
  package private(set) var nonFinite: Int?
  private var stack = BitStack()

  /// `bytes` must outlive the machine.
  package init(
    _ bytes: UnsafeBufferPointer<UInt8>, position: Int = 0, acceptsSurrogateBytes: Bool = false
  ) {
    // A machine over no bytes never reads through this pointer: `position == end` from the start.
    self.base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    self.end = bytes.count
    self.position = position
    self.acceptsSurrogateBytes = acceptsSurrogateBytes
  }

  /// Forgets ``loneSurrogate`` and ``nonFinite``: what comes next is somebody else's.
  package mutating func forgetFindings() {
    loneSurrogate = nil
    nonFinite = nil
  }

  package var isAtEnd: Bool { position >= end }

  /// The next byte, or nil at the end.
  package var peek: UInt8? { position < end ? base[position] : nil }

  // MARK: - Values

  /// Reads one value, which must start at `position` (white space already skipped).
  package mutating func value(_ sink: inout some JSONSink) throws(ScanFailure) {
    stack.removeAll()
    while true {
      guard position < end else { throw endOfText("a value") }
      let start = position
      switch base[position] {
      case UInt8(ascii: "{"):
        position += 1
        sink.open(.object, at: start)
        stack.push(true)
        skipWhitespace()
        if peek == UInt8(ascii: "}") { break }
        try key(&sink, expected: "a member name or '}'")
        continue
      case UInt8(ascii: "["):
        position += 1
        sink.open(.array, at: start)
        stack.push(false)
        skipWhitespace()
        if peek == UInt8(ascii: "]") { break }
        continue
      case UInt8(ascii: "\""):
        let features = try string()
        sink.string(start..<position, features)
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        let kind = try number()
        sink.scalar(kind, start..<position)
      case UInt8(ascii: "t"): try literal("true", .boolean, &sink)
      case UInt8(ascii: "f"): try literal("false", .boolean, &sink)
      case UInt8(ascii: "n"): try literal("null", .null, &sink)
      case UInt8(ascii: "N"):
        nonFinite = nonFinite ?? start
        try literal("NaN", .nonFinite, &sink)
      case UInt8(ascii: "I"):
        nonFinite = nonFinite ?? start
        try literal("Infinity", .nonFinite, &sink)
      default: throw unexpected("a value")
      }
      if try afterValue(&sink) { return }
    }
  }

  /// Goes on after a value, or stands on the closing bracket of an empty container. Closes every
  /// container that ends here; true when nothing is open any more.
  private mutating func afterValue(_ sink: inout some JSONSink) throws(ScanFailure) -> Bool {
    while !stack.isEmpty {
      skipWhitespace()
      let inObject = stack.top
      guard position < end else {
        throw endOfText(inObject ? "',' or '}'" : "',' or ']'")
      }
      switch base[position] {
      case UInt8(ascii: ","):
        position += 1
        skipWhitespace()
        if inObject { try key(&sink, expected: "a member name in double quotes") }
        return false
      case UInt8(ascii: "}") where inObject, UInt8(ascii: "]") where !inObject:
        position += 1
        sink.close(at: position)
        stack.pop()
      default: throw unexpected(inObject ? "',' or '}'" : "',' or ']'")
      }
    }
    return true
  }

  /// Reads `"name" :` and the white space after it.
  private mutating func key(
    _ sink: inout some JSONSink, expected: String
  ) throws(ScanFailure) {
    let (range, features) = try memberName(expected: expected)
    sink.key(range, features)
  }

  /// Reads `"name" :` and the white space around it, for a reader that walks an object itself.
  package mutating func memberName(
    expected: String = "a member name in double quotes"
  ) throws(ScanFailure) -> (Range<Int>, StringFeatures) {
    guard position < end else { throw endOfText(expected) }
    guard base[position] == UInt8(ascii: "\"") else { throw unexpected(expected) }
    let start = position
    let features = try string()
    let range = start..<position
    skipWhitespace()
    guard position < end else { throw endOfText("':'") }
    guard base[position] == UInt8(ascii: ":") else { throw unexpected("':'") }
    position += 1
    skipWhitespace()
    return (range, features)
  }

  private mutating func literal(
    _ text: StaticString, _ kind: JSONKind, _ sink: inout some JSONSink
  ) throws(ScanFailure) {
    let start = position
    for index in 0..<text.utf8CodeUnitCount {
      guard position < end else { throw endOfText("'\(text)'") }
      guard base[position] == text.utf8Start[index] else {
        position = start
        throw unexpected("a value")
      }
      position += 1
    }
    sink.scalar(kind, start..<position)
  }

  // MARK: - Numbers

  private mutating func number() throws(ScanFailure) -> JSONKind {
    let start = position
    if base[position] == UInt8(ascii: "-") {
      position += 1
      if peek == UInt8(ascii: "I") {
        var sink = DiscardingSink()
        nonFinite = nonFinite ?? start
        try literal("Infinity", .nonFinite, &sink)
        return .nonFinite
      }
    }
    if peek == UInt8(ascii: "0") { position += 1 } else { try digits() }
    var kind = JSONKind.integer
    if peek == UInt8(ascii: ".") {
      position += 1
      try digits()
      kind = .real
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      try digits()
      kind = .real
    }
    return kind
  }

  /// One digit or more.
  private mutating func digits() throws(ScanFailure) {
    guard position < end else { throw endOfText("a digit") }
    guard base[position] &- 0x30 < 10 else { throw unexpected("a digit") }
    repeat { position += 1 } while position < end && base[position] &- 0x30 < 10
  }

  // MARK: - Strings

  /// Reads a string from its opening quote to after its closing one.
  private mutating func string() throws(ScanFailure) -> StringFeatures {
    var features: StringFeatures = []
    position += 1
    while true {
      skipPlainText()
      guard position < end else {
        throw endOfText("the closing quote of a string")
      }
      let byte = base[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return features
      case UInt8(ascii: "\\"):
        features.insert(try escape() ? .escaped : [.escaped, .otherwiseThanPython])
      case 0..<0x20:
        throw ScanFailure(offset: position, problem: .controlCharacter(byte))
      default:
        features.insert(.nonASCII)
        try utf8Sequence()
      }
    }
  }

  /// Moves over bytes that need no attention in a string, eight at a time: for each byte of the word
  /// the high bit of the mask says "quote, backslash, control or not ASCII". Borrows make false
  /// marks only above a true one, and only the lowest mark is used.
  private mutating func skipPlainText() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while position &+ 8 <= end {
      let word = load(position)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5c)
      let marks =
        ((quote &- ones) & ~quote)
        | ((backslash &- ones) & ~backslash)
        | ((word &- (ones &* 0x20)) & ~word)
        | word
      let found = marks & highs
      if found != 0 {
        position &+= found.trailingZeroBitCount &>> 3
        return
      }
      position &+= 8
    }
    while position < end {
      let byte = base[position]
      if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5c { return }
      position &+= 1
    }
  }

  /// Moves over an escape; true where Python spells that character so.
  private mutating func escape() throws(ScanFailure) -> Bool {
    let start = position
    guard position + 1 < end else { throw endOfText("an escape", at: end) }
    switch base[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
      return true
    case UInt8(ascii: "/"):
      position += 2
      return false
    case UInt8(ascii: "u"):
      let (unit, isLowerCase) = try hexUnit(at: start)
      position = start + 6
      guard unit & 0xf800 == 0xd800 else {
        // Printable ASCII stands for itself, and five control characters have a letter.
        return isLowerCase
          && (unit >= 0x7f || unit < 0x20 && !(unit >= 8 && unit <= 13 && unit != 11))
      }
      if unit < 0xdc00, position + 1 < end, base[position] == UInt8(ascii: "\\"),
        base[position + 1] == UInt8(ascii: "u")
      {
        let (second, isLowerCaseToo) = try hexUnit(at: position)
        if second & 0xfc00 == 0xdc00 {
          position += 6
          return isLowerCase && isLowerCaseToo
        }
      }
      loneSurrogate = loneSurrogate ?? start
      return isLowerCase
    default:
      throw ScanFailure(offset: start, problem: .badEscape)
    }
  }

  /// The code unit of the escape of four hexadecimal digits whose backslash is at `offset`.
  private func hexUnit(
    at offset: Int
  ) throws(ScanFailure) -> (unit: UInt32, isLowerCase: Bool) {
    var unit: UInt32 = 0
    var isLowerCase = true
    for index in offset + 2..<offset + 6 {
      guard index < end else { throw endOfText("four hex digits", at: end) }
      guard let digit = hexDigit(base[index]) else {
        throw ScanFailure(offset: offset, problem: .badEscape)
      }
      unit = unit &<< 4 | UInt32(digit)
      if base[index] & 0x60 == 0x40 { isLowerCase = false }
    }
    return (unit, isLowerCase)
  }

  /// One UTF-8 sequence of two to four bytes.
  private mutating func utf8Sequence() throws(ScanFailure) {
    let lead = base[position]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch lead {
    case 0xc2...0xdf: length = 2
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...(acceptsSurrogateBytes ? 0xbf : 0x9f))
    case 0xe1...0xef: length = 3
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: length = 4
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: throw ScanFailure(offset: position, problem: .invalidUTF8(byte: lead))
    }
    for index in 1..<length {
      guard position + index < end else { throw endOfText("the rest of a character", at: end) }
      let byte = base[position + index]
      let allowed = index == 1 ? second : 0x80...0xbf
      guard allowed.contains(byte) else {
        throw ScanFailure(offset: position, problem: .invalidUTF8(byte: lead))
      }
    }
    position += length
  }

  // MARK: - White space

  /// Moves over blanks; a line feed is mostly followed by an indentation, taken eight at a time.
  package mutating func skipWhitespace() {
    while position < end {
      switch base[position] {
      case UInt8(ascii: "\n"):
        position &+= 1
        while position &+ 8 <= end {
          let other = load(position) ^ 0x2020_2020_2020_2020
          guard other == 0 else {
            position &+= other.trailingZeroBitCount &>> 3
            break
          }
          position &+= 8
        }
      case UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position &+= 1
      default: return
      }
    }
  }

  @inline(__always)
  private func load(_ offset: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self))
  }

  // MARK: - Failures

  package func unexpected(_ expected: String) -> ScanFailure {
    guard position < end else { return endOfText(expected) }
    return ScanFailure(
      offset: position, problem: .unexpected(byte: base[position], expected: expected))
  }

  private func endOfText(_ expected: String, at offset: Int? = nil) -> ScanFailure {
    ScanFailure(offset: offset ?? position, problem: .endOfText(expected: expected))
  }
}

/// What a value is. Numbers are told apart by spelling, as Python does: `1` is an integer, `1.0` and
/// `1e0` are reals, `NaN` and `Infinity` are not finite.
package enum JSONKind: UInt8, Sendable {
  case object, array, string, integer, real, nonFinite, boolean, null
}

/// What the bytes of a string hold, so that most strings need no second look.
package struct StringFeatures: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let escaped = StringFeatures(rawValue: 1)
  package static let nonASCII = StringFeatures(rawValue: 2)
  /// An escape that Python writes otherwise, such as `\/` or `\u00E9`.
  package static let otherwiseThanPython = StringFeatures(rawValue: 4)
}

/// Told what the grammar meets, in document order. Offsets count from the start of the bytes.
package protocol JSONSink {
  mutating func open(_ kind: JSONKind, at offset: Int)
  /// `end` is the offset after the closing bracket.
  mutating func close(at end: Int)
  /// Ranges of strings and keys include their quotes.
  mutating func key(_ range: Range<Int>, _ features: StringFeatures)
  mutating func string(_ range: Range<Int>, _ features: StringFeatures)
  mutating func scalar(_ kind: JSONKind, _ range: Range<Int>)
}

/// Makes the grammar a validating skip.
package struct DiscardingSink: JSONSink {
  package init() {}
  package mutating func open(_ kind: JSONKind, at offset: Int) {}
  package mutating func close(at end: Int) {}
  package mutating func key(_ range: Range<Int>, _ features: StringFeatures) {}
  package mutating func string(_ range: Range<Int>, _ features: StringFeatures) {}
  package mutating func scalar(_ kind: JSONKind, _ range: Range<Int>) {}
}

/// A stack of bits: 64 in a register, older ones in an array.
private struct BitStack {
  private var bits: UInt64 = 0
  private var depth = 0
  private var spilled: [UInt64] = []

  var isEmpty: Bool { depth == 0 }
  var top: Bool { bits & 1 != 0 }

  mutating func push(_ bit: Bool) {
    if depth & 63 == 0, depth > 0 { spilled.append(bits) }
    bits = bits &<< 1 | (bit ? 1 : 0)
    depth &+= 1
  }

  mutating func pop() {
    depth &-= 1
    if depth & 63 == 0, depth > 0 { bits = spilled.removeLast() } else { bits &>>= 1 }
  }

  mutating func removeAll() {
    depth = 0
    if !spilled.isEmpty { spilled.removeAll(keepingCapacity: true) }
  }
}

/// The value of an ASCII hex digit.
func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte &- 0x30
  case 0x41...0x46: byte &- 0x37
  case 0x61...0x66: byte &- 0x57
  default: nil
  }
}
