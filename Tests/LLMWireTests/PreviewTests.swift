import LLMWire
import LosslessJSON
import TestSupport
import Testing

@Suite struct PreviewTests {
  private func line(_ request: String, limit: Int = 80) throws -> String {
    Preview.line(lastUserTurnOf: try json(request), limit: limit)
  }

  // MARK: - Which text

  @Test(arguments: [
    (#"[{"role": "user", "content": "one"}, {"role": "user", "content": "two"}]"#, "two"),
    (#"[{"role": "user", "content": "one"}, {"role": "assistant", "content": "two"}]"#, "one"),
    (#"[{"role": "user", "content": "caf\u00e9\ngo"}]"#, "café go"),
    (
      #"[{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}]"#,
      "a b"
    ),
    (
      #"[{"role": "user", "content": [{"type": "text", "text": "See"}, {"type": "image_url", "image_url": {"url": "u"}}]}]"#,
      "[image] See"
    ),
    (
      #"[{"role": "user", "content": [{"type": "image_url", "image_url": "u"}, {"type": "image_url", "image_url": "u"}, {"type": "input_audio", "input_audio": {"data": ""}}, "x"]}]"#,
      "[image x2] [audio] x"
    ),
    (
      #"[{"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "18 C"}, {"type": "text", "text": "and?"}]}]"#,
      "[tool result] 18 C and?"
    ),
    (
      #"[{"role": "user", "content": "q"}, {"role": "assistant", "content": null}, {"role": "tool", "content": "18 C"}]"#,
      "[tool result] 18 C"
    ),
    (#"[{"role": "user", "content": [{"type": "new_block"}]}]"#, "[new_block]"),
  ])
  func `a request is told by its last user turn`(messages: String, expected: String) throws {
    #expect(try line(#"{"messages": \#(messages)}"#) == expected)
  }

  @Test(arguments: [
    (#"{"input": "Hi", "instructions": "x"}"#, "Hi"),
    (#"{"input": [{"role": "user", "content": "Hi"}, {"type": "reasoning"}]}"#, "Hi"),
    (#"{"input": [{"type": "function_call_output", "output": "42"}]}"#, "[tool result] 42"),
    (#"{"contents": [{"parts": [{"text": "Hi"}]}]}"#, "Hi"),
    (#"{"prompt": "Once"}"#, "Once"),
  ])
  func `every API's requests have a line`(request: String, expected: String) throws {
    #expect(try line(request) == expected)
  }

  @Test func `a user turn without text gives way to the last turn with some`() throws {
    #expect(
      try line(
        #"""
        {"system": "sys", "messages": [{"role": "assistant", "content": "hello"},
          {"role": "user", "content": "  \n "}]}
        """#) == "hello")
    #expect(try line(#"{"system": "sys", "messages": [{"role": "user", "content": []}]}"#) == "sys")
  }

  @Test func `without any text the line is the request as compact JSON`() throws {
    #expect(try line("{\"model\" :\"m\",\n\"n\":[1,2]}") == #"{"model": "m", "n": [1, 2]}"#)
    #expect(try line(#"{"messages":[]}"#) == #"{"messages": []}"#)
    #expect(try line("[]") == "[]")
  }

  @Test func `calls, refusals and thinking have a line of their own`() throws {
    let call = try parts(#"[{"type": "tool_use", "name": "f", "input": {"a":1}}]"#)
    #expect(Preview.line(of: call, limit: 80) == #"[tool call] f {"a": 1}"#)
    #expect(Preview.line(of: [.refusal("No.")], limit: 80) == "[refusal] No.")
    #expect(Preview.line(of: [.thinking("hm"), .text("Yes")], limit: 80) == "Yes")
    #expect(Preview.line(of: [.thinking("hm")], limit: 80) == "hm")
    #expect(Preview.line(of: [], limit: 80) == "")
  }

  // MARK: - How much of it

  @Test(arguments: [
    ("  a \t\r\n b  ", "a b"), ("a\u{a0}\u{2003}\u{3000}b", "a b"),
    ("a\u{85}\u{2028}b\u{202f}", "a b"),
    ("\u{b}a\u{c}b", "a b"), ("a\u{0}\u{1b}[31mb\u{7f}", "a\u{0}\u{1b}[31mb\u{7f}"),
    ("a\u{200b}b", "a\u{200b}b"), ("", ""), (" ", ""), ("€ ₂ あ", "€ ₂ あ"),
  ])
  func `white space is folded and control characters stay`(text: String, expected: String) {
    #expect(Preview.line(ofText: text, limit: 80) == expected)
  }

  @Test(arguments: [
    ("abcdef", 3, "abc"), ("abc", 3, "abc"), ("abc", 0, ""), ("abc", -1, ""), ("ab cd", 3, "ab"),
    ("aéz", 2, "a"), ("aéz", 3, "aé"), ("a€", 3, "a"),
    ("ae\u{301}", 2, "a"), ("ae\u{301}x", 4, "ae\u{301}"),
    ("x👩‍👩‍👧y", 12, "x"), ("x👩‍👩‍👧y", 19, "x👩‍👩‍👧"), ("x🇩🇪🇫🇷", 12, "x🇩🇪"),
    ("👩‍👩‍👧", 6, "👩"), ("👩‍👩‍👧", 7, "👩‍"), ("€", 2, ""),
  ])
  func `the line ends on a character border`(text: String, limit: Int, expected: String) {
    #expect(Preview.line(ofText: text, limit: limit) == expected)
  }

  @Test(arguments: 0..<200)
  func `blanks anywhere are folded as by splitting into words`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "a", "bc", "defghij", "word", " ", " ", " ", "  ", "\n", "\t", "é", "\u{3000}", "\u{1b}",
    ]
    let text = (0..<Int.random(in: 0...60, using: &generator))
      .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    let words = text.split { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
    #expect(Preview.line(ofText: text, limit: 1_000) == words.joined(separator: " "))
  }

  @Test func `a limit without end keeps everything`() {
    let text = String(repeating: "word é ", count: 200)
    #expect(Preview.line(ofText: text, limit: .max) == text.dropLast())
  }

  @Test(arguments: ["plain", "é  x\n", "👩‍👩‍👧👩‍👩‍👧", " lead", String(repeating: "ab ", count: 99)])
  func `all ways to a plain text's line agree`(text: String) throws {
    var spelling: [UInt8] = []
    PythonJSON.append(text, to: &spelling)
    let content = String(decoding: spelling, as: UTF8.self)
    for limit in [0, 1, 7, 19, 80, 500] {
      let expected = Preview.line(ofText: text, limit: limit)
      let bytes = Array(text.utf8)
      #expect(
        bytes.withUnsafeBufferPointer { Preview.line(ofUTF8: $0, limit: limit) } == expected)
      #expect(Preview.line(of: [.text(text)], limit: limit) == expected)
      guard !expected.isEmpty else { continue }
      let request = #"{"messages": [{"role": "user", "content": \#(content)}]}"#
      #expect(try line(request, limit: limit) == expected)
    }
  }
}
