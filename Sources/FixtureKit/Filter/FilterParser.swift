import LosslessJSON

extension Filter {
  /// Reads a filter. The empty text is ``all``.
  package init(_ text: String) throws(FilterError) {
    var parser = FilterParser(text)
    self = try parser.filter()
  }
}

/// Recursive descent over the filter's bytes:
/// `either = both ("|" both)*`, `both = negated+`, `negated = "!"* ("(" either ")" | condition)`.
private struct FilterParser {
  private let text: String
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// Deeper nesting than any person types; it bounds the recursion.
  private static let maximumDepth = 100

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func filter() throws(FilterError) -> Filter {
    skipBlanks()
    if position == bytes.count { return .all }
    let filter = try either()
    guard position == bytes.count else { throw error("nothing opens this bracket", 1) }
    return filter
  }

  private mutating func either() throws(FilterError) -> Filter {
    var choices = [try both()]
    while skip("|") { choices.append(try both()) }
    return choices.count == 1 ? choices[0] : .or(choices)
  }

  private mutating func both() throws(FilterError) -> Filter {
    var conditions: [Filter] = []
    while let byte = peek, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      conditions.append(try negated())
    }
    guard !conditions.isEmpty else { throw error("a condition is missing here", 0) }
    return conditions.count == 1 ? conditions[0] : .and(conditions)
  }

  private mutating func negated() throws(FilterError) -> Filter {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw error("nested too deeply", 1) }
    if skip("!") {
      guard peek != nil else { throw error("a condition is missing after '!'", 0) }
      return .not(try negated())
    }
    let start = position
    guard skip("(") else { return try condition() }
    let inner = try either()
    guard skip(")") else {
      throw FilterError(
        reason: "this bracket is not closed", range: start..<start + 1, text: text)
    }
    return inner
  }

  // MARK: - Conditions

  private mutating func condition() throws(FilterError) -> Filter {
    let start = position
    if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "/") {
      // A bare "phrase" is looked for as it stands, blanks included.
      let value = try value()
      skipBlanks()
      return .word(value.anywhere)
    }
    if let byte = peek, [UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "=")].contains(byte) {
      throw error("a comparison stands right behind its field or path, without blanks", 1)
    }
    let name = word(stopsAtColon: true)
    guard position < bytes.count, bytes[position] == UInt8(ascii: ":"), !name.isEmpty else {
      let word = name + word(stopsAtColon: false)
      guard !word.isEmpty else { throw error("a condition is missing here", 1) }
      skipBlanks()
      return .word(TextPattern(part: word))
    }
    position += 1
    let condition = try field(name, from: start)
    skipBlanks()
    return condition
  }

  private mutating func field(_ name: String, from start: Int) throws(FilterError) -> Filter {
    if let field = Filter.TextField(rawValue: name) {
      // What looks like paths may begin with a slash.
      let values = try values(slashMayBeText: field == .endpoint || field == .file)
      return .text(field, values.map { field.holdsProse ? $0.anywhere : $0 })
    }
    if let field = Filter.NumberField(rawValue: name) {
      var tests: [Filter.NumberTest] = []
      repeat {
        let begin = position
        let word = word(stopsAtColon: false, stopsAtComma: true)
        guard let test = Self.test(word, of: field) else {
          throw self.error(Self.expectation(of: field), from: begin)
        }
        tests.append(test)
      } while skipComma()
      return .number(field, tests)
    }
    switch name {
    case "is": return try states()
    case "path": return try path()
    case "used":
      throw self.error("there is no usage log to read yet", from: start)
    default:
      throw self.error(
        "no such field; there are model provider endpoint file hash req resp prompt tool role "
          + "status size age date tokens is path", from: start)
    }
  }

  private mutating func states() throws(FilterError) -> Filter {
    var states: Set<Filter.StateName> = []
    repeat {
      let start = position
      let word = word(stopsAtColon: false, stopsAtComma: true)
      guard let state = Filter.StateName(rawValue: word) else {
        throw self.error(Self.reason(forState: word), from: start)
      }
      states.insert(state)
    } while skipComma()
    return .state(states)
  }

  /// States of the filter language whose evidence is not gathered yet are told from misspelt ones.
  private static func reason(forState name: String) -> String {
    switch name {
    case "unused": "needs a usage log, which is not read yet"
    case "stale", "old", "retired", "orphan":
      "staleness beyond mismatch and duplicate is not judged yet"
    case "secret": "secrets are not looked for yet"
    case "changed", "new", "deleted": "git is not compared with yet"
    case "marked", "flagged", "protected": "nothing can be marked yet"
    default:
      "no such state; there are "
        + Filter.StateName.allCases.map(\.rawValue).joined(separator: " ")
    }
  }

  private mutating func path() throws(FilterError) -> Filter {
    let start = position
    skipPath()
    let spelling = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let path = JSONPath(spelling) else {
      throw error(
        "a path looks like $.response.usage.output_tokens or $.messages[0].role", from: start)
    }
    let signs = ["!=", ">=", "<=", ">", "<", "="]
    guard let sign = signs.first(where: { bytes[position...].starts(with: $0.utf8) })
    else { return .path(JSONPathTest(path: path, comparison: .exists)) }
    position += sign.utf8.count
    let begin = position
    let value = try value()
    let number = value.kind == .part ? Self.number(value.text) : nil
    func test(_ comparison: JSONPathTest.Comparison) -> Filter {
      .path(JSONPathTest(path: path, comparison: comparison))
    }
    if sign.hasSuffix("="), sign != ">=", sign != "<=" {
      let whole = value.kind == .part ? TextPattern(value.text, .whole) : value
      let equal = test(.equal(to: whole, orNumber: number))
      return sign == "=" ? equal : .and([test(.exists), .not(equal)])
    }
    guard let number else { throw error("a number is expected", from: begin) }
    return switch sign {
    case ">": test(.greater(than: number))
    case "<": test(.less(than: number))
    case ">=": test(.atLeast(number))
    default: test(.atMost(number))
    }
  }

  /// A number as JSON spells it.
  private static func number(_ text: String) -> Double? {
    (try? JSONDocument(Array(text.utf8)))?.root.double.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Moves over a path: up to a blank or a sign, but `['odd > name']` is taken whole.
  private mutating func skipPath() {
    var quote: UInt8?
    while let byte = peek {
      switch byte {
      case quote: quote = nil
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        if quote == nil, position > 0, bytes[position - 1] == UInt8(ascii: "[") { quote = byte }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "|"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "="):
        if quote == nil { return }
      case UInt8(ascii: "!"):
        if quote == nil, bytes[position...].starts(with: "!=".utf8) { return }
      default: break
      }
      position += 1
    }
  }

  // MARK: - Values

  private mutating func values(
    slashMayBeText: Bool
  ) throws(FilterError) -> [TextPattern] {
    var patterns = [try value(slashMayBeText: slashMayBeText)]
    while skipComma() { patterns.append(try value(slashMayBeText: slashMayBeText)) }
    return patterns
  }

  private mutating func value(slashMayBeText: Bool = false) throws(FilterError) -> TextPattern {
    guard let byte = peek else { throw error("a value is missing here", 0) }
    if byte == UInt8(ascii: "\"") { return TextPattern(try delimited(byte), .whole) }
    if byte == UInt8(ascii: "/"), let regex = try regex(slashMayBeText: slashMayBeText) {
      return regex
    }
    let word = word(stopsAtColon: false, stopsAtComma: true)
    guard !word.isEmpty else { throw error("a value is missing here", 0) }
    return TextPattern(partOrGlob: word)
  }

  /// `/regex/`, or `/regex/i` whatever the capitals; nil where text goes on behind the second slash, as
  /// in `/v1/messages`, which is then a word.
  private mutating func regex(slashMayBeText: Bool) throws(FilterError) -> TextPattern? {
    let start = position
    let pattern: String
    do throws(FilterError) {
      pattern = try delimited(UInt8(ascii: "/"))
    } catch {
      guard slashMayBeText else { throw error }
      position = start
      return nil
    }
    let ignoresCase = peek == UInt8(ascii: "i")
    if ignoresCase { position += 1 }
    if let next = peek, !Self.isBlank(next), !"|),".utf8.contains(next) {
      position = start
      return nil
    }
    do throws(RegularExpression.SyntaxError) {
      return try TextPattern(regex: pattern, ignoresCase: ignoresCase)
    } catch { throw self.error("not a regular expression: \(error.reason)", from: start) }
  }

  /// Text between two quotes or slashes; a backslash before one takes it literally.
  private mutating func delimited(_ delimiter: UInt8) throws(FilterError) -> String {
    let start = position
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == delimiter { return String(decoding: content, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), position < bytes.count, bytes[position] == delimiter {
        content.append(delimiter)
        position += 1
      } else {
        content.append(byte)
      }
    }
    throw error(
      delimiter == UInt8(ascii: "/") ? "the closing / is missing" : "the closing quote is missing",
      from: start)
  }

  private mutating func word(stopsAtColon: Bool, stopsAtComma: Bool = false) -> String {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "|"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        return String(decoding: bytes[start..<position], as: UTF8.self)
      case UInt8(ascii: ":") where stopsAtColon, UInt8(ascii: ",") where stopsAtComma:
        return String(decoding: bytes[start..<position], as: UTF8.self)
      default: position += 1
      }
    }
    return String(decoding: bytes[start...], as: UTF8.self)
  }

  /// Alone, `4k` is what lists show as that, and a date or an age the whole unit.
  private static func test(_ word: String, of field: Filter.NumberField) -> Filter.NumberTest? {
    let sign = word.first.flatMap { ">" == $0 || "<" == $0 ? $0 : nil }
    var spelling = sign == nil ? word[...] : word.dropFirst()
    let isInclusive = sign != nil && spelling.first == "="
    if isInclusive { spelling = spelling.dropFirst() }
    guard let unit = NumberUnit.range(of: spelling, field, isRounded: sign == nil) else {
      return nil
    }
    switch (sign, isInclusive) {
    case (">", false): return .init(range: unit.upperBound..<Int.max)
    case (">", true): return .init(range: unit.lowerBound..<Int.max)
    case ("<", false): return .init(range: Int.min..<unit.lowerBound)
    case ("<", true): return .init(range: Int.min..<unit.upperBound)
    default: return .init(range: unit)
    }
  }

  private static func expectation(of field: Filter.NumberField) -> String {
    switch field {
    case .status, .tokens: "a number is expected, such as >400"
    case .size: "a size is expected, such as >4k or <2M"
    case .age: "an age is expected, such as >30d, <12h or >1y"
    case .date: "a date is expected, such as 2026, 2026-03 or <2026-03-14"
    }
  }

  // MARK: - Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private mutating func skipBlanks() {
    while let byte = peek, Self.isBlank(byte) { position += 1 }
  }

  /// Skips a sign and the blanks after it.
  private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: sign) else { return false }
    position += 1
    skipBlanks()
    return true
  }

  private mutating func skipComma() -> Bool {
    guard peek == UInt8(ascii: ",") else { return false }
    position += 1
    return true
  }

  /// - Parameter length: bytes from here on that are meant; never half a character.
  private func error(_ reason: String, _ length: Int) -> FilterError {
    var end = min(position + length, bytes.count)
    while end > position, end < bytes.count, bytes[end] & 0xc0 == 0x80 { end += 1 }
    return FilterError(reason: reason, range: position..<end, text: text)
  }

  private func error(_ reason: String, from start: Int) -> FilterError {
    FilterError(reason: reason, range: start..<position, text: text)
  }
}
