import LLMWire
import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Checking a fixture file` {
  /// `line kind` of every finding.
  private func findings(
    _ text: String, rules: MatchRules = MatchRules(), settings: LibrarySettings = LibrarySettings()
  ) throws -> [VerificationFinding] {
    try withTemporaryFolder { folder in
      let path = try folder.write(text, to: "a.json")
      let state = LibraryIndexer.state(of: path, by: FileIndexer())
      return Verification.findings(of: path, state, rules, SecretScanner(settings))
    }
  }

  private func sketch(_ text: String) throws -> [String] {
    try findings(text).map { "\($0.line) \($0.kind.rawValue)" }
  }

  /// An interaction with the right hash, on a line of its own.
  private func sound(_ prompt: String, answer: String = "{}", more: String = "") throws -> String {
    let request = askText(prompt)
    let key = try RequestKey(of: try json(request), endpoint: .messages)
    return "\n" + interactionText(hash: key.hex, request: request, response: answer, more: more)
  }

  @Test func `nothing, where nothing is wrong`() throws {
    #expect(try sketch(fixtureText(try sound("hi"), try sound("ho"))) == [])
  }

  @Test func `the line and the kind of everything that is wrong`() throws {
    let text = fixtureText(
      try sound("one"), "\n" + interactionText(hash: "x", request: askText("edited")),
      try sound("two"), try sound("two"),
      try sound("three", answer: #"{"half": "\ud83d", "not": NaN}"#),
      "\n" + #"{"hash": 1}"#)
    #expect(
      try sketch(text) == [
        "3 mismatch", "5 duplicate", "6 lone-surrogate", "6 nan", "7 schema",
      ])
  }

  @Test(arguments: [
    ("", ["1 syntax"]), ("{\n\n]", ["3 syntax"]), ("{}", []), ("[1]", []),
    (
      "{\n<<<<<<< HEAD\n=======\n>>>>>>> x\n<<<<<<< y\n}",
      ["2 conflict-marker", "5 conflict-marker"]
    ),
    ("{\n=======\n>>>>>>> x\n}", ["2 conflict-marker", "3 conflict-marker"]),
    ("{\r\n=======\r\n}", ["2 conflict-marker"]),
    (#"{"provider": 1, "interactions": []}"#, ["1 schema"]),
    (#"{"provider": "x", "interactions": {}}"#, ["1 schema"]),
  ])
  func `files that cannot be read, and JSON that is no fixture`(
    text: String, expected: [String]
  ) throws {
    #expect(try sketch(text) == expected)
  }

  @Test func `what stands around the interactions is looked at too`() throws {
    let text = """
      {"provider": "openai", "half": "\\udc00",
      "interactions": [
      \(interactionText(hash: "a", request: askText("hi")))
      ], "not": NaN,
      "key": "sk-ant-api03-Zq8WvB2nXk5Lr9TyHc4M"}
      """
    #expect(
      try sketch(text) == ["1 lone-surrogate", "3 mismatch", "4 nan", "5 secret"])
  }

  @Test func `members of ours that do not count are told`() throws {
    let more =
      #", "match_on": "model", "endpoint": 5, "status": "x", "event_offsets_ms": [1, "2"]"#
    #expect(try findings(fixtureText(sound("hi", more: more))).map(\.kind).count == 4)
    let fine =
      #", "match_on": null, "status": 200, "event_offsets_ms": [1, 2.5], "response_headers": {}"#
    #expect(try sketch(fixtureText(sound("hi", more: fine))) == [])
    let unknown = #", "match_on": ["model", "$foo"]"#
    let sentences = try findings(fixtureText(sound("hi", more: unknown))).map(\.sentence)
    #expect(sentences.contains("match_on has '$foo', which is none of $method, $path and $body"))
  }

  @Test func `a member of the file that is there twice is told`() throws {
    let text =
      #"{"provider": "openai", "interactions": [],"# + "\n"
      + #""interactions": [\#(try sound("hi"))]}"#
    #expect(try sketch(text) == ["2 schema"])
    let doubled = fixtureText(try sound("hi", more: #", "response": {}"#))
    #expect(try sketch(doubled) == ["2 schema"])
  }

  @Test func `only a copy of an earlier answer can be removed without a loss`() throws {
    let text = fixtureText(
      try sound("a", answer: #"{"id": 1}"#), try sound("a", answer: #"{"id": 2}"#),
      try sound("a", answer: #"{"id":1}"#), try sound("a", more: #", "status": 529"#),
      try sound("a", more: #", "match_on": ["model"]"#))
    let found = try findings(text)
    #expect(found.map(\.kind) == [.duplicate, .duplicate, .mismatch])
    #expect(found.map(\.fix) == [nil, .removeDuplicate, nil])
  }

  @Test(arguments: [(197, ["2 mismatch"]), (198, ["2 mismatch", "2 schema"])])
  func `nesting that the Python package cannot read`(depth: Int, expected: [String]) throws {
    // In an interaction, in an array, in an object.
    let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let text = fixtureText("\n" + interactionText(hash: "a", more: #", "x": \#(deep)"#))
    #expect(try sketch(text) == expected)
  }

  @Test func `a secret that only a stream as a whole spells`() throws {
    let parts = ["sk-ant-", "api03-Zq8Wv", "B2nXk5Lr9TyHc4M"]
    let events = parts.map { part in
      #"{"data": {"type": "content_block_delta", "index": 0, "delta": "#
        + #"{"type": "text_delta", "text": "\#(part)"}}}"#
    }
    let start = #"{"data": {"type": "message_start", "message": {"content": []}}}"#
    let block =
      #"{"data": {"type": "content_block_start", "index": 0, "#
      + #""content_block": {"type": "text", "text": ""}}}"#
    let more =
      #", "streaming": true, "stream_events": ["#
      + ([start, block] + events).joined(separator: ",") + "]"
    let text = try fixtureText(sound("hi", more: more))
    let found = try findings(text)
    #expect(found.map(\.kind) == [.secret])
    #expect(found.first?.sentence.hasPrefix("over several stream events, anthropic key") == true)
  }

  @Test func `a text of markers within a string is no conflict`() throws {
    #expect(try sketch(fixtureText(try sound(#"<<<<<<< HEAD\n======="#))) == [])
  }

  @Test(arguments: [
    ["model", "messages"], ["model", "messages", "temperature", "system"],
    ["model", "messages", "max_tokens"], ["messages"],
    ["model", "messages", "temperature", "tools", "system"],
  ])
  func `the match fields that a hash was made over`(fields: [String]) throws {
    let request =
      #"{"model": "m", "messages": [{"role": "user", "content": "hi"}], "system": "s", "#
      + #""tools": [{"name": "t"}], "max_tokens": 5, "temperature": 0.5}"#
    let key = try RequestKey(of: try json(request), matchFields: fields, endpoint: .messages)
    let text = fixtureText(interactionText(hash: key.hex, request: request))
    let found = try findings(text)
    #expect(found.map(\.kind) == [.mismatch])
    guard case .recordMatchFields(let told)? = found.first?.fix else {
      Issue.record("the fields are not told")
      return
    }
    #expect(Set(told) == Set(fields))
    #expect(try findings(text, rules: MatchRules(fields)).isEmpty)
  }

  @Test func `a hash that cannot be checked is no failure`() throws {
    let found = try findings(
      fixtureText(
        interactionText(
          request: #"{"model": "m", "input": "x"}"#, response: #"{"object": "response"}"#),
        provider: "openai"))
    #expect(found.map(\.kind) == [.unverifiable] && !found[0].kind.isFailure)
  }

  @Test func `what is recorded several times on purpose is no duplicate`() throws {
    let settings = try LibrarySettings(Array(#"{"repeats": "sequence"}"#.utf8), path: "s")
    let text = fixtureText(try sound("two"), try sound("two"))
    #expect(try findings(text, rules: settings.matchRules(for: "a.json")).isEmpty)
  }

  @Test func `one that cannot be replayed makes no duplicate of a sound one`() throws {
    let text = fixtureText(
      try sound("x", more: #", "streaming": true, "stream_events": []"#),
      try sound(
        "x", more: #", "streaming": true, "stream_events": [{"data": {"type": "message_start"}}]"#))
    #expect(try findings(text).allSatisfy { $0.kind != .duplicate })
  }

  @Test(.timeLimit(.minutes(1)))
  func `many that nearly are secrets cost no more than their length`() throws {
    let text = fixtureText(try sound(String(repeating: "eyJ.", count: 200_000)))
    #expect(try findings(text).isEmpty)
  }

  // MARK: - Fixing

  @Test func `fixing removes duplicates and notes match fields, and leaves the rest`() throws {
    try withTemporaryFolder { folder in
      let request = askText("who")
      let fields = ["model", "messages"]
      let key = try RequestKey(of: try json(request), matchFields: fields, endpoint: .messages)
      let interactions = [
        try sound("one"), try sound("one"), "\n" + interactionText(hash: key.hex, request: request),
        "\n" + interactionText(hash: "edited", request: askText("x")),
      ]
      let path = try folder.write(fixtureText(interactions.joined(separator: ",")), to: "a.json")
      let index = try FileIndexer().index(path)
      let found = Verification.findings(of: path, .indexed(index), MatchRules(), SecretScanner())
      let change = try #require(try Verification.fix(found, in: path, index))
      guard case .edit(let splices) = change.kind else { return }
      try folder.write(splices.applied(to: try bytes(ofFile: path)), to: "b.json")
      let after = LibraryIndexer.state(of: folder("b.json"), by: FileIndexer())
      #expect(after.index?.count == 3)
      let rest = Verification.findings(of: folder("b.json"), after, MatchRules(), SecretScanner())
      #expect(rest.map(\.kind) == [.mismatch] && rest[0].position == 2)
    }
  }

  // MARK: - Secrets

  @Test(arguments: [
    ("sk-ant-api03-Zk3jT9qLmX8rVb2nCw5yHd7s", "anthropic key"),
    ("sk-proj-aB3dE6gH9jK2mN5pQ8sT1vW4xY7z", "openai key"),
    ("AIzaSyD4iE2xVSpkLLOXoyqT-RuPwywN3ScSAs5", "google key"),
    ("AKIAIOSFODNN7QWERTYU", "aws key"),
    ("ghp_aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0bC3dE6", "github token"),
    ("Bearer aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0bC3dE6", "bearer token"),
    ("bearer aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0bC3dE6", "bearer token"),
    ("ghs_aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0bC3dE6", "github token"),
    ("glpat-aB3dE6gH9jK2mN5pQ8sT", "gitlab token"),
    ("npm_aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0bC3dE6", "npm token"),
    ("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", "hugging face token"),
    (
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiIsIm5hbWUiOiJKb2huIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1rwW1g",
      "json web token"
    ),
    ("-----BEGIN RSA PRIVATE KEY-----", "private key"),
  ])
  func `secrets that look live`(secret: String, kind: String) throws {
    for before in ["my key is ", #"my key:\n"#, #"\t"#, #"\""#, #"\u201c"#, ""] {
      let found = try findings(fixtureText(try sound("\(before)\(secret), keep it")))
      #expect(found.map(\.kind) == [.secret], "\(before)")
    }
    let found = try findings(fixtureText(try sound("my key is \(secret), keep it")))
    #expect(found.first?.sentence.contains(kind) == true)
    #expect(found.first?.sentence.contains(secret.dropFirst(16)) != true, "not all of it is shown")
  }

  @Test(arguments: [
    "sk-ant-xxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sk-your-key-goes-here-and-is-long-enough",
    "sk-1234567890abcdefghijklmnopqrstuv", "ask-me-anything-about-this-and-that-topic",
    "sk-ant-short", "AKIAIOSFODNN7EXAMPLE", "Bearer <token>",
    "task-aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0b", "sk-3f2b8c1e-7a4d-4f6b-9c2e-8d5a0b7c6e4f",
    "eyJjdXJzb3IiOiIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsInBhZ2UiOjQsInNpemUiOjUwLCJxIjoiYSJ9",
    "x/AKIAIOSFODNN7QWERTYU/x",
  ])
  func `and texts that do not`(text: String) throws {
    #expect(try findings(fixtureText(try sound(text))).isEmpty)
  }

  @Test func `what the settings call a secret, and what they do not`() throws {
    let settings = try LibrarySettings(
      Array(#"{"redact": {"patterns": ["ACME-\\d{4}"], "allow": ["aws key"]}}"#.utf8), path: "s")
    let text = fixtureText(try sound("ACME-1234"), try sound("AKIAIOSFODNN7QWERTYU"))
    let found = try findings(text, settings: settings)
    #expect(found.map(\.kind) == [.secret] && found[0].position == 0)
  }
}
