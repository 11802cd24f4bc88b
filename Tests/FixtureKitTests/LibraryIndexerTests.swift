import FixtureKit
import Synchronization
import TestSupport
import Testing

@Suite struct `Indexing many files` {
  @Test(arguments: [0, 1, 2, 7])
  func `hands over each file's state once, at its position`(threads: Int) throws {
    try withTemporaryFolder { folder in
      let paths = try (0..<40).map { number in
        try folder.write(
          #"{"provider": "\#(number)", "interactions": []}"#, to: "\(number).json")
      }
      let results = Mutex<[Int: [String?]]>([:])
      LibraryIndexer.index(paths, threads: threads) { position, state in
        results.withLock { $0[position, default: []].append(state.index?.provider) }
      }
      let expected = Dictionary(uniqueKeysWithValues: (0..<40).map { ($0, ["\($0)"]) })
      #expect(results.withLock { $0 } == expected)
    }
  }

  @Test func `tells broken files from files of another kind`() throws {
    try withTemporaryFolder { folder in
      let paths = [
        try folder.write(fixtureText(), to: "sound.json"),
        try folder.write("{\"a\"", to: "broken.json"),
        try folder.write("[]", to: "other.json"), folder("missing.json"),
      ]
      let indexer = FileIndexer()
      let kinds = paths.map { path in
        switch LibraryIndexer.state(of: path, by: indexer) {
        case .pending: "pending"
        case .indexed(let index): "indexed \(index.count)"
        case .broken(let error): "broken: \(error.reason)"
        case .notAFixture(let reason): "no fixture: \(reason)"
        }
      }
      #expect(
        kinds == [
          "indexed 0",
          "broken: the text ends where ':' was expected (line 1, column 5, byte 4)",
          "no fixture: its top level is an array", "broken: no such file",
        ])
    }
  }

  @Test func `stops where it is told to`() {
    let count = Atomic(0)
    LibraryIndexer.index(
      Array(repeating: "/nowhere.json", count: 100),
      isCancelled: { count.load(ordering: .relaxed) >= 10 },
      onResult: { _, _ in count.add(1, ordering: .relaxed) })
    #expect((10...10 + LibraryIndexer.defaultThreads).contains(count.load(ordering: .relaxed)))
  }

  @Test func `no files are no work`() {
    LibraryIndexer.index([]) { _, _ in Issue.record("there is nothing to hand over") }
  }
}
