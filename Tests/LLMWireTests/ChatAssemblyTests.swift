import LLMWire
import LosslessJSON
import Testing

@Suite struct ChatAssemblyTests {
  private static let done = #""[DONE]""#

  /// One chunk; `choices` are the elements of the member, `more` further members.
  private static func chunk(_ choices: String, _ more: String = "") -> String {
    #"{"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [\#(choices)]\#(more)}"#
  }

  private static func delta(_ delta: String, index: Int = 0, finish: String = "null") -> String {
    #"{"index": \#(index), "delta": \#(delta), "finish_reason": \#(finish)}"#
  }

  /// The message of the only choice, streamed in these deltas.
  private func message(_ deltas: String...) throws -> String {
    let chunks = deltas.map { Self.chunk(Self.delta($0)) } + [Self.done]
    let stream = "[" + chunks.map { #"{"data": \#($0)}"# }.joined(separator: ",") + "]"
    let result = try #require(try assembled(stream))
    #expect(result.message.isComplete)
    #expect(result.message.problems.isEmpty)
    return try #require(try json(result.text)["choices"]?[0]?["message"]).sourceText
  }

  @Test func `a completion has the field order of a plain answer`() throws {
    let result = try #require(
      try assembled(
        events(
          Self.chunk(
            Self.delta(#"{"role": "assistant", "content": ""}"#),
            #", "service_tier": "default", "system_fingerprint": "fp", "usage": null, "obfuscation": "x", "provider": "P""#
          ),
          Self.chunk(Self.delta(#"{"content": "Hel"}"#)),
          Self.chunk(Self.delta(#"{"content": "lo"}"#)),
          Self.chunk(Self.delta("{}", finish: #""stop""#)),
          Self.chunk("", #", "usage": {"total_tokens":3}"#), Self.done)))
    #expect(
      result.text
        == #"{"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello"}, "finish_reason": "stop"}], "usage": {"total_tokens": 3}, "service_tier": "default", "system_fingerprint": "fp", "provider": "P"}"#
    )
    #expect(result.message.isComplete)
  }

  @Test func `the first chunk names the completion, later ones update it`() throws {
    let result = try assembled(
      events(
        #"{"id": "a", "created": 1, "model": "m", "choices": [], "tier": "t", "usage": {"n": 1}}"#,
        #"{"id": "b", "created": 2, "model": "n", "choices": [], "tier": "u", "usage": null}"#,
        #"{"choices": [], "usage": {"n": 2}}"#, #"{"object": "chat.completion.chunk"}"#))
    #expect(
      result?.text
        == #"{"id": "a", "object": "chat.completion", "created": 1, "model": "m", "choices": [], "usage": {"n": 2}, "tier": "u"}"#
    )
  }

  @Test func `choices are told apart and put in order`() throws {
    let result = try #require(
      try assembled(
        events(
          Self.chunk(Self.delta(#"{"content": "b"}"#, index: 1)),
          Self.chunk(
            Self.delta(#"{"content": "a"}"#) + "," + Self.delta(#"{"content": "B"}"#, index: 1)),
          Self.chunk(Self.delta("{}", finish: #""length""#)))))
    let choices = try #require(try json(result.text)["choices"])
    #expect(choices.elements.map { $0["message"]?["content"]?.string } == ["a", "bB"])
    #expect(choices.elements.map { $0["finish_reason"]?.string } == ["length", nil])
    #expect(!result.message.isComplete)
  }

  @Test func `pieces of tool calls are joined by index, which the message does not keep`() throws {
    #expect(
      try message(
        #"{"role": "assistant", "content": null, "tool_calls": [{"index": 1, "id": "b", "type": "function", "function": {"name": "g", "arguments": ""}}]}"#,
        #"{"tool_calls": [{"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "{\"s\": \"\\ud83d"}}, {"index": 1, "function": {"arguments": "{"}}]}"#,
        #"{"tool_calls": [{"index": 1, "function": {"arguments": "}"}}, {"index": 0, "function": {"arguments": "\\ude00\"}"}}]}"#
      )
        == #"{"role": "assistant", "content": null, "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\"s\": \"\\ud83d\\ude00\"}"}}, {"id": "b", "type": "function", "function": {"name": "g", "arguments": "{}"}}]}"#
    )
  }

  @Test func `one chunk may hold several pieces of one call`() throws {
    #expect(
      try message(
        #"{"tool_calls": [{"index": 0, "function": {"name": "f", "arguments": "{"}}, {"index": 0, "function": {"arguments": "}"}}]}"#
      ).contains(#""tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]"#))
  }

  @Test func `what servers repeat in every chunk is not joined`() throws {
    #expect(
      try message(
        #"{"role": "assistant", "content": "a", "tool_calls": [{"index": 0, "id": "x", "type": "function", "function": {"arguments": "1"}}]}"#,
        #"{"role": "assistant", "content": "b", "tool_calls": [{"index": 0, "id": "", "type": "function", "function": {"arguments": "2"}}]}"#
      )
        == #"{"role": "assistant", "content": "ab", "tool_calls": [{"id": "x", "type": "function", "function": {"arguments": "12"}}]}"#
    )
  }

  @Test func `the legacy function call is joined`() throws {
    #expect(
      try message(
        #"{"function_call": {"name": "f", "arguments": ""}}"#,
        #"{"function_call": {"arguments": "{\"a\""}}"#, #"{"function_call": {"arguments": ":1}"}}"#
      )
        == #"{"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{\"a\":1}"}}"#
    )
  }

  @Test func `refusal, audio, annotations and reasoning are joined`() throws {
    #expect(
      try message(
        #"{"role": "assistant", "refusal": "I ", "audio": {"id": "au", "transcript": "H"}, "reasoning_content": "a"}"#,
        #"{"refusal": "won't", "audio": {"id": "au", "transcript": "i"}, "reasoning_content": "b", "annotations": [{"n": 1}]}"#,
        #"{"audio": {"data": "AA"}, "annotations": [{"n": 2}]}"#,
        #"{"audio": {"data": "BB", "expires_at": 12345678901234567890}}"#
      )
        == #"{"role": "assistant", "content": null, "refusal": "I won't", "audio": {"id": "au", "transcript": "Hi", "data": "AABB", "expires_at": 12345678901234567890}, "annotations": [{"n": 1}, {"n": 2}], "reasoning_content": "ab"}"#
    )
  }

  @Test func `unknown members: strings joined, numbers and other kinds replaced`() throws {
    #expect(
      try message(
        #"{"content": "", "s": "a", "n": 1, "b": false, "o": {"s": "x"}, "k": 1, "z": null}"#,
        #"{"s": "b", "n": 2.0, "b": true, "o": {"s": "y", "t": 1}, "k": "one", "z": null}"#
      )
        == #"{"role": "assistant", "content": "", "s": "ab", "n": 2.0, "b": true, "o": {"s": "xy", "t": 1}, "k": "one", "z": null}"#
    )
  }

  @Test func `of duplicate keys the last one counts`() throws {
    #expect(
      try message(#"{"content": "a", "content": "b"}"#)
        == #"{"role": "assistant", "content": "b"}"#)
  }

  @Test func `log probabilities are appended`() throws {
    let result = try #require(
      try assembled(
        events(
          Self.chunk(#"{"index": 0, "delta": {}, "logprobs": null}"#),
          Self.chunk(
            #"{"index": 0, "delta": {}, "logprobs": {"content": [{"token": "a"}], "refusal": null}}"#
          ),
          Self.chunk(
            #"{"index": 0, "delta": {}, "logprobs": {"content": [{"token": "b"}], "refusal": [{"token": "c"}]}}"#
          ))))
    #expect(
      try json(result.text)["choices"]?[0]?["logprobs"]?.sourceText
        == #"{"content": [{"token": "a"}, {"token": "b"}], "refusal": [{"token": "c"}]}"#)
  }

  @Test func `Azure's event about the prompt is passed over`() throws {
    let result = try #require(
      try assembled(
        events(
          #"{"id": "", "object": "", "choices": [], "prompt_filter_results": []}"#,
          Self.chunk(Self.delta(#"{"content": "a"}"#)))))
    #expect(try json(result.text)["id"]?.string == "c")
  }

  @Test func `an error in a chunk is reported and not part of the message`() throws {
    let result = try #require(
      try assembled(
        events(
          Self.chunk(Self.delta(#"{"content": "a"}"#)),
          #"{"error": {"message": "cut", "code": 502}}"#)))
    #expect(result.message.problems == [.error(ReplyError(type: nil, message: "cut"))])
    #expect(!result.message.isComplete)
    #expect(!result.text.contains("error"))
  }
}
