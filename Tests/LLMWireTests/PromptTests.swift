import LLMWire
import LosslessJSON
import Testing

@Suite struct PromptTests {
  @Test func `Messages puts the system text first, as a string or as blocks`() throws {
    for system in [#""Be brief.""#, #"[{"type": "text", "text": "Be brief."}]"#] {
      let lines = try promptLines(
        """
        {"messages": [{"role": "user", "content": "Hi"},
          {"role": "assistant", "content": [{"type": "text", "text": "Hello"}]}],
          "system": \(system)}
        """)
      #expect(lines == ["system | text: Be brief.", "user | text: Hi", "assistant | text: Hello"])
    }
  }

  @Test func `Chat keeps every role and shows tool calls after the content`() throws {
    let lines = try promptLines(
      #"""
      {"messages": [
        {"role": "developer", "content": "Use tools."},
        {"role": "user", "content": "Weather?", "name": "Ann"},
        {"role": "assistant", "content": null, "reasoning_content": "hm", "tool_calls": [
          {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}},
          {"id": "c2", "type": "custom", "custom": {"name": "g", "input": "free text"}}]},
        {"role": "tool", "tool_call_id": "c1", "content": "sunny"},
        {"role": "assistant", "content": null, "function_call": {"name": "h", "arguments": "{}"}},
        {"role": "function", "name": "h", "content": "42"},
        {"role": "assistant", "content": null, "refusal": "No."},
        {"role": "narrator", "content": "Then"}]}
      """#)
    #expect(
      lines == [
        "developer | text: Use tools.",
        "user | text: Weather?",
        #"assistant | thinking: hm | call f id c1: {"a":1} | call g id c2: free text"#,
        "tool | result id c1: sunny",
        "assistant | call h id -: {}",
        "tool | result id h: 42",
        "assistant | refusal: No.",
        "narrator | text: Then",
      ])
  }

  @Test func `Responses reads its input as a string or as items`() throws {
    #expect(
      try promptLines(#"{"input": "Hi", "instructions": "Be brief."}"#)
        == ["system | text: Be brief.", "user | text: Hi"])
    let lines = try promptLines(
      #"""
      {"input": [
        {"role": "user", "content": [{"type": "input_text", "text": "Hi"}]},
        {"type": "message", "role": "assistant",
          "content": [{"type": "output_text", "text": "Yes"}]},
        {"type": "reasoning", "summary": [{"type": "summary_text", "text": "hm"}]},
        {"type": "reasoning", "summary": [], "encrypted_content": "zz"},
        {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c", "output": "ok"},
        {"type": "item_reference", "id": "i"}]}
      """#)
    #expect(
      lines == [
        "user | text: Hi", "assistant | text: Yes", "assistant | thinking: hm",
        "assistant | thinking: ", "assistant | call f id c: {}", "tool | result id c: ok",
        #"assistant | other item_reference: {"type": "item_reference", "id": "i"}"#,
      ])
  }

  @Test func `Gemini's contents are read in both spellings`() throws {
    let lines = try promptLines(
      #"""
      {"systemInstruction": {"parts": [{"text": "Be brief."}]}, "contents": [
        {"parts": [{"text": "Hi"}, {"inlineData": {"mimeType": "image/png", "data": "AAAA"}}]},
        {"role": "model", "parts": [{"text": "hm", "thought": true},
          {"functionCall": {"name": "f", "args": {"a": 1}}}, {"functionCall": {"name": "g"}}]},
        {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"r": 1}}},
          {"file_data": {"mime_type": "video/mp4", "file_uri": "u"}}]},
        {"role": "model", "parts": [{"executableCode": {"code": "1"}}]}]}
      """#)
    #expect(
      lines == [
        "system | text: Be brief.",
        "user | text: Hi | image image/png inline(byteCount: 3)",
        #"assistant | thinking: hm | call f id -: {"a": 1} | call g id -: {}"#,
        #"user | result id f: {"r": 1} | video video/mp4 url("u")"#,
        #"assistant | other executableCode: {"executableCode": {"code": "1"}}"#,
      ])
  }

  @Test func `completions and embeddings are one user turn`() throws {
    #expect(try promptLines(#"{"prompt": "Once"}"#) == ["user | text: Once"])
    #expect(try promptLines(#"{"input": ["a", "b"]}"#) == ["user | text: a | text: b"])
    #expect(
      try promptLines(#"{"input": [[1, 2]]}"#) == ["user | other array: [1, 2]"])
  }

  @Test(arguments: ["{}", "[]", "null", #""text""#, "1", #"{"messages": null}"#])
  func `unknown shapes have no prompt`(request: String) throws {
    #expect(Conversation.prompt(of: try json(request)).isEmpty)
  }

  @Test func `values of the wrong kind stay visible`() throws {
    #expect(try promptLines(#"{"messages": "Hi"}"#) == ["user | text: Hi"])
    #expect(
      try promptLines(#"{"messages": {"role": "user"}}"#)
        == [#"user | other role: {"role": "user"}"#])
    #expect(
      try promptLines(#"{"messages": ["Hi", 1, null, {"role": 1, "content": true}]}"#)
        == ["user | text: Hi", "user | other number: 1", "user | ", "user | other boolean: true"])
  }
}
