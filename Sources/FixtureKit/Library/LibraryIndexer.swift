import Glibc
import Synchronization

/// What is known of one file of a library.
package enum FileState: Sendable {
  /// Not read yet.
  case pending
  case indexed(FileIndex)
  case broken(FixtureError)
  /// JSON of some other kind.
  case notAFixture(reason: String)

  package var index: FileIndex? {
    if case .indexed(let index) = self { return index }
    return nil
  }

  /// Why the file cannot be used.
  package var failure: FixtureError? {
    if case .broken(let error) = self { return error }
    return nil
  }
}

/// Indexes many files on all cores.
package enum LibraryIndexer {
  /// Reads `paths`, in order of their names as far as that goes, and hands over each result as it
  /// comes, on the thread that made it. Returns when all are done or `isCancelled` says so.
  package static func index(
    _ paths: [String], threads: Int = defaultThreads, niceness: Int32 = 0,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    onResult: @escaping @Sendable (_ position: Int, FileState) -> Void
  ) {
    let next = Counter()
    Threads.run(min(threads, paths.count), niceness: niceness) {
      let indexer = FileIndexer()
      while !isCancelled() {
        let position = next.advance()
        guard position < paths.count else { return }
        onResult(position, state(of: paths[position], by: indexer))
        // A thread that waits for this core, such as one that draws, need not wait for the slice's end.
        sched_yield()
      }
    }
  }

  /// Hands out positions, each once.
  private final class Counter: Sendable {
    private let next = Atomic(0)

    func advance() -> Int { next.add(1, ordering: .relaxed).oldValue }
  }

  /// One file's state: an index, or why there is none.
  package static func state(of path: String, by indexer: FileIndexer) -> FileState {
    do throws(FixtureError) {
      return .indexed(try indexer.index(path))
    } catch {
      if case .notAFixture(_, let reason) = error { return .notAFixture(reason: reason) }
      return .broken(error)
    }
  }

  /// One a core.
  package static var defaultThreads: Int { max(1, cores) }

  private static let cores = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
