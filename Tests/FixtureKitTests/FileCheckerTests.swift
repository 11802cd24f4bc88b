import FixtureKit
import LLMWire
import TestSupport
import Testing

@Suite struct `Checking a whole file` {
  private func findings(_ interactions: String...) throws -> [InteractionFindings] {
    try withTemporaryFolder { folder in
      let text =
        #"{"provider": "anthropic", "interactions": ["# + interactions.joined(separator: ",") + "]}"
      let path = try folder.write(text, to: "a.json")
      return try FileChecker.findings(of: try FileIndexer().index(path), at: path)
    }
  }

  /// An interaction with the right hash.
  private func sound(
    _ request: String = askText("hi"), response: String = #"{"type": "message"}"#, more: String = ""
  ) throws -> String {
    let key = try RequestKey(of: try json(request), endpoint: .messages)
    return interactionText(hash: key.hex, request: request, response: response, more: more)
  }

  @Test func `nothing to say of a sound file`() throws {
    #expect(try findings(try sound(), try sound(askText("ho"))) == [[], []])
    #expect(try findings() == [])
  }

  @Test func `a wrong hash is a mismatch`() throws {
    #expect(try findings(interactionText(hash: "0", request: askText("hi"))) == [.mismatch])
  }

  @Test func `what cannot be checked is unverifiable, and no mismatch`() throws {
    #expect(
      try findings(
        interactionText(request: #"{"x": 1}"#, response: #"{"input_tokens": 1}"#), "1", "{}")
        == [.unverifiable, .unverifiable, .unverifiable])
  }

  @Test func `a repetition is a duplicate of the first, however it is spelled`() throws {
    let respelled =
      #"{"messages":[{"content":"\u0068i","role":"user"}], "model":"claude-haiku-4-5"}"#
    #expect(
      try findings(try sound(), try sound(askText("ho")), try sound(respelled), try sound())
        == [[], [], [.duplicate, .copy], [.duplicate, .copy]])
  }

  @Test func `an interaction is no duplicate when it differs outside the match fields`() throws {
    let limited =
      #"{"model": "claude-haiku-4-5", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 5}"#
    #expect(try findings(try sound(), try sound(limited)) == [[], []])
  }

  @Test func `a stream is no duplicate of a plain answer`() throws {
    #expect(try findings(try sound(), try sound(more: #", "streaming": true"#)) == [[], []])
  }

  @Test func `an error is no duplicate of an answer, nor other match fields of these`() throws {
    for more in [#", "status": 529"#, #", "match_on": ["model", "messages", "temperature"]"#] {
      #expect(try findings(try sound(more: more), try sound()) == [[], []])
    }
  }

  @Test func `the same request to another endpoint is no duplicate`() throws {
    #expect(
      try findings(try sound(), try sound(response: #"{"object": "chat.completion"}"#)) == [[], []])
  }

  @Test func `the answer does not matter, but that it is another one is known`() throws {
    #expect(
      try findings(try sound(), try sound(response: #"{"type": "message", "id": 2}"#))
        == [[], .duplicate])
  }

  @Test func `a wrong hash may be repeated too`() throws {
    let wrong = interactionText(hash: "0", request: askText("hi"))
    #expect(try findings(wrong, wrong) == [.mismatch, [.mismatch, .duplicate, .copy]])
  }

  @Test func `the same request under another hash is no duplicate`() throws {
    #expect(
      try findings(
        interactionText(hash: "0", request: askText("hi")),
        interactionText(hash: "1", request: askText("hi"))) == [.mismatch, .mismatch])
  }

  @Test func `interactions without a hash are no duplicates`() throws {
    #expect(try findings("{}", "{}") == [.unverifiable, .unverifiable])
  }
}
