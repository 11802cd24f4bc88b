import LLMWire
import LosslessJSON
import Testing

@Suite struct PartTests {
  @Test(arguments: ["null", #""""#, "[]"])
  func `empty content has no parts`(content: String) throws {
    #expect(try parts(content).isEmpty)
  }

  @Test(arguments: [
    (#""plain \u00e9""#, "text: plain é"),
    (#"{"type": "text", "text": "one block"}"#, "text: one block"),
    (#"[{"type": "text", "text": ""}]"#, "text: "),
    (#"["a string among blocks"]"#, "text: a string among blocks"),
    (#"[{"type": "thinking", "thinking": "hm", "signature": "s"}]"#, "thinking: hm"),
    (#"[{"type": "redacted_thinking", "data": "zz"}]"#, "thinking: "),
    (#"[{"type": "refusal", "refusal": "No."}]"#, "refusal: No."),
  ])
  func `text, thinking and refusals are read`(content: String, expected: String) throws {
    #expect(described(try parts(content)) == [expected])
  }

  @Test(arguments: [
    #"[{"type": "tool_addition", "tools": []}]"#, #"[{"type": "text", "text": 1}]"#,
    #"[{"type": "tool_use", "id": "t"}]"#, #"[{"type": "image", "source": "x"}]"#,
    #"[{"type": "thinking"}]"#, #"[{"type": 1}]"#, "[[1]]", "[null]", "[{}]", "true",
  ])
  func `a block that is not understood stays visible`(content: String) throws {
    let parts = try parts(content)
    #expect(parts.count == 1)
    guard case .other? = parts.first else {
      Issue.record("\(parts) is not .other")
      return
    }
  }

  // MARK: - Tools

  @Test(arguments: ["tool_use", "server_tool_use", "mcp_tool_use"])
  func `a call keeps its input in place`(type: String) throws {
    let parts = try parts(#"[{"type": "\#(type)", "id": "t", "name": "f", "input": {"a": 1.0}}]"#)
    #expect(described(parts) == [#"call f id t: {"a": 1.0}"#])
  }

  @Test(arguments: [
    (#"{"tool_use_id": "t", "content": "ok"}"#, "result id t: ok"),
    (#"{"tool_use_id": "t"}"#, "result id t: "),
    (#"{"tool_use_id": "t", "content": null}"#, "result id t: "),
    (#"{"tool_use_id": "t", "content": "no", "is_error": true}"#, "failure id t: no"),
    (
      #"{"content": [{"type": "text", "text": "a"}, {"type": "image", "source": {"type": "url", "url": "u"}}, {"type": "new"}]}"#,
      "result id -: a\n[image]\n{\"type\": \"new\"}"
    ),
  ])
  func `a tool result is shown as text`(members: String, expected: String) throws {
    let block = #"{"type": "tool_result", "# + members.dropFirst()
    #expect(described(try parts(block)) == [expected])
  }

  @Test(arguments: [
    (
      #"{"type": "web_search_tool_result", "tool_use_id": "t", "content": [{"type": "web_search_result", "title": "T", "url": "u"}]}"#,
      "result id t: T u"
    ),
    (
      #"{"type": "web_search_tool_result", "tool_use_id": "t", "content": {"type": "web_search_tool_result_error", "error_code": "max_uses"}}"#,
      "failure id t: max_uses"
    ),
    (
      #"{"type": "bash_code_execution_tool_result", "content": {"type": "bash_code_execution_result", "stdout": "out", "stderr": ""}}"#,
      "result id -: out"
    ),
  ])
  func `a server tool's answer is shown as text`(block: String, expected: String) throws {
    #expect(described(try parts(block)) == [expected])
  }

  @Test func `an MCP call is a call and its answer`() throws {
    let call = #""type": "mcp_call", "id": "m", "name": "f", "arguments": "{}""#
    #expect(described(try parts("{\(call)}")) == ["call f id m: {}"])
    #expect(
      described(try parts(#"{\#(call), "output": "ok", "error": null}"#))
        == ["call f id m: {}", "result id m: ok"])
    #expect(
      described(try parts(#"{\#(call), "output": null, "error": "down"}"#))
        == ["call f id m: {}", "failure id m: down"])
  }

  // MARK: - Media

  @Test(arguments: [
    (
      #"{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}}"#,
      "image image/png inline(byteCount: 3)"
    ),
    (#"{"type": "image", "source": {"type": "url", "url": "u"}}"#, #"image - url("u")"#),
    (
      #"{"type": "document", "source": {"type": "file", "file_id": "f"}}"#,
      #"document - file(id: "f")"#
    ),
    (
      #"{"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "h\u00e9"}}"#,
      "document text/plain inline(byteCount: 3)"
    ),
    (
      #"{"type": "document", "source": {"type": "content", "content": [{"type": "text", "text": "abc"}]}}"#,
      "document - inline(byteCount: 3)"
    ),
    (
      #"{"type": "image_url", "image_url": {"url": "data:image/jpeg;base64,AAAAAA=="}}"#,
      "image image/jpeg inline(byteCount: 4)"
    ),
    (#"{"type": "image_url", "image_url": {"url": "u", "detail": "low"}}"#, #"image - url("u")"#),
    (#"{"type": "input_image", "image_url": "u"}"#, #"image - url("u")"#),
    (#"{"type": "input_image", "file_id": "f"}"#, #"image - file(id: "f")"#),
    (
      #"{"type": "input_audio", "input_audio": {"data": "AA==", "format": "wav"}}"#,
      "audio audio/wav inline(byteCount: 1)"
    ),
    (#"{"type": "video_url", "video_url": {"url": "u"}}"#, #"video - url("u")"#),
    (
      #"{"type": "file", "file": {"file_data": "data:application/pdf;base64,AAAA"}}"#,
      "document application/pdf inline(byteCount: 3)"
    ),
    (#"{"type": "file", "file": {"file_id": "f"}}"#, #"document - file(id: "f")"#),
    (#"{"type": "input_file", "file_url": "u"}"#, #"document - url("u")"#),
    (#"{"type": "input_file", "file_data": "AA\/\/"}"#, "document - inline(byteCount: 3)"),
    (#"{"type": "container_upload", "file_id": "f"}"#, #"document - file(id: "f")"#),
    (
      #"{"type": "image_generation_call", "result": "AAAA", "output_format": "webp"}"#,
      "image image/webp inline(byteCount: 3)"
    ),
    (
      #"{"type": "image_url", "image_url": "data:image\/png;base64,AA\/\/"}"#,
      "image image/png inline(byteCount: 3)"
    ),
    (#"{"type": "image_url", "image_url": "data:"}"#, "image - inline(byteCount: 0)"),
  ])
  func `media say kind, type and source`(block: String, expected: String) throws {
    #expect(described(try parts("[\(block)]")) == [expected])
  }
}
