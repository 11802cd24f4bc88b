import Glibc
import LosslessJSON
import Synchronization
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Many processes` {
  private static func writer(
    _ folder: String, _ system: SystemCalls = .real
  ) throws -> LibraryWriter {
    let root = try LibraryRoot(of: folder + "/library")
    let settings = Settings { $0 == "XDG_STATE_HOME" ? folder + "/state" : nil }
    return LibraryWriter(Journal(try StateFolder(of: root, settings), system)) {
      Timestamp(seconds: 0)
    }
  }

  /// Adds interactions to one file, one after the other.
  private static func save(_ count: Int, as process: Int, in folder: String) throws {
    let path = folder + "/library/a.json"
    for number in 0..<count {
      let new = try json(interactionText(hash: "\(process).\(number)"))
      try writer(folder).perform("save", on: [path]) { () throws(FixtureError) in
        var edit = try FixtureEdit(path, try FileIndexer().index(path))
        try edit.insert(new, before: .max)
        return [try edit.fileChange()]
      }
    }
  }

  @Test func `that add to one file at the same time lose nothing`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(fixtureText(), to: "library/a.json")
    let path = folder.path
    await withTaskGroup(of: Void.self) { group in
      for process in 0..<8 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, process = process as Int] in
            try Self.save(50, as: process, in: path)
          }
        }
      }
    }
    let index = try FileIndexer().index(folder("library/a.json"))
    #expect(Set((0..<index.count).map { index[$0].hash }).count == 400 && index.count == 400)
    // Every one of them can be taken back.
    #expect(try Self.writer(path).journal.entries().count == 400)
  }

  /// Changes a hundred files, as one operation.
  private static func changeAll(in folder: String, _ system: SystemCalls) throws {
    let paths = (0..<100).map { "\(folder)/library/\($0).json" }
    try writer(folder, system).perform("change", on: paths) { () throws(FixtureError) in
      var changes: [FileChange] = []
      for path in paths {
        let stamp = try FileStamp(at: path)
        changes.append(
          FileChange(path: path, .edit([Splice(0..<3, Array("newer".utf8))]), expected: stamp))
      }
      return changes
    }
  }

  /// - Parameter delay: in milliseconds.
  private static func killThisProcess(after delay: Int32) {
    let argument = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    argument.initialize(to: delay)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        poll(nil, 0, argument?.load(as: Int32.self) ?? 0)
        kill(getpid(), SIGKILL)
        return nil
      }, argument)
  }

  @Test func `that are killed leave whole files, and what takes them all back`() async throws {
    let rest = String(repeating: " and more", count: 2_000)
    var interruptions = 0
    for round in 0..<25 {
      let folder = try TemporaryFolder()
      for number in 0..<100 { try folder.write("old" + rest, to: "library/\(number).json") }
      let path = folder.path
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, round = round as Int] in
        // By the clock while it prepares, by counting while it puts files into their places, which is
        // too short to be met by the clock.
        if round < 10 { Self.killThisProcess(after: Int32(round * 6)) }
        try Self.changeAll(in: path, round < 10 ? .real : .killed(atRename: (round - 10) * 7))
        while true { pause() }
      }
      func states() throws -> Set<String> {
        Set(
          try (0..<100).map {
            String(decoding: try folder.bytes(of: "library/\($0).json"), as: UTF8.self)
          })
      }
      #expect(try states().isSubset(of: ["old" + rest, "newer" + rest]))
      let writer = try Self.writer(path)
      if try writer.interrupted() != nil {
        interruptions += 1
        _ = try round.isMultiple(of: 2) ? writer.undo() : writer.redo()
      }
      #expect(try states().count == 1)
      // The next operation finds nothing in its way, and leaves nothing lying about.
      try writer.perform("test", on: [path + "/library/0.json"]) { () throws(FixtureError) in
        [
          FileChange(
            path: path + "/library/0.json", .edit([Splice(0..<0, [0x78])]),
            expected: try FileStamp(at: path + "/library/0.json"))
        ]
      }
      #expect(try OpenFolder.names(in: path + "/library")?.count == 100)
    }
    #expect(interruptions >= 13)
  }
}

extension SystemCalls {
  /// Kills the process instead of renaming for the `number`-th time.
  fileprivate static func killed(atRename number: Int) -> SystemCalls {
    let count = Counter()
    var system = SystemCalls.real
    system.rename = { from, to throws(SystemFailure) in
      if count.next() == number { kill(getpid(), SIGKILL) }
      try real.rename(from, to)
    }
    return system
  }

  private final class Counter: Sendable {
    private let value = Atomic(0)

    func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
  }
}
