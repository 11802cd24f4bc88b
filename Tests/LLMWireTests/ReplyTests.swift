import LLMWire
import LosslessJSON
import Testing

@Suite struct ReplyTests {
  private func reply(_ response: String) throws -> Reply? { Reply.reply(of: try json(response)) }

  @Test func `Messages: parts, reason, model and all three input counts`() throws {
    let reply = try #require(
      try reply(
        #"""
        {"type": "message", "role": "assistant", "model": "claude-x", "stop_reason": "tool_use",
         "content": [{"type": "text", "text": "Let me see."},
           {"type": "tool_use", "id": "t", "name": "f", "input": {}}],
         "usage": {"input_tokens": 10, "cache_read_input_tokens": 100,
           "cache_creation_input_tokens": 1000, "output_tokens": 7,
           "output_tokens_details": {"thinking_tokens": 3}}}
        """#))
    #expect(reply.turns.map(\.role) == [.assistant])
    #expect(described(reply.turns[0].parts) == ["text: Let me see.", "call f id t: {}"])
    #expect(reply.stopReason == "tool_use")
    #expect(reply.model == "claude-x")
    #expect(
      reply.usage == TokenUsage(input: 1110, output: 7, cachedInput: 100, reasoning: 3))
    #expect(reply.error == nil)
  }

  @Test func `Chat: a turn for each choice`() throws {
    let reply = try #require(
      try reply(
        #"""
        {"object": "chat.completion", "model": "gpt-x", "choices": [
          {"index": 0, "message": {"role": "assistant", "content": "a"}, "finish_reason": "stop"},
          {"index": 1, "message": {"content": null, "refusal": "No."}, "finish_reason": "stop"},
          {"index": 2, "message": {"role": "assistant", "content": null, "audio":
            {"id": "au", "transcript": "Hi", "data": "AAAA"}}, "finish_reason": "length"}],
         "usage": {"prompt_tokens": 5, "completion_tokens": 6, "prompt_tokens_details":
           {"cached_tokens": 2}, "completion_tokens_details": {"reasoning_tokens": 4}}}
        """#))
    #expect(
      reply.turns.map { described($0.parts) } == [
        ["text: a"], ["refusal: No."], ["text: Hi", "audio - inline(byteCount: 3)"],
      ])
    #expect(reply.turns.allSatisfy { $0.role == .assistant })
    #expect(reply.stopReason == "stop, length")
    #expect(reply.usage == TokenUsage(input: 5, output: 6, cachedInput: 2, reasoning: 4))
  }

  @Test func `Responses: all output items are one turn`() throws {
    let reply = try #require(
      try reply(
        #"""
        {"object": "response", "status": "incomplete", "model": "gpt-x", "error": null,
         "incomplete_details": {"reason": "max_output_tokens"}, "output": [
           {"type": "reasoning", "summary": [{"type": "summary_text", "text": "hm"}]},
           {"type": "message", "role": "assistant",
             "content": [{"type": "output_text", "text": "Yes"}]},
           {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"},
           {"type": "web_search_call", "id": "w"}],
         "usage": {"input_tokens": 5, "input_tokens_details": {"cached_tokens": 1},
           "output_tokens": 6, "output_tokens_details": {"reasoning_tokens": 2}}}
        """#))
    #expect(
      reply.turns.map { described($0.parts) } == [
        [
          "thinking: hm", "text: Yes", "call f id c: {}",
          #"other web_search_call: {"type": "web_search_call", "id": "w"}"#,
        ]
      ])
    #expect(reply.stopReason == "max_output_tokens")
    #expect(reply.usage == TokenUsage(input: 5, output: 6, cachedInput: 1, reasoning: 2))
  }

  @Test func `Gemini: candidates, with thoughts counted as output`() throws {
    let reply = try #require(
      try reply(
        #"""
        {"modelVersion": "gemini-x", "candidates": [{"finishReason": "STOP",
          "content": {"role": "model", "parts": [{"text": "Yes"}]}}],
         "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 1,
          "thoughtsTokenCount": 9}}
        """#))
    #expect(reply.turns.map { described($0.parts) } == [["text: Yes"]])
    #expect(reply.turns.map(\.role) == [.assistant])
    #expect(reply.stopReason == "STOP")
    #expect(reply.usage == TokenUsage(input: 3, output: 10, cachedInput: nil, reasoning: 9))
  }

  @Test(arguments: [
    (
      #"{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}"#,
      "overloaded_error" as String?, "Overloaded"
    ),
    (
      #"{"error": {"message": "No such model", "type": null, "code": "model_not_found"}}"#,
      "model_not_found", "No such model"
    ),
    (
      #"[{"error": {"code": 404, "message": "gone", "status": "NOT_FOUND"}}]"#, "NOT_FOUND", "gone"
    ),
    (#"{"error": "model is loading"}"#, nil, "model is loading"),
    (#"{"error": {"odd":1}}"#, nil, #"{"odd": 1}"#),
  ])
  func `errors keep type and message`(body: String, type: String?, message: String) throws {
    let reply = try #require(try reply(body))
    #expect(reply.error == ReplyError(type: type, message: message))
    #expect(reply.turns.isEmpty)
  }

  @Test func `a failed response has turns and an error`() throws {
    let reply = try reply(
      #"{"object": "response", "status": "failed", "output": [], "error": {"code": "c", "message": "m"}}"#
    )
    #expect(reply?.error == ReplyError(type: "c", message: "m"))
    #expect(reply?.stopReason == "failed")
  }

  @Test(arguments: ["{}", "null", "[]", #"{"input_tokens": 5}"#, #"{"object": "list"}"#])
  func `other shapes have no reply`(response: String) throws {
    #expect(try reply(response) == nil)
  }

  @Test func `empty content is a turn without parts`() throws {
    let reply = try reply(#"{"type": "message", "content": []}"#)
    #expect(reply?.turns == [Turn(role: .assistant, parts: [])])
  }

  @Test func `counts that would overflow are not counted`() throws {
    let reply = try reply(
      #"{"type": "message", "usage": {"input_tokens": 9223372036854775807, "cache_read_input_tokens": 1}}"#
    )
    #expect(reply?.usage?.input == nil)
    #expect(reply?.usage?.cachedInput == 1)
  }
}
