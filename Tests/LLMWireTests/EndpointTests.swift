import LLMWire
import LosslessJSON
import Testing

@Suite struct EndpointTests {
  @Test(arguments: ["POST /v1/messages", "GET /v1/models?limit=3&after=a b", "/v1/odd", ""])
  func `an endpoint is described as it was spelled`(spelling: String) {
    #expect(Endpoint(spelling).description == spelling)
  }

  @Test func `method and path are told apart at the first space`() {
    let endpoint = Endpoint("POST /v1/messages?beta=true")
    #expect(endpoint.method == "POST")
    #expect(endpoint.path == "/v1/messages?beta=true")
  }

  @Test func `a query makes another endpoint of the same kind`() {
    let beta = Endpoint("POST /v1/messages?beta=true")
    #expect(beta != .messages)
    #expect(beta.withoutQuery == .messages)
    #expect(beta.provider == "anthropic")
    #expect(beta.isMessagesOrChat)
    #expect(beta.defaultMatchFields == Endpoint.messages.defaultMatchFields)
  }

  @Test(arguments: [
    (Endpoint.messages, "anthropic", ["model", "messages", "temperature"]),
    (.chatCompletions, "openai", ["model", "messages", "temperature"]),
    (.countTokens, "anthropic", ["model", "messages", "system", "tools"]),
    (
      .responses, "openai",
      ["model", "input", "instructions", "tools", "previous_response_id", "temperature"]
    ),
    (.embeddings, "openai", ["model", "input", "dimensions", "encoding_format"]),
  ])
  func `known endpoints have a provider and match fields`(
    endpoint: Endpoint, provider: String, fields: [String]
  ) {
    #expect(endpoint.provider == provider)
    #expect(endpoint.defaultMatchFields == fields)
  }

  @Test(arguments: [
    "POST /v1beta/models/gemini-pro:generateContent", "GET /v1/messages", "POST /v1/completions",
  ])
  func `any other endpoint is matched by all that was sent`(spelling: String) {
    #expect(Endpoint(spelling).provider == nil)
    #expect(Endpoint(spelling).defaultMatchFields == ["$method", "$path", "$body"])
    #expect(!Endpoint(spelling).isMessagesOrChat)
  }

  @Test func `only Messages and Chat need no member of their own`() {
    #expect(Endpoint.messages.isMessagesOrChat)
    #expect(Endpoint.chatCompletions.isMessagesOrChat)
    #expect(!Endpoint.countTokens.isMessagesOrChat)
    #expect(!Endpoint.responses.isMessagesOrChat)
  }
}
