/// What pruning makes of one file.
package struct PrunePlan: Sendable {
  package let path: String
  package let candidates: [PruneCandidate]
  private let index: FileIndex
  /// Whether a file stays that holds no interactions any more.
  private let keepsEmpty: Bool

  package init(
    _ path: String, _ index: FileIndex, _ candidates: [PruneCandidate], keepsEmpty: Bool = false
  ) {
    self.path = path
    self.index = index
    self.candidates = candidates
    self.keepsEmpty = keepsEmpty
  }

  private var takesWhole: Bool { candidates.contains { $0.position == nil } }

  /// How many interactions go.
  package var removed: Int { takesWhole ? index.count : candidates.count }
  package var remaining: Int { index.count - removed }
  package var deletesFile: Bool { takesWhole || (remaining == 0 && !keepsEmpty) }

  /// In bytes, but for the odd comma.
  package var reclaimed: Int {
    deletesFile
      ? index.stamp.size
      : candidates.reduce(0) { $0 + ($1.position.map { index[$0].size } ?? 0) }
  }

  package func interaction(_ candidate: PruneCandidate) -> IndexedInteraction? {
    candidate.position.map { index[$0] }
  }

  package func fileChange() throws(FixtureError) -> FileChange {
    if deletesFile { return try FileChange(deleting: path, index) }
    var edit = try FixtureEdit(path, index)
    for candidate in candidates { if let position = candidate.position { edit.remove(position) } }
    return try edit.fileChange()
  }
}
