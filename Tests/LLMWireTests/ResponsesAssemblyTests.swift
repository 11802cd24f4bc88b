import LLMWire
import LosslessJSON
import Testing

@Suite struct ResponsesAssemblyTests {
  private static let created =
    #"{"type": "response.created", "response": {"object": "response", "status": "in_progress", "output": []}}"#

  private static func item(_ event: String, _ index: Int, _ item: String) -> String {
    #"{"type": "response.output_item.\#(event)", "output_index": \#(index), "item": \#(item)}"#
  }

  @Test(arguments: ["completed", "incomplete", "failed", "cancelled"])
  func `the last event holds the response`(end: String) throws {
    let result = try assembled(
      events(
        Self.created, Self.item("added", 0, #"{"type": "message"}"#),
        #"{"type": "response.\#(end)", "response": {"object":"response","output":[1.0]}}"#))
    #expect(result?.text == #"{"object": "response", "output": [1.0]}"#)
    #expect(result?.message.isComplete == true)
    #expect(result?.message.problems == [])
  }

  @Test func `a failed response reports its error`() throws {
    let result = try assembled(
      events(
        #"{"type": "response.failed", "response": {"output": [], "error": {"code": "c", "message": "m"}}}"#
      ))
    #expect(result?.message.problems == [.error(ReplyError(type: "c", message: "m"))])
  }

  @Test func `a stream that was cut is put together from its items`() throws {
    let result = try #require(
      try assembled(
        events(
          Self.created,
          Self.item("added", 1, #"{"type": "message", "content": []}"#),
          Self.item("added", 0, #"{"type": "reasoning", "summary": []}"#),
          #"{"type": "response.reasoning_summary_part.added", "output_index": 0, "part": {"text": ""}}"#,
          #"{"type": "response.reasoning_summary_text.delta", "output_index": 0, "summary_index": 0, "delta": "hm"}"#,
          #"{"type": "response.content_part.added", "output_index": 1, "part": {"type": "output_text", "text": ""}}"#,
          #"{"type": "response.output_text.delta", "output_index": 1, "content_index": 0, "delta": "\ud83d"}"#,
          #"{"type": "response.output_text.delta", "output_index": 1, "content_index": 0, "delta": "\ude00"}"#,
          Self.item("added", 2, #"{"type": "function_call", "arguments": ""}"#),
          #"{"type": "response.function_call_arguments.delta", "output_index": 2, "delta": "{}"}"#,
          Self.item("added", 3, #"{"type": "function_call", "arguments": ""}"#),
          Self.item("done", 3, #"{"type": "function_call", "arguments": "[]"}"#))))
    #expect(
      result.text
        == #"{"object": "response", "status": "in_progress", "output": [{"type": "reasoning", "summary": [{"text": "hm"}]}, {"type": "message", "content": [{"type": "output_text", "text": "\ud83d\ude00"}]}, {"type": "function_call", "arguments": "{}"}, {"type": "function_call", "arguments": "[]"}]}"#
    )
    #expect(!result.message.isComplete)
    #expect(result.message.problems.isEmpty)
  }

  @Test func `a final response without output is filled from the items`() throws {
    let result = try assembled(
      events(
        Self.created, Self.item("done", 0, #"{"type": "message"}"#),
        #"{"type": "response.completed", "response": {"output": null}}"#))
    #expect(result?.text == #"{"output": [{"type": "message"}]}"#)
  }

  @Test func `deltas of items that were never added are reported`() throws {
    let result = try assembled(
      events(
        Self.created,
        #"{"type": "response.output_text.delta", "output_index": 4, "content_index": 0, "delta": "x"}"#
      ))
    #expect(result?.message.problems == [.stray(event: "response.output_text.delta")])
  }
}
