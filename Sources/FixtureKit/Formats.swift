/// Short texts for sizes and ages, as every list shows them.
package enum Formats {
  /// At most five characters: `77`, `8.1k`, `120k`, `2.2M`. Units of 1000.
  package static func size(_ bytes: Int) -> String {
    guard bytes >= 1_000 else { return String(bytes) }
    var value = Double(bytes)
    for unit in ["k", "M", "G"] {
      value /= 1_000
      if value < 9.95 { return "\(tenths(value))\(unit)" }
      if value < 999.5 || unit == "G" { return "\(Int(value.rounded()))\(unit)" }
    }
    return ""
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Whole days between two moments: `252d`; below a day `5h` or `12m`; `in 3d` for the future.
  package static func age(of moment: Timestamp, at now: Timestamp) -> String {
    if moment > now { return "in " + age(of: now, at: moment) }
    let seconds = now.seconds - moment.seconds
    return seconds >= 86_400
      ? "\(seconds / 86_400)d" : seconds >= 3_600 ? "\(seconds / 3_600)h" : "\(seconds / 60)m"
  }

  /// A count with its noun: `1 file`, `2,134 files`.
  package static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// `1,234,567`
  package static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var output = number < 0 ? "-" : ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset).isMultiple(of: 3) { output.append(",") }
      output.append(digit)
    }
    return output
  }
}
