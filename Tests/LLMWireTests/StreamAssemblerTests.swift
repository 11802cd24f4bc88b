import LLMWire
import LosslessJSON
import Testing

@Suite struct StreamAssemblerTests {
  @Test(arguments: [
    "[]", "{}", "null", "[1, null, {}]", #"[{"data": "[DONE]"}]"#, #"[{"data": {"type": "ping"}}]"#,
    #"[{"data": {"candidates": [{"content": {}}]}}]"#,
    #"[{"data": {"type": "message_start", "message": 1}}]"#,
    #"[{"event": "response.output_text.delta", "data": {"delta": "x", "output_index": 0}}]"#,
  ])
  func `events that start no message assemble to none`(stream: String) throws {
    #expect(try assembled(stream) == nil)
  }

  @Test(arguments: [
    #"{"type": "error", "error": {"type": "overloaded_error", "message": "m"}}"#,
    #"{"error": {"type": "overloaded_error", "message": "m"}}"#,
    #"{"type": "error", "code": "c", "message": "m"}"#,
  ])
  func `a stream of nothing but an error is the error body`(body: String) throws {
    let result = try #require(try assembled(events(body)))
    #expect(result.text == body)
    #expect(!result.message.isComplete)
    #expect(result.message.problems.map(\.description) == ["the stream reports an error: m"])
  }

  @Test func `what comes before the first known event does no harm`() throws {
    let result = try assembled(
      events("1", #"{"type": "ping"}"#, #"{"type": "message_start", "message": {"id": "m"}}"#))
    #expect(result?.text == #"{"id": "m", "content": []}"#)
  }

  @Test func `an event of an unknown type changes nothing`() throws {
    let start = #"{"type": "message_start", "message": {"id": "m"}}"#
    let result = try assembled(events(start, #"{"type": "message_hint", "n": 1}"#, "true"))
    #expect(result?.text == #"{"id": "m", "content": []}"#)
    #expect(result?.message.problems == [])
  }

  @Test func `a long stream is joined whole`() throws {
    let event = #"{"data": {"choices": [{"index": 0, "delta": {"content": "word "}}]}}"#
    let stream = Array(repeating: event, count: 20_000).joined(separator: ",")
    let result = try #require(try assembled("[\(stream)]"))
    let content = try json(result.text)["choices"]?[0]?["message"]?["content"]
    #expect(content?.contentLength == 100_000)
  }
}
