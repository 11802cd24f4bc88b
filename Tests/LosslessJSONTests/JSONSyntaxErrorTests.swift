import LosslessJSON
import TestSupport
import Testing

@Suite struct `Refusing what is not JSON` {
  @Test(arguments: [
    ("", 0, "the text ends where a value was expected"),
    ("  ", 2, "the text ends where a value was expected"),
    ("{", 1, "the text ends where a member name or '}' was expected"),
    ("{'a':1}", 1, "expected a member name or '}', found '''"),
    ("[1,2,]", 5, "expected a value, found ']'"),
    ("{\"a\":1,}", 7, "expected a member name in double quotes, found '}'"),
    ("{\"a\":1.}", 7, "expected a digit, found '}'"),
    ("{\"a\":+1}", 5, "expected a value, found '+'"),
    ("{\"a\" 1}", 5, "expected ':', found '1'"),
    ("[1 2]", 3, "expected ',' or ']', found '2'"),
    ("[1}", 2, "expected ',' or ']', found '}'"),
    ("01", 1, "text after the end of the JSON value"),
    ("-", 1, "the text ends where a digit was expected"),
    ("1e", 2, "the text ends where a digit was expected"),
    ("nul", 3, "the text ends where 'null' was expected"),
    ("nulx", 0, "expected a value, found 'n'"),
    ("\"a\nb\"", 2, "raw control character 0x0a in a string: write it as an escape"),
    ("\"a\0b\"", 2, "raw control character 0x00 in a string: write it as an escape"),
    ("\"\\x\"", 1, "a backslash that starts no JSON escape"),
    ("\"\\u12g4\"", 1, "a backslash that starts no JSON escape"),
    ("{}{}", 2, "text after the end of the JSON value"),
    ("{} // c", 3, "text after the end of the JSON value"),
    ("\u{feff}{}", 0, "the file starts with a UTF-8 byte order mark: save it without one"),
  ])
  func `says where and what was expected`(text: String, offset: Int, problem: String) throws {
    let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument(Array(text.utf8)) }
    #expect(error.offset == offset)
    #expect(error.problem.description == problem)
  }

  @Test(arguments: [
    [0x22, 0xe9, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xe4, 0xbd, 0x22], [0x22, 0xff, 0x22],
    [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0x80, 0x22],
  ])
  func `bytes that are not UTF-8`(bytes: [UInt8]) throws {
    let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument(bytes) }
    #expect(error.problem == .invalidUTF8(byte: bytes[1]))
    #expect(error.offset == 1)
  }

  @Test(arguments: [[0xff, 0xfe, 0x7b, 0], [0, 0x7b, 0, 0x7d], [0x7b, 0, 0, 0, 0x7d, 0, 0, 0]])
  func `UTF-16 and UTF-32 are named`(bytes: [UInt8]) throws {
    let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument(bytes) }
    #expect(error.description.contains("not UTF-8: save it as UTF-8"))
  }

  @Test func `lines end with line feeds and columns count characters`() throws {
    let text = "{\r\n  \"é\": \"😀\",\n  \"b\": x\n}"
    let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument(Array(text.utf8)) }
    #expect((error.line, error.column) == (3, 8))
    #expect(error.offset == 26)
    #expect(error.description == "expected a value, found 'x' (line 3, column 8, byte 26)")
    let late = try #require(throws: JSONSyntaxError.self) {
      try JSONDocument(Array("[\"é😀\" x".utf8))
    }
    #expect((late.line, late.column) == (1, 7))
  }

  @Test func `truncation at every byte is an end of text, never a crash`() throws {
    let text = Array(
      #" {"key": [1.5e+3, "aé\ud83d\ude00\n", true, null, {"x": -Infinity}, NaN], "z": {}} "#.utf8)
    #expect(throws: Never.self) { try JSONDocument(text) }
    for length in 0..<text.count - 1 {
      let error = try #require(throws: JSONSyntaxError.self) {
        try JSONDocument(Array(text[..<length]))
      }
      guard case .endOfText = error.problem else {
        Issue.record("cut at \(length): \(error)")
        continue
      }
      #expect(error.offset <= length)
    }
  }

  @Test func `random damage is an error or a document, never a crash`() {
    var random = SeededGenerator(seed: 42)
    let text = Array(
      #"{"a": [1, 2.5, "x\u00e9\\"], "b": {"c": null}, "é😀": -0, "d": [[], {}]}"#.utf8)
    for _ in 0..<20_000 {
      var damaged = text
      for _ in 0...Int.random(in: 0...3, using: &random) {
        let index = Int.random(in: damaged.indices, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: damaged[index] = UInt8.random(in: 0...255, using: &random)
        case 1: damaged.remove(at: index)
        default: damaged.insert(text.randomElement(using: &random) ?? 0, at: index)
        }
      }
      guard let document = try? JSONDocument(damaged) else { continue }
      #expect((try? JSONDocument(PythonJSON.sorted(document.root))) != nil)
    }
  }
}
