import FixtureKit
import Testing

@Suite struct `A conversation as text` {
  private func lines(_ transcript: Transcript) -> [String] {
    transcript.blocks.map { "\($0.kind): \($0.text)" }
  }

  private func prompt(_ request: String) throws -> [String] {
    lines(Transcript(promptOf: try interaction(interactionText(request: request))))
  }

  private func reply(_ response: String, more: String = "") throws -> [String] {
    lines(
      Transcript(replyOf: try interaction(interactionText(response: response, more: more))))
  }

  /// A reply of Messages with these content blocks.
  private func said(_ content: String) throws -> [String] {
    try reply(#"{"type": "message", "role": "assistant", "content": [\#(content)]}"#)
  }

  // MARK: - Prompts

  @Test func `starts with the system text and names who speaks`() throws {
    #expect(
      try prompt(
        #"{"system": "Be brief.", "messages": [{"role": "user", "content": "Hi\nthere"}, "#
          + #"{"role": "assistant", "content": "Ho"}, {"role": "critic", "content": "Hm"}]}"#)
        == [
          "heading: system", "text: Be brief.", "heading: user", "text: Hi\nthere",
          "heading: assistant", "text: Ho", "heading: critic", "text: Hm",
        ])
  }

  @Test func `says where a turn is empty`() throws {
    #expect(
      try prompt(#"{"messages": [{"role": "user", "content": ""}]}"#)
        == ["heading: user", "note: empty"])
  }

  @Test(arguments: ["{}", #"{"x": 1}"#, #"{"messages": []}"#])
  func `says where there is no prompt`(request: String) throws {
    #expect(
      try prompt(request) == ["note: no prompt of a known kind: see the request's JSON"])
  }

  @Test func `counts tool calls, and says which one a result answers`() throws {
    let request =
      #"{"messages": [{"role": "assistant", "content": ["#
      + #"{"type": "tool_use", "id": "toolu_01Abc", "name": "weather", "input": {"city": "Paris"}}, "#
      + #"{"type": "tool_use", "id": "toolu_01Xyz", "name": "trains", "input": {}}]}, "#
      + #"{"role": "user", "content": ["#
      + #"{"type": "tool_result", "tool_use_id": "toolu_01Xyz", "content": "no", "is_error": true}, "#
      + #"{"type": "tool_result", "tool_use_id": "toolu_01Abc", "content": "18 C"}, "#
      + #"{"type": "tool_result", "tool_use_id": "t9", "content": "?"}]}, "#
      + #"{"role": "tool", "content": "x"}]}"#
    #expect(
      try prompt(request) == [
        "heading: assistant", #"toolCall: weather(city: "Paris")  call 1"#,
        "toolCall: trains()  call 2", "heading: tool result",
        "note: tool error of call 2, trains", "toolResult: no",
        "note: tool result of call 1, weather", "toolResult: 18 C",
        "note: tool result of a call that is not here", "toolResult: ?", "heading: tool result",
        "note: tool result", "toolResult: x",
      ])
    // The reply goes on counting.
    let response =
      #"{"type": "message", "role": "assistant", "content": [{"type": "tool_use", "id": "toolu_02", "#
      + #""name": "book", "input": {}}]}"#
    let answered = try interaction(interactionText(request: request, response: response))
    #expect(lines(Transcript(replyOf: answered)).contains("toolCall: book()  call 3"))
  }

  @Test(arguments: [
    (
      #"{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}}"#,
      "image image/png, 3"
    ),
    (
      #"{"type": "image", "source": {"type": "url", "url": "https://x.test/a.png"}}"#,
      "image at https://x.test/a.png"
    ),
    (
      #"{"type": "document", "source": {"type": "file", "file_id": "f1"}}"#, "document, file f1"
    ),
    (#"{"type": "shiny", "a": 1}"#, #"shiny: {"type": "shiny", "a": 1}"#),
  ])
  func `notes media and what it does not know`(block: String, note: String) throws {
    #expect(
      try prompt(#"{"messages": [{"role": "user", "content": [\#(block)]}]}"#)
        == ["heading: user", "note: \(note)"])
  }

  // MARK: - Replies

  @Test func `shows thinking, hidden thinking and text`() throws {
    #expect(
      try said(
        #"{"type": "thinking", "thinking": "Hm."}, {"type": "redacted_thinking", "data": "x"}, "#
          + #"{"type": "text", "text": "Yes."}"#)
        == ["heading: assistant", "thinking: Hm.", "thinking: (hidden)", "text: Yes."])
  }

  @Test(arguments: [
    (
      #"{"type": "tool_use", "id": "t1", "name": "weather", "input": {"city": "Bern", "days": 3}}"#,
      #"weather(city: "Bern", days: 3)  call 1"#
    ),
    (#"{"type": "tool_use", "id": "t1", "name": "now", "input": {}}"#, "now()  call 1"),
    (#"{"type": "tool_use", "name": "now", "input": [1]}"#, "now([1])"),
  ])
  func `shows tool calls with their arguments`(block: String, expected: String) throws {
    #expect(try said(block) == ["heading: assistant", "toolCall: \(expected)"])
  }

  @Test(arguments: [
    (#"{\"city\": \"Bern\"}"#, #"f(city: "Bern")  call 1"#), (#"not json"#, "f(not json)  call 1"),
    ("[1]", "f([1])  call 1"), ("", "f()  call 1"),
  ])
  func `reads arguments that are JSON in a string`(arguments: String, expected: String) throws {
    #expect(
      try reply(
        #"{"object": "chat.completion", "choices": [{"message": {"role": "assistant", "#
          + #""content": null, "tool_calls": [{"id": "c1", "type": "function", "function": "#
          + #"{"name": "f", "arguments": "\#(arguments)"}}]}}]}"#)
        == ["heading: assistant", "toolCall: \(expected)"])
  }

  @Test func `marks a refusal`() throws {
    #expect(
      try reply(
        #"{"object": "chat.completion", "choices": [{"message": {"role": "assistant", "#
          + #""content": null, "refusal": "I can't."}}]}"#)
        == ["heading: assistant", "note: refusal", "text: I can't."])
  }

  @Test func `ends with why it stopped and what it took`() throws {
    #expect(
      try reply(
        #"{"object": "chat.completion", "choices": [{"message": {"role": "assistant", "#
          + #""content": "Yes."}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 1234, "#
          + #""completion_tokens": 9, "prompt_tokens_details": {"cached_tokens": 1000}, "#
          + #""completion_tokens_details": {"reasoning_tokens": 5}}}"#)
        == [
          "heading: assistant", "text: Yes.",
          "note: stop: stop  tokens: 1,234 in, 9 out, 1,000 cached, 5 reasoning",
        ])
  }

  @Test func `shows each choice`() throws {
    #expect(
      try reply(
        #"{"object": "chat.completion", "choices": [{"message": {"role": "assistant", "content": "#
          + #""A"}}, {"message": {"role": "assistant", "content": "B"}}]}"#)
        == ["heading: assistant", "text: A", "heading: assistant", "text: B"])
  }

  @Test func `shows an error with its status`() throws {
    #expect(
      try reply(
        #"{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}"#,
        more: #", "status": 529"#)
        == ["note: HTTP status 529", "heading: error", "text: overloaded_error: Overloaded"])
  }

  @Test func `shows an error without a type`() throws {
    #expect(
      try reply(#"{"error": "broken"}"#) == ["heading: error", "text: broken"])
  }

  @Test(arguments: ["{}", "[]"])
  func `says where the answer is empty`(response: String) throws {
    #expect(try reply(response) == ["note: the response is empty"])
  }

  @Test func `shows the start of an answer of no known kind, and what it took`() throws {
    let remark = "note: no reply of a known kind: see the response's JSON for all of it"
    #expect(
      try reply(#"{"input_tokens": 4}"#)
        == [#"text: {"input_tokens": 4}"#, remark, "note: tokens: 4 in"])
    let numbers = Array(repeating: "0.25", count: 1_000).joined(separator: ", ")
    let long = try reply(
      #"{"data": [\#(numbers)], "usage": {"prompt_tokens": 8, "total_tokens": 8}}"#)
    #expect(long.count == 3 && long[0].utf8.count <= 606 && long[1] == remark)
    #expect(long[2] == "note: tokens: 8 in")
  }

  @Test func `the flag alone decides between two answers`() throws {
    let events = #""stream_events": [{"data": {"choices": [{"delta": {"content": "S"}}]}}]"#
    let said = try reply(
      #"{"choices": [{"message": {"role": "assistant", "content": "R"}}]}"#, more: #", \#(events)"#)
    #expect(said.contains("text: R") && !said.contains("text: S"))
    #expect(said[0] == "note: streaming is false, so the stream events are not replayed")
    #expect(
      try reply("{}", more: #", "streaming": true"#)[0]
        == "note: streaming is true, but there are no stream events to replay")
  }

  // MARK: - Streams

  /// A stream of Messages that has begun to say "Hel".
  private let begun =
    #"{"data": {"type": "message_start", "message": {"type": "message", "role": "assistant", "#
    + #""content": []}}}, {"data": {"type": "content_block_start", "index": 0, "content_block": "#
    + #"{"type": "text", "text": ""}}}, {"data": {"type": "content_block_delta", "index": 0, "#
    + #""delta": {"type": "text_delta", "text": "Hel"}}}"#

  private func streamed(_ rest: String) throws -> [String] {
    try reply("{}", more: #", "streaming": true, "stream_events": [\#(begun)\#(rest)]"#)
  }

  @Test func `joins a stream`() throws {
    #expect(
      try streamed(
        #", {"data": {"type": "content_block_delta", "index": 0, "delta": "#
          + #"{"type": "text_delta", "text": "lo"}}}, {"data": {"type": "message_stop"}}"#)
        == ["heading: assistant", "text: Hello"])
  }

  @Test func `says that a stream was cut`() throws {
    #expect(
      try streamed("") == [
        "heading: assistant", "text: Hel", "note: the stream was cut before its last event",
      ])
  }

  @Test func `says what went wrong in a stream`() throws {
    #expect(
      try streamed(
        #", {"data": {"type": "error", "error": {"type": "overloaded_error", "#
          + #""message": "Overloaded"}}}"#)
        == [
          "heading: assistant", "text: Hel", "note: the stream reports an error: Overloaded",
          "note: the stream was cut before its last event",
        ])
  }
}
