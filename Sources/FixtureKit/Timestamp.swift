/// A moment as `recorded_at` gives it: seconds since 1970 in UTC. Fractions of a second are dropped.
package struct Timestamp: Hashable, Comparable, Sendable {
  package var seconds: Int

  package init(seconds: Int) {
    self.seconds = seconds
  }

  /// Reads ISO 8601 as Python's `datetime.isoformat` writes it, also with `Z`, without a zone
  /// (taken as UTC), with a blank instead of `T`, or a date alone. Nil for anything else.
  package init?(iso8601 text: some StringProtocol) {
    self.init(iso8601: Array(text.utf8)[...])
  }

  /// The same from the text's bytes.
  init?(iso8601 bytes: ArraySlice<UInt8>) {
    var reader = DigitReader(bytes)
    guard let year = reader.number(digits: 4), reader.skip("-"),
      let month = reader.number(digits: 2), reader.skip("-"),
      let day = reader.number(digits: 2),
      year > 0, (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    seconds = Self.daysSince1970(year, month, day) * 86_400
    if reader.isAtEnd { return }
    guard reader.skip("T") || reader.skip(" "),
      let hour = reader.number(digits: 2), reader.skip(":"), let minute = reader.number(digits: 2),
      hour < 24, minute < 60
    else { return nil }
    var second = 0
    if reader.skip(":") {
      guard let value = reader.number(digits: 2), value < 61 else { return nil }
      second = value
      if reader.skip(".") { reader.skipDigits() }
    }
    seconds += hour * 3_600 + minute * 60 + second
    if reader.isAtEnd || (reader.skip("Z") && reader.isAtEnd) { return }
    guard let sign = reader.skip("+") ? -1 : reader.skip("-") ? 1 : nil,
      let hours = reader.number(digits: 2), hours < 24
    else { return nil }
    let hasColon = reader.skip(":")
    let minutes = reader.isAtEnd && !hasColon ? 0 : reader.number(digits: 2)
    guard let minutes, minutes < 60, reader.isAtEnd else { return nil }
    seconds += sign * (hours * 3_600 + minutes * 60)
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds < right.seconds
  }

  /// Year, month and day in UTC.
  package var date: (year: Int, month: Int, day: Int) {
    // Civil date from a day count, after Howard Hinnant's chrono-compatible algorithms: eras of
    // 400 years that start on 1 March, so that the leap day comes last.
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  /// `2026-03-14`
  package var dayText: String {
    let (year, month, day) = date
    let leading =
      year >= 0 && year < 1000 ? String(repeating: "0", count: 4 - String(year).count) : ""
    return "\(leading)\(year)-\(padded(month))-\(padded(day))"
  }

  /// `2026-03-14 09:05`, in UTC.
  package var minuteText: String {
    let second = ((seconds % 86_400) + 86_400) % 86_400
    return "\(dayText) \(padded(second / 3_600)):\(padded(second / 60 % 60))"
  }

  /// `2026-03-14T09:05:07Z`
  package var iso8601Text: String {
    let second = ((seconds % 60) + 60) % 60
    return minuteText.replacing(" ", with: "T") + ":\(padded(second))Z"
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Days from 1970-01-01 to a date of the Gregorian calendar.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// Reads fixed-width numbers from ASCII.
private struct DigitReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func number(digits: Int) -> Int? {
    guard position + digits <= bytes.endIndex else { return nil }
    var value = 0
    for byte in bytes[position..<position + digits] {
      guard byte &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += digits
    return value
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
      return false
    }
    position += 1
    return true
  }

  mutating func skipDigits() {
    while position < bytes.endIndex, bytes[position] &- 0x30 < 10 { position += 1 }
  }
}
