import FixtureKit
import Synchronization

/// The interactions of the selected files that pass a filter, in order.
struct Selection {
  struct Item: Sendable {
    /// Position of the file among the selected ones.
    let file: Int
    let summary: IndexedInteraction
  }

  let files: [SelectedFiles.File]
  let items: [Item]
  let isFiltered: Bool
  /// How many interactions there are, filtered out or not.
  let total: Int

  /// - Throws: ``CommandFailure`` when a file changes while it is read.
  init(_ files: SelectedFiles, filter: Filter, order: SortOrder) throws {
    self.files = files.files
    isFiltered = filter != .all
    total = files.files.reduce(0) { $0 + ($1.state.index?.count ?? 0) }
    let items = try files.files.enumerated().flatMap { position, file in
      try Self.passing(filter, in: file).map { Item(file: position, summary: $0) }
    }
    self.items = order.sorted(items) { $0.summary }
  }

  private static func passing(
    _ filter: Filter, in file: SelectedFiles.File
  ) throws -> [IndexedInteraction] {
    guard let index = file.state.index else { return [] }
    var judge = FilterJudge(filter, index: index, name: file.name, path: file.path, now: .now)
    var passing: [IndexedInteraction] = []
    for position in 0..<index.count {
      do throws(FixtureError) {
        if try judge.passes(position) { passing.append(index[position]) }
      } catch { throw CommandFailure(.unreadable, error.description) }
    }
    return passing
  }
}
