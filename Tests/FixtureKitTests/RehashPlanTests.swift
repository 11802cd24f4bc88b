import LLMWire
import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Planning new hashes` {
  private func plan(
    _ interactions: String..., matchFields: [String]? = nil, rules: MatchRules = MatchRules(),
    _ check: (RehashPlan, (RehashPlan.Collisions) throws -> FileIndex?) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let text = fixtureText(interactions.joined(separator: ","))
      let path = try folder.write(text, to: "a.json")
      let plan = try RehashPlan(
        path, try FileIndexer().index(path), rules, matchFields: matchFields)
      try check(plan) { collisions in
        guard case .edit(let splices)? = try plan.fileChange(collisions)?.1.kind else { return nil }
        let after = try folder.write(splices.applied(to: Array(text.utf8)), to: "b.json")
        // Whatever was written matches its own request when it is read again.
        let index = try FileIndexer().index(after)
        for position in 0..<index.count where collisions != .refuse {
          let interaction = try FixtureReader.interaction(position, of: index, at: after)
          #expect(interaction.keyState(rules) == .matches)
        }
        return index
      }
    }
  }

  private func key(_ prompt: String, _ fields: [String]? = nil) throws -> String {
    try RequestKey(of: try json(askText(prompt)), matchFields: fields, endpoint: .messages).hex
  }

  private func ask(_ prompt: String, hash: String, more: String = "") -> String {
    interactionText(hash: hash, request: askText(prompt), more: more)
  }

  @Test func `what is right stays`() throws {
    try plan(ask("a", hash: try key("a"))) { plan, after in
      #expect(plan.entries.isEmpty && plan.skipped.isEmpty)
      let after = try after(.refuse)
      #expect(after == nil)
    }
  }

  @Test func `what is wrong gets the hash of its request, and the reason is told`() throws {
    let other = try key("b", ["messages"])
    try plan(ask("a", hash: "old"), ask("b", hash: other)) { plan, after in
      #expect(plan.entries.map(\.old) == ["old", other])
      #expect(try plan.entries.map(\.new) == [key("a"), key("b")])
      #expect(
        plan.entries.map(\.reason) == [
          "the request has changed since", "it was made over messages",
        ])
      let index = try #require(try after(.keepAll))
      #expect(try (0..<2).map { index[$0].hash } == [key("a"), key("b")])
    }
  }

  @Test func `with other match fields the interactions say so`() throws {
    let fields = ["model", "messages", "system"]
    try plan(ask("a", hash: try key("a")), matchFields: fields) { plan, after in
      #expect(try plan.entries.map(\.new) == [key("a", fields)])
      _ = try after(.keepAll)
    }
    // With the endpoint's own they say nothing, and what they said goes.
    let own = ["temperature", "messages", "model"]
    try plan(
      ask("a", hash: try key("a", ["model"]), more: #", "match_on": ["model"]"#), matchFields: own
    ) { plan, after in
      #expect(try plan.entries.map(\.new) == [key("a")])
      _ = try after(.keepAll)
    }
    // Where the library says it for all files, nothing is said in them.
    let rules = MatchRules(fields)
    try plan(ask("a", hash: try key("a", fields)), matchFields: fields, rules: rules) { plan, _ in
      #expect(plan.entries.isEmpty)
    }
  }

  @Test(arguments: RehashPlan.Collisions.allCases)
  func `interactions that would share a hash`(collisions: RehashPlan.Collisions) throws {
    try plan(
      ask("a", hash: try key("a")), ask("b", hash: "old"), ask("a", hash: "older")
    ) { plan, after in
      #expect(plan.entries.map(\.collisions) == [[], [0]])
      let index = try #require(try after(collisions))
      let hashes = (0..<index.count).map { index[$0].hash }
      let (a, b) = (try key("a"), try key("b"))
      switch collisions {
      case .refuse: #expect(hashes == [a, b, "older"])
      case .keepFirst: #expect(hashes == [a, b])
      case .keepLast: #expect(hashes == [b, a])
      case .keepAll: #expect(hashes == [a, b, a])
      }
    }
  }

  @Test func `one that stays keeps others from its hash`() throws {
    // The first has the second's hash and would take the third's; the fourth is free.
    try plan(
      ask("b", hash: try key("a")), ask("a", hash: "old"), ask("b", hash: try key("b")),
      ask("c", hash: "older")
    ) { plan, after in
      #expect(plan.entries.filter { $0.collisions.isEmpty }.map(\.position) == [3])
      let index = try #require(try after(.refuse))
      let hashes = (0..<4).map { index[$0].hash }
      #expect(try hashes == [key("a"), "old", key("b"), key("c")])
    }
  }

  @Test func `those that shared a hash before are left alone`() throws {
    let right = try key("a")
    try plan(
      ask("a", hash: right), ask("a", hash: right), ask("a", hash: "old")
    ) { plan, after in
      let first = try #require(try after(.keepFirst))
      #expect((0..<first.count).map { first[$0].hash } == [right, right])
      #expect(try plan.fileChange(.keepFirst)?.changed == 0)
    }
  }

  @Test func `a plain and a streamed answer may share one`() throws {
    try plan(
      ask("a", hash: try key("a")), ask("a", hash: "old", more: #", "streaming": true"#)
    ) { plan, _ in
      #expect(plan.entries.map(\.collisions) == [[]])
    }
  }

  @Test func `of each kind of answer one is kept, however many share a hash`() throws {
    let streamed = #", "streaming": true, "stream_events": [{"data": {"type": "ping"}}]"#
    try plan(
      ask("a", hash: "1"), ask("a", hash: "2", more: streamed), ask("a", hash: "3"),
      ask("a", hash: "4", more: streamed), ask("a", hash: "5"), ask("a", hash: "6"),
      ask("a", hash: "7"), ask("a", hash: try key("a")), ask("b", hash: try key("b"))
    ) { plan, after in
      for collisions in [RehashPlan.Collisions.keepFirst, .keepLast] {
        let index = try #require(try after(collisions))
        let hashes = (0..<index.count).map { index[$0].hash }
        #expect(try hashes == [key("a"), key("a"), key("b")])
        #expect(Set((0..<2).map { index[$0].isStreamed }) == [true, false])
      }
    }
  }

  @Test func `what cannot be replayed is in nobody's way`() throws {
    try plan(
      ask("a", hash: "old", more: #", "streaming": true, "stream_events": []"#),
      ask("a", hash: "older", more: #", "streaming": true, "stream_events": [{"data": {}}]"#)
    ) { plan, after in
      #expect(plan.entries.map(\.collisions) == [[], []])
      let index = try #require(try after(.keepFirst))
      #expect(index.count == 2)
    }
  }

  @Test func `a long chain of those that stay takes no longer for being long`() throws {
    // Each has the hash that the one before it would get, and the last cannot have its own.
    let count = 3_000
    var interactions = try (0..<count).map { number in
      ask("\(number)", hash: number == 0 ? "first" : try key("\(number - 1)"))
    }
    interactions.append(ask("\(count - 1)", hash: try key("\(count - 1)")))
    try withTemporaryFolder { folder in
      let path = try folder.write(fixtureText(interactions.joined(separator: ",")), to: "a.json")
      let plan = try RehashPlan(path, try FileIndexer().index(path), MatchRules())
      #expect(plan.entries.count == count && plan.entries.allSatisfy { $0.collisionCount == 1 })
    }
  }

  @Test func `what cannot be told is left alone and said`() throws {
    let response = #"{"object": "response"}"#
    let text = interactionText(request: #"{"model": "m", "input": "x"}"#, response: response)
    try plan(text) { plan, after in
      #expect(plan.entries.isEmpty && plan.skipped.map(\.position) == [0])
      let after = try after(.keepAll)
      #expect(after == nil)
    }
    try plan(text, matchFields: ["model", "input"]) { plan, after in
      #expect(plan.entries.count == 1)
      _ = try after(.keepAll)
    }
  }
}
