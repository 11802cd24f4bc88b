import LLMWire
import LosslessJSON
import Testing

@Suite struct MessagesAssemblyTests {
  private static let start =
    #"{"type": "message_start", "message": {"id": "m", "type": "message", "role": "assistant", "content": [], "stop_reason": null, "usage": {"input_tokens": 5, "output_tokens": 1}}}"#
  private static let end =
    #"{"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": null}, "usage": {"output_tokens": 9}}"#
  private static let stop = #"{"type": "message_stop"}"#

  private static func block(_ index: Int, _ block: String) -> String {
    #"{"type": "content_block_start", "index": \#(index), "content_block": \#(block)}"#
  }

  private static func delta(_ index: Int, _ delta: String) -> String {
    #"{"type": "content_block_delta", "index": \#(index), "delta": \#(delta)}"#
  }

  /// The content of a message whose stream holds these events between its start and its end.
  private func content(_ middle: String...) throws -> String {
    let all = ([Self.start] + middle + [Self.end, Self.stop]).map { #"{"data": \#($0)}"# }
    let result = try #require(try assembled("[" + all.joined(separator: ",") + "]"))
    #expect(result.message.isComplete)
    #expect(result.message.problems.isEmpty)
    let message = try json(result.text)
    return try #require(message["content"]).sourceText
  }

  @Test func `a message keeps the order of its members and takes in the end`() throws {
    let result = try #require(
      try assembled(
        events(
          Self.start, #"{"type": "ping"}"#, Self.block(0, #"{"type": "text", "text": ""}"#),
          Self.delta(0, #"{"type": "text_delta", "text": "Hel"}"#),
          Self.delta(0, #"{"type": "text_delta", "text": "lo"}"#),
          #"{"type": "content_block_stop", "index": 0}"#, Self.end, Self.stop)))
    #expect(
      result.text
        == #"{"id": "m", "type": "message", "role": "assistant", "content": [{"type": "text", "text": "Hello"}], "stop_reason": "end_turn", "usage": {"input_tokens": 5, "output_tokens": 9}, "stop_sequence": null}"#
    )
    #expect(result.message.isComplete)
  }

  @Test func `the event's name serves where the data has no type`() throws {
    let result = try assembled(
      #"""
      [{"event": "message_start", "data": {"message": {"id": "m"}}},
       {"event": "message_stop", "data": {}}]
      """#)
    #expect(result?.text == #"{"id": "m", "content": []}"#)
    #expect(result?.message.isComplete == true)
  }

  @Test func `text keeps its spelling, and a split surrogate pair is joined`() throws {
    #expect(
      try content(
        Self.block(0, #"{"type": "text", "text": ""}"#),
        Self.delta(0, #"{"type": "text_delta", "text": "a\/\u00e9é\n\ud83d"}"#),
        Self.delta(0, #"{"type": "text_delta", "text": "\ude00"}"#))
        == #"[{"type": "text", "text": "a\/\u00e9é\n\ud83d\ude00"}]"#)
  }

  @Test func `thinking grows and its signature replaces`() throws {
    #expect(
      try content(
        Self.block(0, #"{"type": "thinking", "thinking": "", "signature": ""}"#),
        Self.delta(0, #"{"type": "thinking_delta", "thinking": "h"}"#),
        Self.delta(0, #"{"type": "thinking_delta", "thinking": "m"}"#),
        Self.delta(0, #"{"type": "signature_delta", "signature": "sig"}"#))
        == #"[{"type": "thinking", "thinking": "hm", "signature": "sig"}]"#)
  }

  @Test(arguments: ["null", "[]"])
  func `citations are collected`(before: String) throws {
    #expect(
      try content(
        Self.block(0, #"{"type": "text", "text": "x", "citations": \#(before)}"#),
        Self.delta(0, #"{"type": "citations_delta", "citation": {"n":1}}"#),
        Self.delta(0, #"{"type": "citations_delta", "citation": {"n":2}}"#))
        == #"[{"type": "text", "text": "x", "citations": [{"n": 1}, {"n": 2}]}]"#)
  }

  @Test func `tool input becomes an object, its numbers and escapes untouched`() throws {
    #expect(
      try content(
        Self.block(0, #"{"type": "tool_use", "id": "t", "name": "f", "input": {}}"#),
        Self.delta(0, #"{"type": "input_json_delta", "partial_json": ""}"#),
        Self.delta(
          0, #"{"type": "input_json_delta", "partial_json": "{\"n\":[1.0,2e3],\"s\":\"\\u00"}"#),
        Self.delta(0, #"{"type": "input_json_delta", "partial_json": "e9\\/é\ud83d"}"#),
        Self.delta(0, #"{"type": "input_json_delta", "partial_json": "\ude00\"}"}"#))
        == #"[{"type": "tool_use", "id": "t", "name": "f", "input": {"n": [1.0, 2e3], "s": "\u00e9\/\u00e9\ud83d\ude00"}}]"#
    )
  }

  @Test func `tool input that never came stays as it started`() throws {
    let call = #"{"type": "tool_use", "id": "t", "name": "f", "input": {}}"#
    let nothing = Self.delta(0, #"{"type": "input_json_delta", "partial_json": ""}"#)
    #expect(try content(Self.block(0, call)) == "[\(call)]")
    #expect(try content(Self.block(0, call), nothing) == "[\(call)]")
  }

  @Test(arguments: [#"{\"a\": \"b"#, #"{\"a\": \"\\"#, #"{\"a\": \"\\u00"#, "not JSON"])
  func `tool input that is cut stays a string and is reported`(input: String) throws {
    let result = try #require(
      try assembled(
        events(
          Self.start, Self.block(0, #"{"type": "tool_use", "name": "f", "input": {}}"#),
          Self.delta(0, #"{"type": "input_json_delta", "partial_json": "\#(input)"}"#), Self.end,
          Self.stop)))
    #expect(result.message.problems == [.argumentsNotJSON(tool: "f")])
    #expect(result.text.contains(#""input": "\#(input)""#))
  }

  @Test func `results of server tools come whole`() throws {
    let result = #"{"type": "web_search_tool_result", "content": [{"url": "u"}]}"#
    #expect(try content(Self.block(0, result)) == "[\(result)]")
  }

  @Test func `blocks are in the order of their indexes`() throws {
    #expect(
      try content(Self.block(1, #"{"type": "b"}"#), Self.block(0, #"{"type": "a"}"#))
        == #"[{"type": "a"}, {"type": "b"}]"#)
  }

  @Test func `a delta of an unknown type replaces the block's members`() throws {
    #expect(
      try content(
        Self.block(0, #"{"type": "compaction", "content": null}"#),
        Self.delta(0, #"{"type": "compaction_delta", "content": "sum"}"#))
        == #"[{"type": "compaction", "content": "sum"}]"#)
  }

  @Test func `counts that the end leaves out or calls null survive`() throws {
    let result = try #require(
      try assembled(
        events(
          Self.start,
          #"{"type": "message_delta", "delta": {"container": {"id": "c"}}, "usage": {"input_tokens": null, "output_tokens": 3, "server_tool_use": {"n": 1}}, "context_management": {}}"#
        )))
    let message = try json(result.text)
    #expect(
      message["usage"]?.sourceText
        == #"{"input_tokens": 5, "output_tokens": 3, "server_tool_use": {"n": 1}}"#)
    #expect(message["container"]?.sourceText == #"{"id": "c"}"#)
    #expect(message["context_management"]?.sourceText == "{}")
    #expect(!result.message.isComplete)
  }

  @Test func `after a fallback the message names the model that answered`() throws {
    let result = try assembled(
      events(
        #"{"type": "message_start", "message": {"model": "a"}}"#,
        Self.block(0, #"{"type": "fallback", "to": {"model": "b"}}"#)))
    #expect(result?.text.hasPrefix(#"{"model": "b", "#) == true)
  }

  @Test func `an error in the middle leaves what had arrived`() throws {
    let result = try #require(
      try assembled(
        events(
          Self.start, Self.block(0, #"{"type": "text", "text": "Hel"}"#),
          #"{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}"#)))
    #expect(result.text.contains(#""text": "Hel""#))
    #expect(!result.message.isComplete)
    #expect(
      result.message.problems
        == [.error(ReplyError(type: "overloaded_error", message: "Overloaded"))])
  }

  @Test func `events without a start are left out and reported`() throws {
    let result = try #require(
      try assembled(
        events(Self.start, Self.delta(7, #"{"type": "text_delta", "text": "x"}"#), Self.start)))
    #expect(
      result.message.problems
        == [.stray(event: "content_block_delta"), .stray(event: "message_start")])
  }
}
