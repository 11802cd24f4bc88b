import FixtureKit
import LLMWire
import LosslessJSON
import Testing

@Suite struct `An interaction read whole` {
  @Test func `knows its members`() throws {
    let interaction = try interaction(
      interactionText(
        hash: "abc", request: #"{"model": "gpt-4o", "messages": []}"#, response: #"{"id": 1}"#,
        more: #", "status": 429, "match_on": ["model"], "endpoint": "POST /v1/chat/completions""#))
    #expect(interaction.hash == "abc")
    #expect(interaction.model?.string == "gpt-4o")
    #expect(interaction.response?.sourceText == #"{"id": 1}"#)
    #expect(interaction.recordedAt == "2026-04-23T10:00:00+00:00")
    #expect(interaction.status == 429)
    #expect(interaction.matchFields == ["model"])
    #expect(interaction.recordedEndpoint == .chatCompletions)
  }

  @Test func `lacks what the file lacks`() throws {
    let interaction = try interaction("{}")
    #expect(interaction.hash == nil)
    #expect(interaction.request == nil)
    #expect(interaction.status == 200)
    #expect(interaction.matchFields == nil)
    #expect(interaction.endpoint == nil)
    #expect(interaction.answer == nil)
    #expect(interaction.reply == nil)
    #expect(interaction.totalTokens == nil)
    #expect(!interaction.isStreamed)
  }

  /// The spellings pydantic takes for true; see also the faults of an index.
  @Test(arguments: [
    ("true", true), ("false", false), ("1", true), ("0", false), ("1.0", true), ("2", false),
    (#""yes""#, true), (#""ON""#, true), (#""t""#, true), (#""True""#, true), (#""1""#, true),
    (#""no""#, false), (#""maybe""#, false), ("null", false), ("[]", false), ("NaN", false),
  ])
  func `is streamed where pydantic reads true`(spelling: String, isStreamed: Bool) throws {
    #expect(try interaction(#"{"streaming": \#(spelling)}"#).isStreamed == isStreamed)
  }

  @Test(
    arguments: [
      // A recorded endpoint is believed, whatever the answer looks like.
      (
        interactionText(response: #"{"type": "message"}"#, more: #", "endpoint": "POST /v1/x""#),
        "POST /v1/x", nil
      ),
      (interactionText(response: #"{"type": "message"}"#), "POST /v1/messages", "anthropic"),
      (
        interactionText(response: #"{"object": "chat.completion"}"#), "POST /v1/chat/completions",
        "openai"
      ),
      (
        interactionText(
          more:
            #", "stream_events": [{"event": "message_start", "data": {"type": "message_start"}}]"#
        ), "POST /v1/messages", "anthropic"
      ),
      (interactionText(), "-", nil),
    ] as [(String, String, String?)])
  func `tells its endpoint and provider`(
    text: String, endpoint: String, provider: String?
  ) throws {
    let interaction = try interaction(text)
    #expect(interaction.endpoint?.description ?? "-" == endpoint)
    #expect(interaction.provider == provider)
  }

  @Test func `goes by the file's provider only where nothing else tells`() throws {
    let mixed = try interaction(
      interactionText(response: #"{"object": "chat.completion"}"#), fileProvider: "anthropic")
    #expect(mixed.provider == "openai")
    let bare = try interaction(interactionText(), fileProvider: "anthropic")
    #expect(bare.endpoint == .messages)
    #expect(bare.provider == "anthropic")
    #expect(try interaction("{}", fileProvider: "gemini").provider == "gemini")
  }

  @Test func `answers with what its stream amounts to`() throws {
    let streamed = try interaction(
      interactionText(
        more: #", "streaming": true, "stream_events": ["#
          + #"{"data": {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": "#
          + #"{"role": "assistant", "content": "Hel"}}]}}, {"data": {"object": "#
          + #""chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "lo"}}]}}, "#
          + #"{"data": "[DONE]"}]"#))
    #expect(streamed.answer?["choices"]?[0]?["message"]?["content"]?.string == "Hello")
    #expect(streamed.assembledMessage?.isComplete == true)
  }

  @Test(arguments: ["[]", "null", "{}", #"[{"data": "x"}]"#])
  func `answers with its response where no stream is told`(events: String) throws {
    let plain = try interaction(
      interactionText(response: #"{"id": "r"}"#, more: #", "stream_events": \#(events)"#))
    #expect(plain.answer?["id"]?.string == "r")
  }

  @Test func `counts the tokens of both sides`() throws {
    let both = try interaction(
      interactionText(
        response: #"{"type": "message", "usage": {"input_tokens": 10, "output_tokens": 9}}"#))
    #expect(both.totalTokens == 19)
    let one = try interaction(
      interactionText(response: #"{"type": "message", "usage": {"output_tokens": 9}}"#))
    #expect(one.totalTokens == 9)
  }

  @Test func `token counts beyond all bounds end nothing`() async {
    await #expect(processExitsWith: .success) {
      let huge = try interaction(
        interactionText(
          response: #"{"object": "chat.completion", "choices": [], "usage": "#
            + #"{"prompt_tokens": 9223372036854775807, "completion_tokens": 1}}"#))
      _ = huge.totalTokens
    }
  }

  @Test func `bytes that are no JSON are an error with their place`() {
    let error = #expect(throws: JSONSyntaxError.self) {
      try Interaction(Array(#"{"hash": }"#.utf8), fileProvider: nil)
    }
    #expect(error?.offset == 9)
  }
}
