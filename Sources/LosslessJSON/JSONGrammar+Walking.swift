/// Walking by hand: a reader that wants a few members of a large text steps through containers
/// itself and lets the machine skip, and so check, the rest.
extension JSONGrammar {
  /// Skips, and checks, one value; returns where it stands.
  package mutating func skip() throws(ScanFailure) -> Range<Int> {
    var sink = DiscardingSink()
    let start = position
    try value(&sink)
    return start..<position
  }

  /// Steps over an opening bracket that ``peek`` has shown, and the white space after it.
  package mutating func enter() {
    position += 1
    skipWhitespace()
  }

  /// Steps to the next member of the entered object: past the comma and the name, to the value.
  /// Returns the name's range, quotes included, or nil after stepping over the closing brace.
  /// - Parameter isFirst: true before the first member; cleared.
  package mutating func nextMember(_ isFirst: inout Bool) throws(ScanFailure) -> Range<Int>? {
    guard try separator(closing: UInt8(ascii: "}"), "',' or '}'", &isFirst) else { return nil }
    return try memberName().0
  }

  /// Steps to the next element of the entered array; false after stepping over the closing bracket.
  /// - Parameter isFirst: true before the first element; cleared.
  package mutating func nextElement(_ isFirst: inout Bool) throws(ScanFailure) -> Bool {
    try separator(closing: UInt8(ascii: "]"), "',' or ']'", &isFirst)
  }

  private mutating func separator(
    closing: UInt8, _ expected: String, _ isFirst: inout Bool
  ) throws(ScanFailure) -> Bool {
    skipWhitespace()
    if peek == closing {
      position += 1
      return false
    }
    if isFirst {
      isFirst = false
      return true
    }
    guard peek == UInt8(ascii: ",") else { throw unexpected(expected) }
    position += 1
    skipWhitespace()
    return true
  }
}
