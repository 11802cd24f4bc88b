import LLMWire
import LosslessJSON
import TestSupport
import Testing

/// Whatever a fixture file holds, reading it must not crash, and what comes out must be well formed.
@Suite struct RobustnessTests {
  /// Requests, responses and streams that use every shape this module knows.
  static let samples = [
    #"""
    {"request": {"model": "claude-x", "system": [{"type": "text", "text": "s"}], "messages": [
      {"role": "user", "content": [{"type": "text", "text": "q"}, {"type": "image", "source":
        {"type": "base64", "media_type": "image/png", "data": "AAAA"}}, {"type": "document",
        "source": {"type": "content", "content": [{"type": "text", "text": "d"}]}}]},
      {"role": "assistant", "content": [{"type": "thinking", "thinking": "hm"},
        {"type": "tool_use", "id": "t", "name": "f", "input": {"a": 1}}]},
      {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content":
        [{"type": "text", "text": "ok"}, {"type": "web_search_result", "url": "u"}]}]}]},
     "response": {"type": "message", "role": "assistant", "content": [{"type": "text",
       "text": "a"}], "stop_reason": "end_turn", "usage": {"input_tokens": 1,
       "cache_read_input_tokens": 2, "output_tokens": 3}},
     "stream_events": [
      {"event": "message_start", "data": {"type": "message_start", "message": {"id": "m",
        "content": [], "usage": {"input_tokens": 1}}}},
      {"event": "x", "data": {"type": "content_block_start", "index": 0, "content_block":
        {"type": "text", "text": "", "citations": []}}},
      {"event": "x", "data": {"type": "content_block_delta", "index": 0, "delta":
        {"type": "text_delta", "text": "\ud83d"}}},
      {"event": "x", "data": {"type": "content_block_delta", "index": 0, "delta":
        {"type": "citations_delta", "citation": {"n": 1}}}},
      {"event": "x", "data": {"type": "content_block_start", "index": 1, "content_block":
        {"type": "tool_use", "name": "f", "input": {}}}},
      {"event": "x", "data": {"type": "content_block_delta", "index": 1, "delta":
        {"type": "input_json_delta", "partial_json": "{\"a\": \"\\u00e9\ud83d\"}"}}},
      {"event": "x", "data": {"type": "message_delta", "delta": {"stop_reason": "end_turn"},
        "usage": {"output_tokens": 2}}},
      {"event": "message_stop", "data": {"type": "message_stop"}}]}
    """#,
    #"""
    {"request": {"model": "gpt-x", "messages": [{"role": "system", "content": "s"},
      {"role": "user", "content": [{"type": "image_url", "image_url": {"url":
        "data:image/png;base64,AA=="}}, {"type": "input_audio", "input_audio": {"data": "AA==",
        "format": "wav"}}, {"type": "file", "file": {"file_data": "AAAA"}}]},
      {"role": "assistant", "content": null, "tool_calls": [{"id": "c", "type": "function",
        "function": {"name": "f", "arguments": "{}"}}]},
      {"role": "tool", "tool_call_id": "c", "content": "r"}]},
     "response": {"object": "chat.completion", "choices": [{"index": 0, "message": {"role":
       "assistant", "content": "a", "audio": {"id": "i", "transcript": "t"}}, "finish_reason":
       "stop"}], "usage": {"prompt_tokens": 1, "prompt_tokens_details": {"cached_tokens": 1}}},
     "stream_events": [
      {"data": {"id": "c", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta":
        {"role": "assistant", "content": "", "tool_calls": [{"index": 0, "id": "t", "function":
        {"name": "f", "arguments": ""}}]}, "logprobs": {"content": [{"token": "a"}]}}]}},
      {"data": {"id": "c", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta":
        {"content": "b", "tool_calls": [{"index": 0, "function": {"arguments": "{}"}}]},
        "logprobs": {"content": [{"token": "b"}]}, "finish_reason": "stop"}], "usage": {"n": 1}}},
      {"data": "[DONE]"}]}
    """#,
    #"""
    {"request": {"model": "gpt-x", "instructions": "i", "input": [{"role": "user", "content":
      [{"type": "input_text", "text": "q"}, {"type": "input_file", "file_id": "f"}]},
      {"type": "reasoning", "summary": [{"type": "summary_text", "text": "s"}]},
      {"type": "mcp_call", "id": "m", "name": "f", "arguments": "{}", "output": "o"},
      {"type": "function_call_output", "call_id": "c", "output": "r"}]},
     "response": {"object": "response", "status": "completed", "output": [{"type": "message",
       "content": [{"type": "output_text", "text": "a"}]}], "error": {"message": "e"}},
     "stream_events": [
      {"data": {"type": "response.created", "response": {"output": []}}},
      {"data": {"type": "response.output_item.added", "output_index": 0, "item": {"content": []}}},
      {"data": {"type": "response.content_part.added", "output_index": 0, "part": {"text": ""}}},
      {"data": {"type": "response.output_text.delta", "output_index": 0, "content_index": 0,
        "delta": "a"}}]}
    """#,
    #"""
    {"request": {"systemInstruction": {"parts": [{"text": "s"}]}, "contents": [{"role": "user",
      "parts": [{"text": "q"}, {"inlineData": {"mimeType": "image/png", "data": "AAAA"}},
      {"functionCall": {"name": "f", "args": {}}}, {"functionResponse": {"response": {}}}]}]},
     "response": {"candidates": [{"content": {"parts": [{"text": "a"}]}, "finishReason": "STOP"}],
       "usageMetadata": {"promptTokenCount": 1}},
     "stream_events": [{"data": {"type": "error", "error": {"message": "m"}}}]}
    """#,
  ]

  /// What values are replaced by.
  static let kinds = [
    "null", "true", "0", "-1", "9223372036854775807", "1e999", "NaN", #""""#, #""x""#,
    #""\ud83d""#, "[]", "{}", "[[]]", "[1, null]", #"{"index": -9223372036854775808}"#,
    #"{"type": "text"}"#, #"[{"index": 5, "type": 1}]"#, #""data:,""#,
  ]

  /// Asks everything of one interaction; what comes out must hold together.
  private func examine(_ interaction: JSONValue) throws {
    let request = interaction["request"]
    let response = interaction["response"]
    let events = interaction["stream_events"]
    _ = Endpoint.inferred(
      request: request, response: response, firstEvent: events?[0], fileProvider: "openai")
    if let request {
      _ = Conversation.prompt(of: request)
      let line = Preview.line(lastUserTurnOf: request, limit: 20)
      #expect(line.utf8.count <= 20)
      #expect(!line.isEmpty)
    }
    if let response, let reply = Reply.reply(of: response) {
      _ = Preview.line(of: reply.turns.flatMap(\.parts), limit: 20)
    }
    if let events, let message = StreamAssembler.message(from: events) {
      let value = try JSONDocument(message.bytes).root
      #expect(value.kind == .object)
      _ = Reply.reply(of: value)
      #expect(message.problems.allSatisfy { !$0.description.isEmpty })
    }
  }

  @Test(arguments: samples)
  func `the samples themselves are understood`(sample: String) throws {
    let interaction = try json(sample)
    try examine(interaction)
    let parts = Conversation.prompt(of: try #require(interaction["request"])).flatMap(\.parts)
    #expect(!parts.isEmpty)
    for case .other(let type, _) in parts { Issue.record("\(type) is not understood") }
  }

  @Test(arguments: samples)
  func `any value may be of any kind`(sample: String) throws {
    let document = try json(sample).document
    for id in 0..<document.root.subtreeSize {
      guard let value = document.value(id: id) else { continue }
      for kind in Self.kinds {
        var bytes = document.bytes
        bytes.replaceSubrange(value.range, with: kind.utf8)
        try examine(JSONDocument(bytes).root)
      }
    }
  }

  @Test(arguments: samples)
  func `several values may be of any kind at once`(sample: String) throws {
    var random = SeededGenerator(seed: 42)
    for _ in 0..<300 {
      var document = try json(sample).document
      for _ in 0..<4 {
        let id = Int.random(in: 1..<document.root.subtreeSize, using: &random)
        guard let value = document.value(id: id),
          let kind = Self.kinds.randomElement(using: &random)
        else { continue }
        var bytes = document.bytes
        bytes.replaceSubrange(value.range, with: kind.utf8)
        document = try JSONDocument(bytes)
      }
      try examine(document.root)
    }
  }

  @Test func `an index may be anything a number can say`() throws {
    for index in ["-1", "1.5", "1e400", "99999999999999999999", "9223372036854775807"] {
      _ = try assembled(
        events(
          #"{"choices": [{"index": \#(index), "delta": {"tool_calls": [{"index": \#(index)}]}}]}"#,
          #"{"choices": [{"index": \#(index), "delta": {"tool_calls": [{"index": \#(index)}]}}]}"#))
      _ = try assembled(
        events(
          #"{"type": "response.created", "response": {}}"#,
          #"{"type": "response.output_item.added", "output_index": \#(index), "item": {"content": [{}]}}"#,
          #"{"type": "response.output_text.delta", "output_index": \#(index), "content_index": \#(index), "delta": "x"}"#
        ))
    }
  }

  @Test(arguments: [
    ("[", "]"), (#"{"delta": "#, "}"), (#"[{"index": 0, "a": "#, "}]"),
    (#"{"type": "tool_result", "content": ["#, "]}"),
    (#"{"type": "message", "role": "user", "content": ["#, "]}"),
    (#"{"type": "document", "source": {"type": "content", "content": ["#, "]}}"),
    (#"{"parts": ["#, "]}"), (#"{"functionResponse": {"response": "#, "}}"),
  ])
  func `depth takes no stack`(open: String, close: String) throws {
    let depth = 20_000
    let deep = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    try examine(
      try json(
        #"""
        {"request": {"messages": [{"role": "user", "content": [\#(deep)]}]},
         "response": {"object": "response", "output": [\#(deep)]},
         "stream_events": [{"data": {"choices": [{"index": 0, "delta": {"x": \#(deep)}}]}},
           {"data": {"choices": [{"index": 0, "delta": {"x": \#(deep)}}]}}]}
        """#))
  }
}
