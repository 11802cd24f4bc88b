/// What goes from one fixture file, and what becomes of the file.
package struct FileDeletion: Sendable {
  package let path: String
  /// The file as it was looked at; nil for one that cannot be read, of which only all can go.
  package let index: FileIndex?
  /// The interactions that go, in order; nil where the file does.
  package let positions: [Int]?
  /// Whether a file stays that holds no interactions any more.
  private let keepsEmpty: Bool

  package init(_ path: String, _ index: FileIndex?, positions: [Int]?, keepsEmpty: Bool = false) {
    self.path = path
    self.index = index
    self.positions = positions?.sorted()
    self.keepsEmpty = keepsEmpty
  }

  /// How many interactions go.
  package var removed: Int { positions?.count ?? index?.count ?? 0 }
  package var remaining: Int { (index?.count ?? 0) - removed }
  package var deletesFile: Bool { positions == nil || (remaining == 0 && !keepsEmpty) }

  /// In bytes, but for the odd comma; 0 for a file that cannot be read.
  package var reclaimed: Int {
    guard let index else { return 0 }
    if deletesFile { return index.stamp.size }
    return (positions ?? []).reduce(0) { $0 + index[$1].size }
  }

  /// - Throws: ``FixtureError/outdated(path:)`` where the file is not as it was looked at.
  package func fileChange() throws(FixtureError) -> FileChange {
    guard let index else {
      // Mended meanwhile, it is not what was to go.
      guard case .broken = LibraryIndexer.state(of: path, by: FileIndexer()) else {
        throw .outdated(path: path)
      }
      let stamp = try FileStamp(at: path, followsLink: false)
      return FileChange(path: path, .delete, expected: stamp)
    }
    if deletesFile { return try FileChange(deleting: path, index) }
    var edit = try FixtureEdit(path, index)
    for position in positions ?? [] { edit.remove(position) }
    return try edit.fileChange()
  }
}
