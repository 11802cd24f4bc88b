import LLMWire
import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Looking for what may go` {
  private static let now = Timestamp(seconds: 1_795_262_400)

  /// `position rule` of every reason found in `a.json`; `-` for the whole file.
  private func found(
    _ interactions: [String], _ rules: Set<PruneRule>, settings: String = "{}",
    file: String = "a.json", oldAfter: Int? = nil, usage: [UsageRecord]? = nil,
    sources: [String: String]? = nil
  ) throws -> [String] {
    try withTemporaryFolder { folder in
      let path = try folder.write(
        fixtureText(interactions.joined(separator: ",")), to: "library/" + file)
      try folder.write(settings, to: "library/llm-mock.json")
      // Within a work tree settings are for folders below too.
      try folder.makeFolder("library/.git")
      var log: UsageLog?
      if let usage {
        try UsageWriter(folder("usage.jsonl")).append(usage)
        log = try UsageLog(at: folder("usage.jsonl"))
      }
      for (name, text) in sources ?? [:] { try folder.write(text, to: "tests/" + name) }
      if sources != nil { try folder.makeFolder("tests") }
      let references = try sources.map { _ in
        try ReferenceSearch(of: folder("tests"), for: [RealPath.of(path)])
      }
      let search = PruneSearch(
        rules, now: Self.now, oldAfter: oldAfter, usage: log, references: references)
      let library = try Library(of: path)
      #expect(library.problem == nil)
      return try search.candidates(in: path, try FileIndexer().index(path), library)
        .flatMap { candidate in
          candidate.reasons.map { reason in
            #expect(!reason.evidence.isEmpty)
            return (candidate.position.map { "\($0 + 1)" } ?? "-") + " " + reason.rule.rawValue
          }
        }
    }
  }

  private func sound(
    _ prompt: String, model: String = "m", at recorded: String = "2026-11-01", more: String = ""
  ) throws -> String {
    let request = askText(prompt, model: model)
    let key = try RequestKey(of: try json(request), endpoint: .messages)
    return interactionText(
      hash: key.hex, request: request, recordedAt: recorded + "T00:00:00+00:00", more: more)
  }

  private func hash(_ prompt: String) throws -> String {
    try RequestKey(of: try json(askText(prompt, model: "m")), endpoint: .messages).hex
  }

  @Test func `by the rules that are asked for, and by no others`() throws {
    let interactions = [
      try sound("a"), try sound("a"), try sound("b", at: "2025-01-01"),
      try sound("c", model: "claude-2.1"),
      interactionText(hash: "x", request: askText("edited"), recordedAt: "2026-11-01T00:00:00"),
      "1",
    ]
    let all = ["2 duplicate", "3 old", "4 retired", "5 mismatch"]
    #expect(try found(interactions, [.old, .duplicate, .retired, .mismatch]) == all)
    for rule in [PruneRule.old, .duplicate, .retired, .mismatch] {
      #expect(try found(interactions, [rule]) == all.filter { $0.hasSuffix(rule.rawValue) })
    }
    #expect(try found(interactions, [.unused, .orphan]) == [], "without evidence nothing is")
  }

  @Test func `old is what the settings say, or the caller`() throws {
    let interactions = try [
      sound("a", at: "2026-11-20"), sound("b", at: "2026-10-01"), sound("c", at: "2020-01-01"),
      sound("d", at: "not a date"),
    ]
    #expect(try found(interactions, [.old]) == ["3 old"])
    let settings = #"{"old_after_days": 30}"#
    #expect(try found(interactions, [.old], settings: settings) == ["2 old", "3 old"])
    #expect(
      try found(interactions, [.old], settings: settings, oldAfter: 400 * 86_400) == ["3 old"])
  }

  @Test func `of two that answer the same, one stays where the other goes`() throws {
    let interactions = try [sound("a", at: "2020-01-01"), sound("a"), sound("a")]
    #expect(try found(interactions, [.old, .duplicate]) == ["1 old"])
    #expect(try found(interactions, [.duplicate]) == ["2 duplicate", "3 duplicate"])
  }

  @Test func `a hash that is right over other match fields is no mismatch to prune`() throws {
    let request = askText("a", model: "m")
    let key = try RequestKey(of: try json(request), matchFields: ["messages"], endpoint: .messages)
    #expect(try found([interactionText(hash: key.hex, request: request)], [.mismatch]) == [])
  }

  @Test func `a link is protected and used by either of its names`() throws {
    try withTemporaryFolder { folder in
      let text = fixtureText(try sound("a", at: "2020-01-01"))
      try folder.write(text, to: "library/real/a.json")
      try folder.link("library/link.json", to: "real/a.json")
      for name in ["link", "real/a"] {
        try folder.write(#"{"protect": ["\#(name)"]}"#, to: "library/llm-mock.json")
        let path = folder("library/link.json")
        let search = PruneSearch([.old], now: Self.now)
        let library = try Library(of: path)
        let candidates = try search.candidates(in: path, try FileIndexer().index(path), library)
        #expect(candidates.isEmpty, "\(name)")
      }
    }
  }

  @Test func `a model is retired once its day has come, and never where it is not listed`() throws {
    let models = ["claude-2.1", "claude-2.1-of-mine", "claude-opus-4-5-20251101", "ours", "later"]
    let interactions = try models.map { try sound("a", model: $0) }
    let settings = #"{"retired_models": {"ours": "2026-01-01", "later": "2027-01-01"}}"#
    #expect(
      try found(interactions, [.retired], settings: settings) == ["1 retired", "4 retired"])
    #expect(RetiredModels.known["gpt-4-32k"]?.dayText == "2025-06-06")
    #expect(RetiredModels.known["gpt-4o"] == nil)
  }

  @Test func `unused is what complete runs passed by`() throws {
    func time(_ minute: Int) -> Timestamp { Timestamp(seconds: Self.now.seconds + minute * 60) }
    let usage = try [
      UsageRecord(run: "1", time: time(0), .start(command: ["pytest"])),
      UsageRecord(run: "1", time: time(1), .hit(file: "a.json", hash: hash("a"), test: nil)),
      UsageRecord(run: "1", time: time(2), .end(status: 0, isFull: true)),
    ]
    let interactions = try [sound("a"), sound("b"), sound("c", at: "2027-01-01")]
    #expect(try found(interactions, [.unused], usage: usage) == ["2 unused"])
    #expect(try found(interactions, [.unused], usage: Array(usage.dropLast())) == [])
  }

  @Test func `what is protected stays`() throws {
    let interactions = try [sound("a", at: "2020-01-01"), sound("b", at: "2020-01-01")]
    func protected(_ entries: String...) throws -> [String] {
      let list = JSONLiteral.array(entries.map(JSONLiteral.string)).text
      return try found(
        interactions, [.old, .orphan],
        settings: #"{"protect": \#(String(decoding: list, as: UTF8.self))}"#)
    }
    #expect(try protected() == ["1 old", "2 old"])
    #expect(try protected("a.json") == [] && protected("*") == [])
    #expect(try protected("b.json", "c/*") == ["1 old", "2 old"])
    #expect(try protected("a.json#" + hash("a").prefix(8)) == ["2 old"])
    #expect(try protected("#" + hash("b")) == ["1 old"])
    #expect(try protected("./a", "nowhere/") == [])
    for folder in ["deep", "deep/", "deep/*"] {
      let settings = #"{"protect": ["\#(folder)"]}"#
      let left = try found(interactions, [.old], settings: settings, file: "deep/er/a.json")
      #expect(left == [], "\(folder)")
    }
    #expect(try protected("a#" + hash("a").uppercased()) == ["2 old"])
  }

  @Test(
    arguments: [
      (#"x = "a""#, true), (#"x = "a.json""#, true), ("x = 'fixtures/a'", true),
      (#"x = `../library/a.json`"#, true), (#"x = "C:\\a.json""#, true), ("x = f'{dir}/a'", true),
      (#"say("it's \"a\"")"#, true), ("x = a", false), (#"x = "ab""#, false),
      (#"x = "a/b""#, false), (#"x = "a.jsonl""#, false), ("x = \"\na\n\"", false), ("", false),
    ])
  func `a file is an orphan when no string names it`(source: String, isNamed: Bool) throws {
    let interactions = [try sound("a")]
    #expect(
      try found(interactions, [.orphan], sources: ["deep/test_x.py": source])
        == (isNamed ? [] : ["- orphan"]))
  }

  @Test func `where nothing could be searched nothing is an orphan`() throws {
    let interactions = [try sound("a")]
    #expect(try found(interactions, [.orphan], sources: [:]) == [])
    for hidden in [".hidden/x.py", "node_modules/x.js"] {
      #expect(try found(interactions, [.orphan], sources: [hidden: "'b'"]) == [], "\(hidden)")
    }
    let settings = "{\"protect\": [\"#" + (try hash("a")) + "\"]}"
    let sources = ["x.py": "'b'"]
    #expect(try found(interactions, [.orphan], sources: sources) == ["- orphan"])
    #expect(try found(interactions, [.orphan], settings: settings, sources: sources) == [])
  }

  @Test func `a file that is emptied goes, unless it is kept`() throws {
    try withTemporaryFolder { folder in
      let text = fixtureText(try sound("a"), try sound("b"))
      let path = try folder.write(text, to: "a.json")
      let index = try FileIndexer().index(path)
      func plan(_ positions: [Int]?, keepsEmpty: Bool = false) -> FileDeletion {
        FileDeletion(path, index, positions: positions, keepsEmpty: keepsEmpty)
      }
      let one = plan([0])
      #expect(one.removed == 1 && one.remaining == 1 && !one.deletesFile)
      #expect(one.reclaimed == index[0].size)
      guard case .edit(let splices) = try one.fileChange().kind else {
        Issue.record("no edit")
        return
      }
      let after = splices.applied(to: Array(text.utf8))
      #expect(String(decoding: after, as: UTF8.self) == fixtureText(try sound("b")))
      for plan in [plan([0, 1]), plan(nil)] {
        #expect(plan.deletesFile && plan.removed == 2 && plan.reclaimed == index.stamp.size)
        #expect(try plan.fileChange().isDeletion)
      }
      #expect(!plan([0, 1], keepsEmpty: true).deletesFile)
      try folder.write(text + " ", to: "a.json")
      #expect(throws: FixtureError.outdated(path: path)) { try plan(nil).fileChange() }
    }
  }
}
