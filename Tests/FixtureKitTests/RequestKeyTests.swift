import FixtureKit
import LLMWire
import LosslessJSON
import Testing

@Suite struct `What goes into a request key` {
  private func canonical(
    _ request: String, _ matchFields: [String]? = nil, _ endpoint: Endpoint? = .messages
  ) throws -> String {
    let bytes = try RequestKey.canonical(
      request: try json(request), matchFields: matchFields, endpoint: endpoint)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (Endpoint.messages, #"{"messages": null, "model": "m", "temperature": 1.0}"#),
    (.chatCompletions, #"{"messages": null, "model": "m", "temperature": 1.0}"#),
    (.countTokens, #"{"messages": null, "model": "m", "system": null, "tools": null}"#),
    (
      .responses,
      #"{"input": 1, "instructions": null, "model": "m", "previous_response_id": null, "#
        + #""temperature": 1.0, "tools": null}"#
    ),
    (
      .embeddings,
      #"{"dimensions": null, "encoding_format": null, "input": 1, "model": "m"}"#
    ),
    (
      Endpoint("POST /v1beta/x?alt=sse"),
      #"{"$body": {"input": 1, "model": "m"}, "$method": "POST", "$path": "/v1beta/x?alt=sse"}"#
    ),
    (
      Endpoint("POST /v1/messages?beta=true"),
      #"{"messages": null, "model": "m", "temperature": 1.0}"#
    ),
  ])
  func `each endpoint has its own match fields`(endpoint: Endpoint, expected: String) throws {
    #expect(try canonical(#"{"model": "m", "input": 1}"#, nil, endpoint) == expected)
  }

  @Test func `an unknown endpoint counts as Messages`() throws {
    #expect(
      try canonical(#"{"model": "m"}"#, nil, nil)
        == #"{"messages": null, "model": "m", "temperature": 1.0}"#)
  }

  @Test func `a request without a body is the empty object`() throws {
    #expect(
      try canonical("{}", nil, Endpoint("GET /v1/models"))
        == #"{"$body": {}, "$method": "GET", "$path": "/v1/models"}"#)
  }

  @Test func `members may be mixed with method, path and body`() throws {
    #expect(
      try canonical(#"{"b": 2, "a": [1.0]}"#, ["a", "$body", "$path", "$method"])
        == #"{"$body": {"a": [1.0], "b": 2}, "$method": "POST", "$path": "/v1/messages", "a": [1.0]}"#
    )
  }

  @Test func `a member that is called like a special field is not it`() throws {
    #expect(try canonical(#"{"$path": "mine"}"#, ["$path"]) == #"{"$path": "/v1/messages"}"#)
  }

  @Test func `a field given twice counts once`() throws {
    #expect(
      try canonical(#"{"model": "m"}"#, ["model", "x", "model"]) == #"{"model": "m", "x": null}"#)
  }

  @Test func `the order of match fields does not matter`() throws {
    let request = try json(#"{"model": "m", "messages": [], "temperature": 0}"#)
    let given = try RequestKey(
      of: request, matchFields: ["temperature", "messages", "model"], endpoint: .messages)
    #expect(try RequestKey(of: request, endpoint: .messages) == given)
  }

  @Test func `fields are ordered by code point, not as text`() throws {
    #expect(
      try canonical("{}", ["b", "é", "e\u{301}", "Z", "a"])
        == #"{"Z": null, "a": null, "b": null, "e\u0301": null, "\u00e9": null}"#)
  }

  @Test func `no match fields at all give the empty object`() throws {
    #expect(try canonical(#"{"model": "m"}"#, []) == "{}")
  }

  @Test(arguments: [
    ("{}", "1.0"), (#"{"temperature": 1}"#, "1"), (#"{"temperature": 1.0}"#, "1.0"),
    (#"{"temperature": null}"#, "null"), (#"{"temperature": 1.10}"#, "1.1"),
    (#"{"temperature": 0, "temperature": 0.0}"#, "0.0"), (#"{"temp\u0065rature": 2}"#, "2"),
  ])
  func `only a missing temperature is 1.0`(request: String, expected: String) throws {
    #expect(try canonical(request, ["temperature"]) == #"{"temperature": \#(expected)}"#)
  }

  @Test(arguments: ["null", "1", "[]", #""model""#, "true"])
  func `what is no object has no key`(request: String) throws {
    let request = try json(request)
    #expect(throws: RequestKey.Failure.requestIsNoObject) {
      try RequestKey(of: request, endpoint: .messages)
    }
  }

  @Test(arguments: ["$method", "$path"])
  func `method and path need an endpoint`(field: String) throws {
    let request = try json("{}")
    #expect(throws: RequestKey.Failure.endpointUnknown) {
      try RequestKey(of: request, matchFields: [field], endpoint: nil)
    }
  }

  @Test func `the body needs none`() throws {
    #expect(try canonical(#"{"b": 1}"#, ["$body"], nil) == #"{"$body": {"b": 1}}"#)
  }

  @Test func `the hash is 64 digits in lower case`() throws {
    let key = try RequestKey(
      of: try json(#"{"model":"m","messages":[{"role":"user","content":"hi"}],"temperature":0}"#),
      endpoint: .messages)
    #expect(key.hex == "0b98d46f823767da66c06ddc910d2776c6f77a60c78ffdf0b925cea01d7cd9c1")
  }
}
