import LLMWire
import LosslessJSON
import Testing

@Suite struct EndpointInferenceTests {
  @Test(arguments: [
    (#"{"type": "message", "content": []}"#, Endpoint.messages),
    (#"{"object": "chat.completion", "choices": []}"#, .chatCompletions),
    (#"{"object": "response", "output": []}"#, .responses),
    (#"{"object": "list", "data": [{"object": "embedding", "embedding": [0.1]}]}"#, .embeddings),
    (#"{"input_tokens": 671}"#, .countTokens),
    (#"{"input_tokens": 9, "context_management": {"original_input_tokens": 9}}"#, .countTokens),
    (#"{"t\u0079pe": "m\u0065ssage"}"#, .messages),
  ])
  func `the answer tells`(response: String, expected: Endpoint) throws {
    let found = Endpoint.inferred(
      request: nil, response: try json(response), firstEvent: nil, fileProvider: nil)
    #expect(found == expected)
  }

  @Test(arguments: [
    "{}", "[]", "null", #"{"object": "list", "data": []}"#, #"{"object": "list", "data": [1]}"#,
    #"{"input_tokens": 1, "output_tokens": 2}"#, #"{"input_tokens": "1"}"#, #"{"type": 1}"#,
  ])
  func `an answer of no known shape tells nothing`(response: String) throws {
    let found = Endpoint.inferred(
      request: nil, response: try json(response), firstEvent: nil, fileProvider: "anthropic")
    #expect(found == nil)
  }

  @Test(arguments: [
    (#"{"event": "message_start", "data": {"type": "message_start"}}"#, Endpoint.messages),
    (#"{"event": "message_start", "data": {}}"#, .messages),
    (#"{"data": {"type": "content_block_delta"}}"#, .messages),
    (#"{"event": "ping", "data": {"type": "ping"}}"#, .messages),
    (#"{"data": {"type": "error", "error": {"type": "overloaded_error"}}}"#, .messages),
    (#"{"data": {"object": "chat.completion.chunk", "choices": []}}"#, .chatCompletions),
    (#"{"data": {"object": "", "choices": [], "prompt_filter_results": []}}"#, .chatCompletions),
    (#"{"data": {"choices": []}}"#, .chatCompletions),
    (#"{"event": "response.created", "data": {"type": "response.created"}}"#, .responses),
    (#"{"data": {"type": "error", "code": "rate_limit", "message": "slow"}}"#, .responses),
  ])
  func `the first event tells where the answer does not`(event: String, expected: Endpoint) throws {
    let found = Endpoint.inferred(
      request: nil, response: try json("{}"), firstEvent: try json(event), fileProvider: nil)
    #expect(found == expected)
  }

  @Test(arguments: [
    #"{"data": "[DONE]"}"#, #"{"data": {"object": "text_completion", "choices": []}}"#, "{}",
    #"{"data": {"candidates": []}}"#, #"{"event": "weather", "data": {"type": "weather"}}"#, "1",
  ])
  func `events of other APIs tell nothing`(event: String) throws {
    let found = Endpoint.inferred(
      request: nil, response: nil, firstEvent: try json(event), fileProvider: nil)
    #expect(found == nil)
  }

  @Test(arguments: [
    (#""model": "claude-haiku-4-5""#, Endpoint.messages),
    (#""model": "gpt-4.1-mini""#, .chatCompletions),
    (#""model": "o3""#, .chatCompletions),
    (#""model": "claude-haiku-4-5", "response_format": {"type": "text"}"#, .chatCompletions),
    (#""model": "anthropic/claude-haiku", "n": 1"#, .chatCompletions),
    (#""model": "house-model", "system": "Be brief.""#, .messages),
    (#""model": "house-model", "tools": [{"name": "f", "input_schema": {}}]"#, .messages),
    (#""model": "house", "tools": [{"type": "function", "function": {}}]"#, .chatCompletions),
  ])
  func `a request with messages tells by model and members`(
    members: String, expected: Endpoint
  ) throws {
    let request = try json(#"{"messages": [{"role": "user", "content": "hi"}], \#(members)}"#)
    let found = Endpoint.inferred(
      request: request, response: nil, firstEvent: nil, fileProvider: nil)
    #expect(found == expected)
  }

  @Test(arguments: ["developer", "tool"])
  func `a role that only Chat has tells`(role: String) throws {
    let request = try json(#"{"messages": [{"role": "\#(role)", "content": "x"}]}"#)
    let found = Endpoint.inferred(
      request: request, response: nil, firstEvent: nil, fileProvider: "anthropic")
    #expect(found == .chatCompletions)
  }

  @Test(arguments: [
    (#""input": "hi", "model": "gpt-5""#, Endpoint.responses as Endpoint?),
    (#""input": [{"role": "user", "content": "hi"}], "model": "gpt-5""#, .responses),
    (#""input": "hi", "model": "text-embedding-3-small""#, .embeddings),
    (#""input": "hi", "model": "house", "encoding_format": "base64""#, .embeddings),
    (#""input": ["hi", "ho"], "model": "house""#, .embeddings),
    (#""input": [[1, 2]], "model": "house""#, .embeddings),
    (#""input": "hi", "model": "omni-moderation-latest""#, nil),
    (#""input": "hi", "model": "tts-1", "voice": "alloy""#, nil),
    (#""input": [], "model": "house""#, nil),
    (#""input": 1, "model": "house""#, nil),
    (#""contents": []"#, nil),
  ])
  func `a request with input tells by its shape`(members: String, expected: Endpoint?) throws {
    let found = Endpoint.inferred(
      request: try json("{\(members)}"), response: nil, firstEvent: nil, fileProvider: "openai")
    #expect(found == expected)
  }

  @Test func `an error body tells the provider of a request that does not`() throws {
    let request = try json(#"{"messages": [], "model": "house"}"#)
    let anthropic = try json(#"{"type": "error", "error": {"type": "x", "message": "y"}}"#)
    let openAI = try json(#"{"error": {"message": "y", "param": null, "code": null}}"#)
    func inferred(_ response: JSONValue) -> Endpoint? {
      Endpoint.inferred(request: request, response: response, firstEvent: nil, fileProvider: nil)
    }
    #expect(inferred(anthropic) == .messages)
    #expect(inferred(openAI) == .chatCompletions)
  }

  @Test(arguments: [
    ("anthropic", Endpoint.messages as Endpoint?), ("openai", .chatCompletions), ("groq", nil),
    (nil, nil),
  ])
  func `the file's provider is asked last`(provider: String?, expected: Endpoint?) throws {
    let found = Endpoint.inferred(
      request: try json(#"{"messages": [], "model": "house"}"#), response: try json("{}"),
      firstEvent: nil, fileProvider: provider)
    #expect(found == expected)
  }

  @Test func `the answer outweighs a mislabelled file`() throws {
    let found = Endpoint.inferred(
      request: try json(#"{"messages": [], "model": "gpt-5"}"#),
      response: try json(#"{"type": "message"}"#), firstEvent: nil, fileProvider: "openai")
    #expect(found == .messages)
  }
}
