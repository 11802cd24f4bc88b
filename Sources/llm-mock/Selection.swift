import FixtureKit

/// The interactions of the selected files that pass a filter, in order.
struct Selection {
  struct Item: Sendable {
    /// Position of the file among the selected ones.
    let file: Int
    let summary: IndexedInteraction
  }

  private(set) var files: [SelectedFiles.File]
  let hiddenFolders: Int
  let repeatedFolders: Int
  let unreadableFolders: [String]
  let unreadableNames: Int
  let items: [Item]
  let isFiltered: Bool
  /// Whether a regular expression was given up on some texts.
  let hasGivenUp: Bool
  /// How many interactions there are, filtered out or not.
  let total: Int

  /// - Throws: ``CommandFailure`` when a file that was named keeps changing while it is read.
  init(_ files: SelectedFiles, filter: Filter, order: SortOrder) throws {
    self.files = files.files
    hiddenFolders = files.hiddenFolders
    repeatedFolders = files.repeatedFolders
    unreadableFolders = files.unreadableFolders
    unreadableNames = files.unreadableNames
    isFiltered = filter != .all
    var items: [Item] = []
    for (position, file) in files.files.enumerated() {
      let (passing, state) = try Self.passing(filter, in: file)
      items += passing.map { Item(file: position, summary: $0) }
      if let state { self.files[position].state = state }
    }
    hasGivenUp = filter.hasGivenUp
    total = self.files.reduce(0) { $0 + ($1.state.index?.count ?? 0) }
    self.items = order.sorted(items) { $0.summary }
  }

  /// The interactions of a file that pass. A file that changes meanwhile is read once more; the state
  /// it is in then is returned too.
  private static func passing(
    _ filter: Filter, in file: SelectedFiles.File
  ) throws -> ([IndexedInteraction], FileState?) {
    guard let index = file.state.index else { return ([], nil) }
    do throws(FixtureError) {
      return (try passing(filter, in: index, of: file), nil)
    } catch {
      let state = LibraryIndexer.state(of: file.path, by: FileIndexer())
      do throws(FixtureError) {
        guard let index = state.index else { throw error }
        return (try passing(filter, in: index, of: file), state)
      } catch {
        if file.isNamed { throw CommandFailure(error) }
        return ([], .broken(error))
      }
    }
  }

  private static func passing(
    _ filter: Filter, in index: FileIndex, of file: SelectedFiles.File
  ) throws(FixtureError) -> [IndexedInteraction] {
    var judge = FilterJudge(
      filter, index: index, name: file.name, path: file.path, now: .now,
      rules: file.library.rules(for: file.path))
    var passing: [IndexedInteraction] = []
    for position in 0..<index.count where try judge.passes(position) {
      passing.append(index[position])
    }
    return passing
  }
}
