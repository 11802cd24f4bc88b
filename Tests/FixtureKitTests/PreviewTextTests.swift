import LLMWire
import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `The line of the last user message` {
  private func line(_ messages: String) throws -> String {
    try indexed(
      fixtureText(interactionText(request: #"{"model": "m", "messages": \#(messages)}"#)))[0]
      .preview
  }

  @Test(arguments: [
    (#"[{"role": "user", "content": "one"}, {"role": "user", "content": "two"}]"#, "two"),
    (#"[{"role": "user", "content": "one"}, {"role": "assistant", "content": "two"}]"#, "one"),
    (#"[{"role": "user", "content": " a\n\tb  c "}]"#, "a b c"),
    (#"[{"role": "user", "content": "caf\u00e9 \ud83d\ude00"}]"#, "café 😀"),
    (#"[{"role": "user", "content": "x\ud83d"}]"#, #"x\ud83d"#),
    (#"[{"content": "first", "role": "user"}]"#, "first"),
    (
      #"[{"role": "user", "content": [{"type": "text", "text": "See"}, {"type": "image_url", "image_url": {"url": "u"}}]}]"#,
      "[image] See"
    ),
    (
      #"[{"role": "user", "content": "q"}, {"role": "tool", "content": "18 C"}]"#,
      "[tool result] 18 C"
    ),
    (
      #"[{"role": "user", "content": "q"}, {"role": "function", "name": "f", "content": "18 C"}]"#,
      "[tool result] 18 C"
    ),
    (
      #"[{"role": "system", "content": "Be brief."}, {"role": "assistant", "content": "Yes."}]"#,
      "Yes."
    ),
    // Where the last user message says nothing, earlier turns tell.
    (
      #"[{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}, {"role": "user", "content": " "}]"#,
      "a"
    ),
    (#"[{"role": "user", "content": "q"}, {"role": "user", "content": []}]"#, "q"),
    (#"[{"role": "user", "content": "q", "content": "r"}]"#, "r"),
    (#"[]"#, #"{"model": "m", "messages": []}"#),
    (#"null"#, #"{"model": "m", "messages": null}"#),
    (#""ask""#, "ask"),
  ])
  func `is the line of a full reading`(messages: String, expected: String) throws {
    let request = try json(#"{"model": "m", "messages": \#(messages)}"#)
    #expect(Preview.line(lastUserTurnOf: request, limit: 160) == expected)
    #expect(try line(messages) == expected)
  }

  @Test(arguments: [
    (#"{"input": "Say hi"}"#, "Say hi"),
    (#"{"contents": [{"role": "user", "parts": [{"text": "Say hi"}]}]}"#, "Say hi"),
    (#"{"input": [{"role": "user", "content": "Say"}, {"role": "user", "content": "hi"}]}"#, "hi"),
    (#"{"prompt": "Say hi"}"#, "Say hi"), (#"{"x": 1}"#, #"{"x": 1}"#), ("{}", "{}"),
    ("[1]", "[1]"),
  ])
  func `of requests of other shapes`(request: String, expected: String) throws {
    #expect(try indexed(fixtureText(interactionText(request: request)))[0].preview == expected)
  }

  @Test func `is empty without a request`() throws {
    #expect(try indexed(fixtureText("{}", "1")).previews == ["", ""])
  }

  @Test func `ends after 160 bytes, between characters`() throws {
    #expect(
      try line(#"[{"role": "user", "content": "\#(String(repeating: "x", count: 1_000))"}]"#)
        == String(repeating: "x", count: 160))
    #expect(
      try line(#"[{"role": "user", "content": "x\#(String(repeating: "é", count: 1_000))"}]"#)
        == "x" + String(repeating: "é", count: 79))
  }

  /// Only the start of a long text is decoded; how much of it that is must not show.
  @Test func `is the same whatever white space the text holds`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      var text = ""
      while text.utf8.count < 1_500 {
        text += String(
          repeating: ["a", "é", "日", "😀"].randomElement(using: &random) ?? "a",
          count: Int.random(in: 1...90, using: &random))
        text += String(repeating: " ", count: Int.random(in: 1...400, using: &random))
      }
      #expect(
        try line(#"[{"role": "user", "content": "\#(text)"}]"#)
          == Preview.line(ofText: text, limit: 160))
    }
  }
}

/// What Python prints is the first message's text; more than 60 code points become 57 and "...".
@Suite struct `The first message for the Python list` {
  private func text(_ messages: String) throws -> String {
    try indexed(
      fixtureText(interactionText(request: #"{"model": "m", "messages": \#(messages)}"#)),
      .firstMessage)[0].preview
  }

  private func text(ofContent content: String) throws -> String {
    try text(#"[{"role": "user", "content": \#(content)}]"#)
  }

  @Test func `is the first, whoever says it`() throws {
    #expect(
      try text(#"[{"role": "system", "content": "one"}, {"role": "user", "content": "two"}]"#)
        == "one")
  }

  @Test(arguments: [
    (#"" a\n\tb  c ""#, " a\n\tb  c "), (#""\u001b[31m""#, "\u{1b}[31m"), (#""""#, ""),
    (#""caf\u00e9""#, "café"),
    (#"[{"type": "text", "text": "a\nb"}, {"type": "text", "text": "c"}]"#, "a b c"),
    ("null", ""), ("[]", ""),
  ])
  func `is its text as it is, of blocks one line`(content: String, expected: String) throws {
    #expect(try text(ofContent: content) == expected)
  }

  @Test(arguments: [59, 60, 61, 62, 500])
  func `ends after 61 code points, enough to tell that there are more than 60`(count: Int) throws {
    for character in ["x", "é", "日", "😀"] {
      let whole = String(repeating: character, count: count)
      let expected = String(repeating: character, count: min(count, 61))
      #expect(try text(ofContent: "\"\(whole)\"") == expected)
      #expect(try text(ofContent: #"[{"type": "text", "text": "\#(whole)"}]"#) == expected)
    }
  }

  @Test func `counts code points, not characters`() throws {
    // A family of seven code points.
    let families = String(repeating: "👨‍👩‍👧‍👦", count: 20)
    #expect(
      try text(ofContent: "\"\(families)\"").unicodeScalars.elementsEqual(
        families.unicodeScalars.prefix(61)))
  }

  @Test func `counts an escaped pair as one`() throws {
    let escaped = String(repeating: #"\ud83d\ude00"#, count: 100)
    #expect(
      try text(ofContent: "\"\(escaped)\"") == String(repeating: "😀", count: 61))
  }

  @Test func `is empty where the first message has no content`() throws {
    #expect(try text(#"[{"role": "user"}, {"role": "user", "content": "x"}]"#) == "")
    #expect(try text(#"[1, {"role": "user", "content": "x"}]"#) == "")
  }
}
