import LosslessJSON
import Testing

/// Expected texts come from CPython 3.11.
@Suite struct `Writing as Python's json.dumps does` {
  @Test(arguments: [
    ("1.0", "1.0"), ("1.10", "1.1"), ("1E2", "100.0"), ("-0.0", "-0.0"), ("-0", "0"),
    ("1e22", "1e+22"), ("1e-7", "1e-07"), ("0.0001", "0.0001"), ("0.00001", "1e-05"),
    ("1e16", "1e+16"), ("1e15", "1000000000000000.0"),
    ("123456789012345680.0", "1.2345678901234568e+17"),
    ("9999999999999998.0", "9999999999999998.0"), ("9007199254740993.0", "9007199254740992.0"),
    ("5e-324", "5e-324"), ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ("1e400", "Infinity"), ("-1e400", "-Infinity"), ("1e-400", "0.0"), ("0.1", "0.1"),
    ("0.30000000000000004", "0.30000000000000004"), ("2.5e-5", "2.5e-05"), ("1e100", "1e+100"),
    ("12345678901234567890123", "12345678901234567890123"), ("NaN", "NaN"),
    ("-Infinity", "-Infinity"), ("100", "100"), ("123.456", "123.456"), ("1e1", "10.0"),
  ])
  func `numbers`(source: String, expected: String) throws {
    #expect(sorted(source) == expected)
  }

  @Test(arguments: [
    (#""é😀\/""#, #""\u00e9\ud83d\ude00/""#), ("\"\u{7f}\u{80}\u{2028}\"", #""\u007f\u0080\u2028""#),
    (#""\u0041\u00E9\b\f\n\r\t\"\\\u0001""#, #""A\u00e9\b\f\n\r\t\"\\\u0001""#),
    (#""\ud83d\uD83D\uDE00""#, #""\ud83d\ud83d\ude00""#), (#""\u007f""#, #""\u007f""#),
  ])
  func `strings`(source: String, expected: String) throws {
    #expect(sorted(source) == expected)
  }

  @Test(arguments: [
    (#"{"b":1,"a":[1,{"d":0,"c":[]}],"b":2}"#, #"{"a": [1, {"c": [], "d": 0}], "b": 2}"#),
    // By code point, not by UTF-16 unit: U+FFFF before U+10000.
    (
      #"{"\ud800\udc00":1,"\uffff":2,"é":3,"Z":4,"a":5,"":6}"#,
      #"{"": 6, "Z": 4, "a": 5, "\u00e9": 3, "\uffff": 2, "\ud800\udc00": 1}"#
    ),
    (#"{"\u0061":1,"a":2}"#, #"{"a": 2}"#), ("{}", "{}"), ("[ ]", "[]"),
    (#"{"e\u0301":1,"é":2}"#, #"{"e\u0301": 1, "\u00e9": 2}"#),
  ])
  func `objects and arrays`(source: String, expected: String) throws {
    #expect(sorted(source) == expected)
  }

  @Test func `surrogates in their UTF-8 form stay two code points`() throws {
    let bytes: [UInt8] = [0x22, 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, 0x22]
    let document = try JSONDocument(bytes, surrogateBytes: .accepted)
    #expect(String(decoding: PythonJSON.sorted(document.root), as: UTF8.self) == #""\ud83d\ude00""#)
  }

  @Test func `a Swift string`() {
    var output: [UInt8] = []
    PythonJSON.append("a\"é😀\n", to: &output)
    #expect(String(decoding: output, as: UTF8.self) == #""a\"\u00e9\ud83d\ude00\n""#)
  }

  private func sorted(_ source: String) -> String? {
    guard let document = try? JSONDocument(Array(source.utf8)) else { return nil }
    return String(decoding: PythonJSON.sorted(document.root), as: UTF8.self)
  }
}
