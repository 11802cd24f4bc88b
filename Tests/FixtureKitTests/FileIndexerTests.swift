import Foundation
import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Indexing real files` {
  @Test func `gives what one window gives`() throws {
    try withTemporaryFolder { folder in
      var maker = DocumentMaker(.indented, seed: 11)
      let text = maker.fixture()
      let path = try folder.write(text, to: "a.json")
      #expect(try FileIndexer().index(path).lines == indexed(text).lines)
    }
  }

  /// The indexer's window is 256 KiB at first.
  @Test(arguments: [-1, 0, 1])
  func `a file about as long as the window`(difference: Int) throws {
    try withTemporaryFolder { folder in
      let empty = fixtureText(interactionText(request: askText("")))
      let filler = 256 * 1024 + difference - empty.utf8.count
      let text = fixtureText(
        interactionText(request: askText(String(repeating: "x", count: filler))))
      #expect(text.utf8.count == 256 * 1024 + difference)
      let index = try FileIndexer().index(try folder.write(text, to: "a.json"))
      #expect(index.lines == (try indexed(text).lines))
    }
  }

  @Test func `files longer than the window, one after the other, by one indexer`() throws {
    try withTemporaryFolder { folder in
      let indexer = FileIndexer()
      for size in [10, 5_000_000, 100_000, 300_000, 10] {
        let prompt = String(repeating: "y", count: size)
        let text = fixtureText(
          interactionText(hash: "a", request: askText(prompt)), interactionText(hash: "b"))
        let index = try indexer.index(try folder.write(text, to: "\(size).json"))
        #expect((0..<index.count).map { index[$0].hash } == ["a", "b"])
        #expect(index[0].size > size)
      }
    }
  }

  @Test func `an indexer goes on after a broken file`() throws {
    try withTemporaryFolder { folder in
      let indexer = FileIndexer()
      let broken = try folder.write("{\"provider\": ", to: "broken.json")
      let sound = try folder.write(fixtureText(interactionText()), to: "sound.json")
      #expect(throws: FixtureError.self) { try indexer.index(broken) }
      #expect(try indexer.index(sound).count == 1)
    }
  }

  @Test func `a file cut at any byte is an error in the place where a full reading finds it`()
    throws
  {
    try withTemporaryFolder { folder in
      let text = Array(
        """
        {
          "version": "2.0", "provider": "anthropic",\r
        \t"interactions": [{"hash": "é", "request": {"messages": [{"role": "user",
          "content": "😀\\ud83d\\ude00"}], "temperature": -1.5e-3}, "response": {}, "streaming": true,
          "stream_events": [{"data": {"type": "ping"}}, {}]}, {"request": NaN}], "x": [[], {}]
        }
        """.utf8)
      let indexer = FileIndexer()
      #expect(try indexer.index(try folder.write(text, to: "a.json")).count == 2)
      for length in 0..<text.count {
        let path = try folder.write(Array(text[..<length]), to: "a.json")
        let expected = try #require(throws: JSONSyntaxError.self) {
          try JSONDocument(Array(text[..<length]))
        }
        let error = try #require(throws: FixtureError.self) { try indexer.index(path) }
        guard case .syntax(path, let found) = error else {
          Issue.record("cut at \(length): \(error)")
          continue
        }
        #expect(found.offset == expected.offset)
        #expect(found.line == expected.line)
        #expect(found.column == expected.column)
      }
    }
  }

  @Test func `an error far into the file is found where it is`() throws {
    try withTemporaryFolder { folder in
      let sound = (0..<4_000).map {
        #"    {"hash": "\#($0)", "x": "\#(String(repeating: "é", count: 100))"}"#
      }
      let text =
        "{\"interactions\": [\n" + sound.joined(separator: ",\n") + ",\n    {\"hash\": oops}]}"
      let path = try folder.write(text, to: "a.json")
      let error = #expect(throws: FixtureError.self) { try FileIndexer().index(path) }
      guard case .syntax(_, let found) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect((found.line, found.column) == (4_002, 14))
      #expect(found.offset == text.utf8.count - 7)
    }
  }

  @Test func `lines are counted through many windows`() throws {
    try withTemporaryFolder { folder in
      let lines = String(repeating: "\n  é", count: 200_000).replacing("é", with: " ")
      let path = try folder.write("{\(lines)x", to: "a.json")
      let error = #expect(throws: FixtureError.self) { try FileIndexer().index(path) }
      guard case .syntax(_, let found) = error else { return }
      #expect((found.line, found.column) == (200_001, 4))
    }
  }

  @Test func `its stamp tells the file and its size`() throws {
    try withTemporaryFolder { folder in
      let text = fixtureText()
      let path = try folder.write(text, to: "a.json")
      let stamp = try FileIndexer().index(path).stamp
      #expect(stamp.size == text.utf8.count)
      #expect(stamp == (try FileIndexer().index(path).stamp))
    }
  }
}

@Suite struct `Files that cannot be indexed` {
  private func error(indexing path: String) -> FixtureError? {
    #expect(throws: FixtureError.self) { try FileIndexer().index(path) }
  }

  @Test func `a missing one`() throws {
    try withTemporaryFolder { folder in
      #expect(error(indexing: folder("no.json")) == .notFound(path: folder("no.json")))
    }
  }

  @Test func `a folder`() throws {
    try withTemporaryFolder { folder in
      #expect(
        error(indexing: folder.path) == .unreadable(path: folder.path, reason: "it is a folder"))
    }
  }

  @Test func `one below a file`() throws {
    try withTemporaryFolder { folder in
      try folder.write("{}", to: "a.json")
      let path = folder("a.json/b.json")
      #expect(
        error(indexing: path)
          == .unreadable(path: path, reason: "a part of the path is not a folder"))
    }
  }

  @Test func `a link to itself`() throws {
    try withTemporaryFolder { folder in
      try folder.link("loop.json", to: "loop.json")
      let path = folder("loop.json")
      #expect(error(indexing: path) == .unreadable(path: path, reason: "too many symbolic links"))
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `one without permission`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write("{}", to: "a.json")
      chmod(path, 0)
      #expect(error(indexing: path) == .unreadable(path: path, reason: "permission denied"))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a pipe, without waiting for somebody to write into it`() throws {
    try withTemporaryFolder { folder in
      let path = folder("pipe.json")
      try #require(mkfifo(path, 0o600) == 0)
      #expect(error(indexing: path) == .unreadable(path: path, reason: "it is not a regular file"))
    }
  }

  @Test(arguments: ["/dev/null", "/dev/zero"])
  func `a device`(path: String) {
    #expect(error(indexing: path) == .unreadable(path: path, reason: "it is not a regular file"))
  }

  @Test func `refused ones are closed again`() async {
    await #expect(processExitsWith: .success) {
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      limit.rlim_cur = 64
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      let indexer = FileIndexer()
      for _ in 0..<200 {
        do throws(FixtureError) { _ = try indexer.index("/") } catch {
          precondition(error == .unreadable(path: "/", reason: "it is a folder"))
        }
      }
    }
  }

  /// Whatever the moment, the answer is one for a file that was whole at some time, or that it moved.
  @Test func `one that grows all the time is never read wrong`() throws {
    try withTemporaryFolder { folder in
      let interactions = (0..<20_000).map { #"{"hash": "\#($0)"}"# }
      let text =
        #"{"provider": "p", "interactions": ["# + interactions.joined(separator: ",") + "]}"
      let path = try folder.write(text, to: "a.json")
      let writer = try Appender(to: path)
      defer { writer.stop() }
      let indexer = FileIndexer()
      var outcomes: Set<String> = []
      for _ in 0..<5 {
        do {
          let index = try indexer.index(path)
          #expect(index.count == 20_000)
          outcomes.insert("whole")
        } catch {
          #expect(error as? FixtureError == .changed(path: path))
          outcomes.insert("changed")
        }
      }
      #expect(!outcomes.isEmpty)
    }
  }
}

/// Appends line feeds to a file, as fast as it goes, until it is told to stop.
private final class Appender: Sendable {
  private let stopping = DispatchSemaphore(value: 0)
  private let stopped = DispatchSemaphore(value: 0)

  init(to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_APPEND)
    try #require(descriptor >= 0)
    let (stopping, stopped) = (stopping, stopped)
    Thread.detachNewThread {
      while stopping.wait(timeout: .now()) == .timedOut { write(descriptor, "\n", 1) }
      close(descriptor)
      stopped.signal()
    }
  }

  func stop() {
    stopping.signal()
    stopped.wait()
  }
}
