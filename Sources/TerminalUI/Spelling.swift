/// How something that must not reach the terminal is written instead: a few ASCII characters.
///
/// `\e`, `\n`, `\0` for the controls that have such a name, `\u202e` or `\u{e0041}` for other code
/// points, `\xff` for a byte that is not UTF-8, `[FR]` for a flag.
struct Spelling: RandomAccessCollection {
  private(set) var count = 0
  private var bytes = SIMD16<UInt8>()

  var startIndex: Int { 0 }
  var endIndex: Int { count }
  subscript(index: Int) -> UInt8 { bytes[index] }

  init(scalar: UInt32) {
    append("\\")
    switch scalar {
    case 0x00: append("0")
    case 0x09: append("t")
    case 0x0A: append("n")
    case 0x0D: append("r")
    case 0x1B: append("e")
    case ...0xFFFF:
      append("u")
      append(hexadecimal: scalar, digits: 4)
    default:
      append("u")
      append("{")
      append(hexadecimal: scalar, digits: scalar > 0xFFFFF ? 6 : 5)
      append("}")
    }
  }

  init(byte: UInt8) {
    append("\\")
    append("x")
    append(hexadecimal: UInt32(byte), digits: 2)
  }

  /// `first` and `second` are regional indicators, which stand for A to Z.
  init(flag first: UInt32, _ second: UInt32) {
    append("[")
    append(letter: first)
    append(letter: second)
    append("]")
  }

  private mutating func append(_ character: Unicode.Scalar) {
    bytes[count] = UInt8(ascii: character)
    count += 1
  }

  private mutating func append(letter indicator: UInt32) {
    bytes[count] = UInt8(ascii: "A") + UInt8(indicator - RegionalIndicator.range.lowerBound)
    count += 1
  }

  private mutating func append(hexadecimal value: UInt32, digits: Int) {
    for shift in (0..<digits).reversed() {
      let digit = UInt8(value >> (UInt32(shift) * 4) & 0xF)
      bytes[count] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      count += 1
    }
  }
}

/// The letters that flags are written with, two for a country.
enum RegionalIndicator {
  static let range: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF
}
