import FixtureKit
import LLMWire
import Testing

@Suite struct `The stored hash against the request` {
  /// An interaction whose hash is the key of its request over the fields.
  private func text(
    asking request: String, hashedOver fields: [String]? = nil, for endpoint: Endpoint,
    response: String = "{}", more: String = ""
  ) throws -> String {
    let key = try RequestKey(of: try json(request), matchFields: fields, endpoint: endpoint)
    return interactionText(hash: key.hex, request: request, response: response, more: more)
  }

  @Test func `matches over the endpoint's own fields`() throws {
    let text = try text(asking: askText("hi"), for: .messages)
    #expect(try interaction(text).keyState() == .matches)
  }

  @Test func `matches over the fields it was recorded with`() throws {
    let text = try text(
      asking: askText("hi"), hashedOver: ["model"], for: .messages,
      more: #", "match_on": ["model"]"#)
    #expect(try interaction(text).keyState() == .matches)
  }

  @Test(arguments: ["response", "stream"])
  func `is a mismatch in a known endpoint`(side: String) throws {
    let computed = try RequestKey(of: try json(askText("hi")), endpoint: .messages)
    let answer =
      side == "response"
      ? interactionText(request: askText("hi"), response: #"{"type": "message"}"#)
      : interactionText(
        request: askText("hi"),
        more: #", "stream_events": [{"data": {"type": "message_start"}}]"#)
    #expect(try interaction(answer).keyState() == .mismatch(computed: computed))
  }

  @Test(arguments: [#", "endpoint": "POST /v1/embeddings""#, #", "match_on": ["input"]"#])
  func `is a mismatch where endpoint or match fields are recorded`(member: String) throws {
    let text = interactionText(
      request: #"{"model": "text-embedding-3-small", "input": "x"}"#,
      response: #"{"object": "list", "data": [{"object": "embedding"}]}"#, more: member)
    guard case .mismatch = try interaction(text).keyState() else {
      Issue.record("no mismatch: \(try interaction(text).keyState())")
      return
    }
  }

  @Test func `is unverifiable where members the key needs are gone`() throws {
    let text = interactionText(
      request: #"{"model": "text-embedding-3-small", "input": "x"}"#,
      response: #"{"object": "list", "data": [{"object": "embedding"}]}"#)
    guard case .unverifiable(let reason) = try interaction(text).keyState() else {
      Issue.record("it can be verified")
      return
    }
    #expect(reason == "the file does not say which endpoint and match fields it was made with")
  }

  @Test func `is unverifiable where no endpoint can be told`() throws {
    guard case .unverifiable = try interaction(interactionText()).keyState() else {
      Issue.record("it can be verified")
      return
    }
  }

  @Test(arguments: [
    (#"{"hash": "h"}"#, "no request or no hash"),
    (#"{"request": {}}"#, "no request or no hash"),
    (#"{"hash": "h", "request": [1]}"#, "the request is not a JSON object"),
    (
      #"{"hash": "h", "request": {}, "match_on": ["$path"]}"#,
      "the match fields name $method or $path, and no endpoint is recorded"
    ),
  ])
  func `is unverifiable where there is nothing to compare`(text: String, reason: String) throws {
    #expect(try interaction(text).keyState() == .unverifiable(reason: reason))
  }

  @Test func `matches after the Python package has dropped a Chat endpoint's members`() throws {
    let text = try text(
      asking: askText("hi", model: "gpt-4o"), for: .chatCompletions,
      response: #"{"object": "chat.completion"}"#)
    #expect(try interaction(text).keyState() == .matches)
  }
}
