import Foundation
import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Reading what an index has found` {
  private let two = fixtureText(interactionText(hash: "a"), interactionText(hash: "b"))

  @Test func `gives the interaction at a position`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(two, to: "a.json")
      let index = try FileIndexer().index(path)
      let second = try FixtureReader.interaction(1, of: index, at: path)
      #expect(second.hash == "b")
      #expect(second.fileProvider == "anthropic")
    }
  }

  @Test func `gives the bytes of a range`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(two, to: "a.json")
      let index = try FileIndexer().index(path)
      let bytes = try FixtureReader.bytes(1..<10, of: index, at: path)
      #expect(String(decoding: bytes, as: UTF8.self) == #""version""#)
      #expect(try FixtureReader.bytes(5..<5, of: index, at: path) == [])
    }
  }

  enum Change: String, CaseIterable, Sendable {
    case truncated, emptied, grown, rewrittenLonger, replacedByRename

    func make(to path: String, in folder: TemporaryFolder) throws {
      let text = try bytes(ofFile: path)
      switch self {
      case .truncated: truncate(path, text.count - 1)
      case .emptied: truncate(path, 0)
      case .grown, .rewrittenLonger:
        let rest: [UInt8] = self == .grown ? [0x0a] : Array("  \n".utf8)
        try folder.write(text + rest, to: "a.json")
      case .replacedByRename:
        // The same bytes, and the same time, in another file.
        let other = try folder.write(text, to: "b.json")
        try setModified(other, to: 1_000)
        rename(other, path)
      }
    }
  }

  @Test(arguments: Change.allCases)
  func `a file that is another one by now is said to have changed`(change: Change) throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(two, to: "a.json")
      try setModified(path, to: 1_000)
      let index = try FileIndexer().index(path)
      try change.make(to: path, in: folder)
      #expect(throws: FixtureError.changed(path: path)) {
        try FixtureReader.interaction(0, of: index, at: path)
      }
      #expect(throws: FixtureError.changed(path: path)) {
        try FileChecker.findings(of: index, at: path)
      }
    }
  }

  @Test(arguments: [(1_000, 1), (1_001, 0), (999, 0)])
  func `a file written anew with the same length has changed`(
    seconds: Int, nanoseconds: Int
  ) throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(two, to: "a.json")
      try setModified(path, to: 1_000)
      let index = try FileIndexer().index(path)
      try folder.write(two.replacing("\"a\"", with: "\"c\""), to: "a.json")
      try setModified(path, to: seconds, nanoseconds)
      #expect(throws: FixtureError.changed(path: path)) {
        try FixtureReader.interaction(0, of: index, at: path)
      }
    }
  }

  @Test func `a file that is gone is not found`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(two, to: "a.json")
      let index = try FileIndexer().index(path)
      unlink(path)
      #expect(throws: FixtureError.notFound(path: path)) {
        try FixtureReader.interaction(0, of: index, at: path)
      }
    }
  }

  @Test(arguments: [(0, ""), (4, "{\"ve"), (10_000, nil)] as [(Int, String?)])
  func `the first bytes of any file`(limit: Int, start: String?) throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(two, to: "a.json")
      let (bytes, size) = try FixtureReader.rawBytes(of: path, limit: limit)
      #expect(String(decoding: bytes, as: UTF8.self) == start ?? two)
      #expect(size == two.utf8.count)
    }
  }
}

private func setModified(_ path: String, to seconds: Int, _ nanoseconds: Int = 0) throws {
  let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
  try #require(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
}

@Suite struct `Errors of fixture files` {
  @Test(
    arguments: [
      (.notFound(path: "a.json"), "fixture file not found: a.json", "no such file"),
      (
        .ambiguousPath(folder: "a", file: "a.json"),
        "'a' is ambiguous: write 'a/' for the folder or 'a.json' for the file",
        "both a/ and a.json exist"
      ),
      (
        .unreadable(path: "a.json", reason: "permission denied"),
        "cannot read a.json: permission denied", "permission denied"
      ),
      (
        .syntax(path: "a.json", .init(offset: 9, line: 2, column: 3, problem: .textAfterValue)),
        "cannot parse fixture a.json:2:3: text after the end of the JSON value",
        "text after the end of the JSON value (line 2, column 3, byte 9)"
      ),
      (
        .notAFixture(path: "a.json", reason: "its top level is null"),
        "a.json is not a fixture file: its top level is null", "its top level is null"
      ),
      (
        .changed(path: "a.json"), "a.json changed on disk while it was read: try again",
        "changed on disk while it was read"
      ),
      (.notFound(path: "a/"), "folder not found: a/", "no such file"),
      (.folder(path: "a"), "a is a folder: name a fixture file", "it is a folder"),
      (.emptyPath, "the path is empty: name a fixture file or a folder", "the path is empty"),
    ] as [(FixtureError, String, String)])
  func `say what failed, with the file's name and without`(
    error: FixtureError, description: String, reason: String
  ) {
    #expect(error.description == description)
    #expect(error.reason == reason)
  }
}

@Suite struct `A file's stamp` {
  @Test(arguments: [1 << 33, -1 << 40, 4_000_000_000_000])
  func `holds any date`(seconds: Int) throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(fixtureText(interactionText()), to: "a.json")
      setTime(seconds, of: path)
      #expect(try FileIndexer().index(path).stamp.modified.seconds != 0)
    }
  }

  @Test func `tells a rewrite whose date was set back`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(fixtureText(interactionText()), to: "a.json")
      setTime(1_000, of: path)
      let index = try FileIndexer().index(path)
      let file = open(path, O_WRONLY)
      pwrite(file, "\n", 1, 1)
      close(file)
      setTime(1_000, of: path)
      #expect(throws: FixtureError.changed(path: path)) {
        try FixtureReader.interaction(0, of: index, at: path)
      }
      #expect(throws: FixtureError.changed(path: path)) {
        try FileChecker.findings(of: index, at: path)
      }
    }
  }

  private func setTime(_ seconds: Int, of path: String) {
    var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
  }
}
