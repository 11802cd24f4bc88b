import LosslessJSON

/// Brings back one thing that was deleted, as a change like any other.
package struct TrashRestoration {
  private let item: TrashItem
  private let writer: LibraryWriter

  package init(_ item: TrashItem, in writer: LibraryWriter) {
    self.item = item
    self.writer = writer
  }

  /// How many interactions that were the same, byte for byte, and went with it have been brought back.
  private func restoredTwins(
    of bytes: [UInt8], _ entry: JournalEntry, _ entries: [JournalEntry]
  ) throws(FixtureError) -> Int {
    let missing = Set(Journal.trash(in: entries).map(\.name))
    var count = 0
    for other in entry.trash
    where other.interaction?.hash == item.interaction?.hash && !missing.contains(other.name)
      && PathKey(other.file.path) == PathKey(item.file.path)
    {
      if try writer.journal.bytes(of: other, in: entry) == bytes { count += 1 }
    }
    return count
  }

  /// Where it stood, without those before it that went with it and have not come back.
  private func position(of interaction: RemovedInteraction, _ entries: [JournalEntry]) -> Int {
    let missing = Journal.trash(in: entries).count { other in
      other.entry == item.entry && PathKey(other.file.path) == PathKey(item.file.path)
        && other.interaction.map { $0.position < interaction.position } ?? false
    }
    return interaction.position - missing
  }

  /// - Throws: ``FixtureError/exists(path:)`` where it is there already.
  package func perform(_ command: String) throws(FixtureError) {
    let path = writer.journal.state.root.absolute(item.file.path)
    let entries = try writer.journal.entries()
    guard let entry = entries.first(where: { $0.number == item.entry }) else {
      throw .nothingToUndo
    }
    try writer.journal.check(entry)
    if item.interaction == nil {
      let folder = LibraryRoot.folder(of: path)
      _ = try NewFolder.make(folder, mode: 0o777, writer.journal.system)
    }
    try writer.perform(command, on: [path], restores: item.name) { () throws(FixtureError) in
      switch item.file.kind {
      case .unlink(let target): return [FileChange(path: path, .link(to: target), expected: nil)]
      case .delete(_, let access):
        let bytes = try writer.journal.bytes(of: item, in: entry)
        return [
          FileChange(path: path, .create(bytes, access), expected: nil)
        ]
      case .create: return []
      case .edit:
        guard let interaction = item.interaction else { return [] }
        let bytes = try writer.journal.bytes(of: item, in: entry)
        let index = try FileIndexer().index(path)
        // Of several that are the same, as many come back as went.
        var twins = try restoredTwins(of: bytes, entry, entries)
        for position in 0..<index.count where index[position].hash == interaction.hash {
          let there = try FixtureReader.bytes(index[position].range, of: index, at: path)
          if there == bytes { twins -= 1 }
          if twins < 0 { throw .exists(path: "\(path)#\(position + 1)") }
        }
        var edit = try FixtureEdit(path, index)
        edit.insert(verbatim: bytes, before: position(of: interaction, entries))
        return [try edit.fileChange()]
      }
    }
  }
}
