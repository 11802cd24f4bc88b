import FixtureBrowser
import FixtureKit

/// The sample library, read once for all tests and kept in memory.
struct SampleLibrary: Sendable {
  let root = "Fixtures/library"
  let listing: LibraryListing
  /// With names only.
  var listed: BrowserLibrary { BrowserLibrary(root: root, listing) }
  let states: [FileState]
  /// By file; none for files that have no index.
  let interactions: [[OpenedInteraction]]
  let findings: [[InteractionFindings]]

  static let shared = SampleLibrary()

  private init() {
    Repository.enter()
    guard let listing = try? LibraryListing(of: root) else {
      preconditionFailure("the sample library is in the repository")
    }
    self.listing = listing
    let indexer = FileIndexer()
    let paths = listing.paths.map { [root] in root + "/" + $0 }
    states = paths.map { LibraryIndexer.state(of: $0, by: indexer) }
    interactions = zip(paths, states).map { path, state in
      guard let index = state.index else { return [] }
      return (0..<index.count).compactMap { position in
        (try? FixtureReader.interaction(position, of: index, at: path))
          .map { OpenedInteraction(position, of: index, $0) }
      }
    }
    findings = zip(paths, states).map { path, state in
      state.index.flatMap { try? FileChecker.findings(of: $0, at: path) } ?? []
    }
  }

  /// The position of the file at a path relative to the library.
  func file(_ path: String) -> Int {
    guard let position = listing.paths.firstIndex(of: path) else {
      preconditionFailure("\(path) is no file of the sample library")
    }
    return position
  }

  /// The rows a query asks for.
  func rows(_ query: RowQuery) -> RowList {
    query.rows(
      passing: { file, index in
        guard query.filter != .all else { return Array(0..<index.count) }
        return (0..<index.count).filter { position in
          let subject = FilterSubject(
            file: listing.paths[file], summary: index[position],
            content: interactions[file][position].interaction, findings: findings[file][position])
          return query.filter.verdict(on: subject, now: query.now) == .passes
        }
      }, filePasses: { query.passes(file: $0) })
  }
}
