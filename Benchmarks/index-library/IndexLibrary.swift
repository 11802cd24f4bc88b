import FixtureKit
import Synchronization

/// Indexes a folder as the browser does at its start, and prints what it found.
@main
struct IndexLibrary {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else { fatalError("usage: index-library FOLDER") }
    let folder = CommandLine.arguments[1]
    let listing = try LibraryListing(of: folder)
    let total = Mutex(Count())
    LibraryIndexer.index(listing.paths.map { folder + "/" + $0 }) { _, state in
      total.withLock { $0.add(state) }
    }
    let (files, found) = (listing.paths.count, total.withLock { $0 })
    print("\(files) files, \(found.interactions) interactions, \(found.broken) broken")
  }
}

private struct Count {
  var interactions = 0
  /// Files that are no fixture files, or cannot be read.
  var broken = 0

  mutating func add(_ state: FileState) {
    switch state {
    case .indexed(let index): interactions += index.count
    case .broken, .notAFixture: broken += 1
    case .pending: break
    }
  }
}
