import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `A usage log` {
  private func time(_ minute: Int) -> Timestamp { Timestamp(seconds: 1_764_000_000 + minute * 60) }

  /// A run with its hits, at a minute of the day.
  private func run(
    _ name: String, at minute: Int, command: [String] = ["pytest"], hits: [String],
    status: Int? = 0, isFull: Bool = true
  ) -> [UsageRecord] {
    var records = [UsageRecord(run: name, time: time(minute), .start(command: command))]
    records += hits.map {
      UsageRecord(
        run: name, time: time(minute + 1), .hit(file: "a.json", hash: $0, test: "t-\($0)"))
    }
    if let status {
      records.append(
        UsageRecord(run: name, time: time(minute + 2), .end(status: status, isFull: isFull)))
    }
    return records
  }

  private func log(_ runs: [UsageRecord]..., check: (UsageLog) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let writer = UsageWriter(folder("library/.llm-mock/usage.jsonl"))
      for run in runs { try writer.append(run) }
      try check(try #require(try UsageLog(at: writer.path)))
    }
  }

  private func unused(_ log: UsageLog, _ hashes: String...) -> [String] {
    hashes.filter { log.isUnused($0, in: "a.json", recordedAt: nil) }
  }

  @Test func `says when and in which tests a recording was used`() throws {
    try log(
      run("1", at: 0, hits: ["a", "a", "b"]), run("2", at: 10, hits: ["b"], isFull: false)
    ) { log in
      #expect(log.use(of: "a", in: "a.json")?.last == time(1))
      #expect(log.use(of: "b", in: "a.json")?.last == time(11))
      #expect(log.use(of: "b", in: "a.json")?.tests == ["t-b"])
      #expect(log.use(of: "c", in: "a.json") == nil && log.use(of: "a", in: "b.json") == nil)
      #expect(log.runs.map(\.hits) == [3, 1])
    }
  }

  @Test func `what the latest complete run passed by is unused`() throws {
    try log(run("1", at: 0, hits: ["a", "b"]), run("2", at: 10, hits: ["a"])) { log in
      #expect(unused(log, "a", "b", "c") == ["b", "c"])
      #expect(log.completeRuns.map(\.name) == ["2"])
    }
  }

  @Test(arguments: [(Int?(1), true), (nil, true), (0, false)])
  func `a run of some tests, or one that failed, is no evidence`(
    status: Int?, isFull: Bool
  ) throws {
    try log(run("1", at: 0, hits: ["a"], status: status, isFull: isFull)) { log in
      #expect(unused(log, "a", "b") == [] && log.completeRuns.isEmpty)
    }
    // Beside one that is, its hits count.
    try log(
      run("1", at: 0, hits: ["a"]), run("2", at: 10, hits: ["b"], status: status, isFull: isFull)
    ) { log in
      #expect(unused(log, "a", "b", "c") == ["c"])
    }
  }

  @Test func `each command has its say`() throws {
    try log(
      run("1", at: 0, command: ["npm", "test"], hits: ["a"]), run("2", at: 10, hits: ["b"]),
      run("3", at: 20, hits: ["c"])
    ) { log in
      #expect(unused(log, "a", "b", "c") == ["b"])
    }
  }

  @Test func `what was recorded since is not known to be unused`() throws {
    try log(run("1", at: 10, hits: ["z"])) { log in
      #expect(log.isUnused("a", in: "a.json", recordedAt: time(9)))
      #expect(!log.isUnused("a", in: "a.json", recordedAt: time(10)))
    }
  }

  @Test func `lines that are none are passed over and counted`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(
        """
        {"event": "start", "run": "1", "time": "2026-11-20T09:14:00+00:00", "command": ["x"], "more": 1}
        [1]

        not json
        {"event": "hit", "run": "1", "time": "2026-11-20T09:14:01Z", "file": "a.json"}
        {"event": "dance", "run": "1", "time": "2026-11-20T09:14:01Z"}
        {"event": "hit", "run": "1", "time": "2026-11-20 09:14:01", "file": "a.json", "hash": "a"}
        {"event": "end", "run": "1", "time": "2026-11-20T09:15:00Z", "status": 0, "fu
        """, to: "usage.jsonl")
      let log = try #require(try UsageLog(at: path))
      #expect(log.unreadableLines == 5)
      #expect(log.runs.map(\.command) == [["x"]] && log.use(of: "a", in: "a.json") != nil)
      // The next to write begins a line of its own.
      try UsageWriter(path).append([
        UsageRecord(run: "1", time: time(0), .end(status: 0, isFull: true))
      ])
      #expect(try UsageLog(at: path)?.unreadableLines == 5)
    }
  }

  @Test func `a run that the log may not have all of is no evidence`() throws {
    func complete(_ text: String) throws -> Int? {
      try withTemporaryFolder { folder in
        let path = try folder.write(text, to: "usage.jsonl")
        return try UsageLog(at: path)?.completeRuns.count
      }
    }
    let start = #"{"event": "start", "run": "1", "time": "2026-11-20T09:14:00Z", "command": ["x"]}"#
    let hit =
      #"{"event": "hit", "run": "1", "time": "2026-11-20T09:14:00Z", "file": "./a", "hash": "h"}"#
    let end =
      #"{"event": "end", "run": "1", "time": "2026-11-20T09:15:00Z", "status": 0, "full": true}"#
    func log(_ lines: String...) -> String { lines.joined(separator: "\n") + "\n" }
    #expect(try complete(log(start, hit, end)) == 1)
    #expect(try complete(log(hit, end)) == 0, "its start is cut away")
    #expect(try complete(log(start, end)) == 0, "it used nothing")
    #expect(try complete(log(start, String(hit.dropLast(3)), hit, end)) == 0)
    #expect(try complete(log("garbage", start, hit, end)) == 1)
    // Two runs of one name are two.
    #expect(try complete(log(start, hit, end, start, hit)) == 1)
    try withTemporaryFolder { folder in
      let path = try folder.write(log(start, hit, end), to: "usage.jsonl")
      #expect(try UsageLog(at: path)?.use(of: "H", in: "a.json") != nil)
    }
  }

  @Test func `what is written is read again`() throws {
    let events: [UsageRecord.Event] = [
      .start(command: ["swift", "test", "--filter", "\u{1F600}\n\""]),
      .hit(file: "dé/a.json", hash: "h", test: nil), .hit(file: "a", hash: "h", test: "t [1]"),
      .miss(hash: "h", endpoint: nil, test: nil), .miss(hash: "h", endpoint: "POST /x", test: "t"),
      .end(status: -3, isFull: true), .end(status: 255, isFull: false),
    ]
    for event in events {
      let record = UsageRecord(run: "r", time: time(3), event)
      #expect(record.line.count { $0 == 0x0a } == 1)
      #expect(UsageRecord(try json(String(decoding: record.line, as: UTF8.self))) == record)
    }
  }

  @Test func `its folder is none of git's business`() throws {
    try withTemporaryFolder { folder in
      let path = folder("new/.llm-mock/usage.jsonl")
      try UsageWriter(path).append(run("1", at: 0, hits: []))
      #expect(try folder.bytes(of: "new/.llm-mock/.gitignore") == Array("*\n".utf8))
    }
  }

  @Test func `there is none where there is no file`() throws {
    #expect(try UsageLog(at: "/nowhere/usage.jsonl") == nil)
  }

  @Test func `many writers at once lose no line and mix none`() async throws {
    let folder = try TemporaryFolder()
    let path = folder("usage.jsonl")
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          for line in 0..<50 {
            let hash = String(repeating: "\(number)", count: 64)
            do {
              try UsageWriter(path).append([
                UsageRecord(
                  run: "\(number)", time: time(line), .hit(file: "a.json", hash: hash, test: nil))
              ])
            } catch { Issue.record("\(error)") }
          }
        }
      }
    }
    let log = try #require(try UsageLog(at: path))
    #expect(log.unreadableLines == 0 && log.runs.map(\.hits) == [Int](repeating: 50, count: 8))
  }
}
