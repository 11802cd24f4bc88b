/// Numbers with units as filters spell them.
enum NumberUnit {
  /// The values a spelling stands for: one for plain numbers, all seconds of the unit for dates and
  /// ages (`30d` is anything from 30 days to below 31, `2026-03` the whole month in UTC).
  /// - Parameter isRounded: whether a number with a unit is any that rounds to it.
  static func range(
    of spelling: Substring, _ field: Filter.NumberField, isRounded: Bool
  ) -> Range<Int>? {
    switch field {
    case .status, .tokens: scaled(spelling, ["k": 1_000, "M": 1_000_000], isRounded)
    case .size:
      scaled(
        spelling, ["": 1, "k": 1_000, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000], isRounded)
    case .age: age(spelling)
    case .date: date(spelling)
    }
  }

  private static func scaled(
    _ spelling: Substring, _ units: [String: Int], _ isRounded: Bool
  ) -> Range<Int>? {
    let digits = spelling.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let suffix = String(spelling.dropFirst(digits.count))
    guard let factor = suffix.isEmpty ? 1 : units[suffix], let number = Double(digits),
      number * Double(factor) < 1e15
    else { return nil }
    let value = Int(number * Double(factor))
    guard isRounded, factor > 1 else { return value..<value + 1 }
    let decimals = digits.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first
    let half = (0..<(decimals?.count ?? 0)).reduce(factor) { step, _ in step / 10 } / 2
    return value - half..<value + max(1, half)
  }

  /// A number without a sign.
  private static func digits(_ text: Substring) -> Int? {
    text.first?.isNumber == true ? Int(text) : nil
  }

  private static func age(_ spelling: Substring) -> Range<Int>? {
    let units: [Character: Int] = [
      "m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "y": 365 * 86_400,
    ]
    guard let letter = spelling.last, let unit = units[letter],
      let number = Self.digits(spelling.dropLast()), (0..<1_000_000).contains(number)
    else { return nil }
    return number * unit..<(number + 1) * unit
  }

  private static func date(_ spelling: Substring) -> Range<Int>? {
    let parts = spelling.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = parts.first.flatMap({ $0.count == 4 ? digits($0) : nil }) else { return nil }
    func start(_ year: Int, _ month: Int, _ day: Int = 1) -> Int? {
      func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return Timestamp(iso8601: "\(year)-\(padded(month))-\(padded(day))")?.seconds
    }
    switch parts.count {
    case 1:
      guard let from = start(year, 1), let to = start(year + 1, 1) else { return nil }
      return from..<to
    case 2:
      guard let month = digits(parts[1]), let from = start(year, month),
        let to = month == 12 ? start(year + 1, 1) : start(year, month + 1)
      else { return nil }
      return from..<to
    case 3:
      guard spelling.count == 10, let day = Timestamp(iso8601: spelling)?.seconds else {
        return nil
      }
      return day..<day + 86_400
    default: return nil
    }
  }
}
