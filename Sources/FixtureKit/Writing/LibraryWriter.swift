import Glibc
import LosslessJSON

/// The one type that changes fixture files.
///
/// An operation may concern several files. All of it is prepared on the disk before the first file
/// changes, and the journal has what takes it back: at every moment each file is whole, either as it
/// was or as it shall be, and an operation that a crash has cut in two can be finished or taken back.
package struct LibraryWriter: Sendable {
  package let journal: Journal
  private let bounds: Journal.Bounds
  private let now: @Sendable () -> Timestamp

  private var root: LibraryRoot { journal.state.root }
  private var system: SystemCalls { journal.system }

  package init(
    _ journal: Journal, bounds: Journal.Bounds = Journal.Bounds(),
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.journal = journal
    self.bounds = bounds
    self.now = now
  }

  // MARK: - Doing

  /// Changes files as one operation. On failure nothing has changed, unless the error is
  /// ``FixtureError/interrupted(command:)``.
  /// - Parameters:
  ///   - command: what a person would type to do the same.
  ///   - paths: the files, whose folders are locked before anything is read.
  ///   - restores: the name of the deleted thing that this brings back.
  ///   - changes: reads these files and says what shall become of them.
  /// - Returns: nil where nothing was to be done.
  @discardableResult
  package func perform(
    _ command: String, on paths: [String], restores: String? = nil,
    _ changes: () throws(FixtureError) -> [FileChange]
  ) throws(FixtureError) -> JournalEntry? {
    try locked(paths) { () throws(FixtureError) in
      if let entry = try unfinished() { throw .interrupted(command: entry.command, cause: nil) }
      let planned = try changes().filter { !$0.isEmpty }
      guard !planned.isEmpty else { return nil }
      let staged = try stage(planned)
      let entry = try discardingOnFailure(staged) { () throws(FixtureError) in
        try note(staged, command, restores)
      }
      try commit(staged, of: entry, toBefore: false) { () throws(FixtureError) in
        try journal.forget(entry)
      }
      defer { journal.trim(bounds, now: now()) }
      // Where this fails, the next operation finds that all is done.
      return (try? journal.mark(entry, .done)) ?? entry
    }
  }

  /// The operation that stopped half-way, if there is one.
  /// - Parameter waits: whether to wait for another process, which may just be at it; else that is
  ///   none.
  package func interrupted(waits: Bool = true) throws(FixtureError) -> JournalEntry? {
    // Mostly there is none, and reading needs no lock.
    guard try journal.latest(where: \.isInterrupted) != nil else { return nil }
    if !waits, try journal.isBusy() { return nil }
    return try journal.locked { () throws(FixtureError) in try unfinished() }
  }

  /// The same for the holder of the journal's lock. What stopped before its first file or after its
  /// last one is put down as what it amounts to.
  private func unfinished() throws(FixtureError) -> JournalEntry? {
    guard let entry = try journal.latest(where: \.isInterrupted) else { return nil }
    // Files that somebody has changed meanwhile are for a person to decide on.
    if let rest = try? plan(entry, toBefore: false), rest.isEmpty {
      _ = try journal.mark(entry, .done)
      return nil
    }
    if let rest = try? plan(entry, toBefore: true), rest.isEmpty {
      if entry.state == .pending {
        try journal.forget(entry)
      } else {
        _ = try journal.mark(entry, .undone)
      }
      return nil
    }
    return entry
  }

  /// Writes the operation into the journal.
  private func note(
    _ staged: [StagedFile], _ command: String, _ restores: String?
  ) throws(FixtureError) -> JournalEntry {
    var records: [JournalRecord] = []
    for file in staged { records.append(try JournalRecord(file, path: root.relative(file.target))) }
    return try journal.begin(
      records.map(\.header), command: command, restores: restores, time: now()
    ) {
      output throws(FixtureError) in
      for record in records { try record.writeData(to: output) }
    }
  }

  // MARK: - Undoing

  /// Takes back the latest operation that stands; one that was interrupted, as far as it came.
  /// - Returns: the entry as it is now.
  @discardableResult
  package func undo() throws(FixtureError) -> JournalEntry {
    try turn(toBefore: true, by: .undoing, then: .undone) { () throws(FixtureError) in
      if let entry = try unfinished() { return entry }
      guard let entry = try journal.latest(where: { $0 == .done }) else { throw .nothingToUndo }
      return entry
    }
  }

  /// Does again what was undone last; an operation that was interrupted is finished.
  /// - Returns: the entry as it is now.
  @discardableResult
  package func redo() throws(FixtureError) -> JournalEntry {
    try turn(toBefore: false, by: .redoing, then: .done) { () throws(FixtureError) in
      if let entry = try unfinished() { return entry }
      guard let entry = try journal.earliestUndone() else { throw .nothingToRedo }
      return entry
    }
  }

  /// Leaves the files of an interrupted operation as they are. What it deleted can be restored.
  package func abandon() throws(FixtureError) -> JournalEntry {
    try journal.locked { () throws(FixtureError) in
      guard let entry = try unfinished() else { throw .nothingToUndo }
      return try journal.mark(entry, .abandoned)
    }
  }

  private func turn(
    toBefore: Bool, by passing: JournalEntry.State, then final: JournalEntry.State,
    _ choose: () throws(FixtureError) -> JournalEntry
  ) throws(FixtureError) -> JournalEntry {
    try journal.locked { () throws(FixtureError) in
      let entry = try choose()
      let paths = entry.files.map { root.absolute($0.path) }
      // git takes away folders that it has emptied.
      for path in paths {
        _ = try NewFolder.make(LibraryRoot.folder(of: path), mode: 0o777, system)
      }
      return try holdingFolders(of: paths) { () throws(FixtureError) in
        let staged = try stage(plan(entry, toBefore: toBefore))
        let passingEntry = try discardingOnFailure(staged) { () throws(FixtureError) in
          try journal.mark(entry, passing)
        }
        // It shall be known what was under way, whatever happens.
        system.flushFolder(journal.folder)
        try commit(staged, of: passingEntry, toBefore: toBefore) { () throws(FixtureError) in
          _ = try journal.mark(passingEntry, entry.state)
        }
        return (try? journal.mark(passingEntry, final)) ?? passingEntry
      }
    }
  }

  /// What brings every file to the state before an operation, or after it.
  /// - Parameter targets: the files that are meant; nil for all.
  private func plan(
    _ entry: JournalEntry, toBefore: Bool, of targets: Set<PathKey>? = nil
  ) throws(FixtureError) -> [FileChange] {
    var changes: [FileChange] = []
    for file in entry.files {
      let path = root.absolute(file.path)
      if let targets, !targets.contains(PathKey(path)) { continue }
      let found = try JournalledFile(file, of: entry, journal, at: path)
      guard let isBefore = try found.isBefore() else {
        throw .changedSince(
          path: path, command: entry.command, changes: (try? found.changesSince()) ?? [])
      }
      if isBefore, !toBefore { changes.append(try found.forward()) }
      if !isBefore, toBefore { changes.append(try found.backward()) }
    }
    return changes
  }

  // MARK: - Files

  private func locked<Result>(
    _ paths: [String], _ body: () throws(FixtureError) -> Result
  ) throws(FixtureError) -> Result {
    try journal.locked { () throws(FixtureError) in try holdingFolders(of: paths, body) }
  }

  private func holdingFolders<Result>(
    of paths: [String], _ body: () throws(FixtureError) -> Result
  ) throws(FixtureError) -> Result {
    let folders = try folders(of: paths)
    return try FolderLocks.holding(folders, system) { () throws(FixtureError) in
      // Before anything is read: a file may share its content with what is removed here.
      journal.clean(folders)
      try journal.noteWriting(in: folders)
      defer { journal.noteWritten() }
      return try body()
    }
  }

  /// The folders in which something may be written for these files: where they are, and where links to
  /// them lead.
  private func folders(of paths: [String]) throws(FixtureError) -> Set<PathKey> {
    var folders: Set<PathKey> = []
    for path in paths {
      folders.insert(PathKey(LibraryRoot.folder(of: try RealPath.ofNew(path))))
      if let real = try? RealPath.of(path) { folders.insert(PathKey(LibraryRoot.folder(of: real))) }
    }
    return folders
  }

  private func stage(_ changes: [FileChange]) throws(FixtureError) -> [StagedFile] {
    var staged: [StagedFile] = []
    var targets: Set<PathKey> = []
    do throws(FixtureError) {
      for change in changes {
        // A link stays where what it names is edited, and goes where it is deleted.
        let isEdit = if case .edit = change.kind { true } else { false }
        let target = try isEdit ? RealPath.of(change.path) : RealPath.ofNew(change.path)
        // Two edits worked out for one file would not know of each other.
        guard targets.insert(PathKey(target)).inserted else {
          throw FixtureError.outdated(path: change.path)
        }
        staged.append(try StagedFile(change, target: target, number: staged.count, system))
      }
    } catch {
      discard(staged)
      throw error
    }
    return staged
  }

  /// Puts prepared files into their places. Where one of them cannot be, all is as it was, unless the
  /// error is ``FixtureError/interrupted(command:cause:)``.
  /// - Parameters:
  ///   - entry: has the files as they were and as they shall be.
  ///   - putBack: says in the journal that nothing has been done.
  private func commit(
    _ staged: [StagedFile], of entry: JournalEntry, toBefore: Bool,
    orElse putBack: () throws(FixtureError) -> Void
  ) throws(FixtureError) {
    var committed: Set<PathKey> = []
    do throws(FixtureError) {
      try commit(staged, &committed)
    } catch {
      let failure = error
      do throws(FixtureError) {
        // Only what was put into its place: another file may have changed, which is why it failed.
        let way = try stage(plan(entry, toBefore: !toBefore, of: committed))
        committed = []
        try commit(way, &committed)
        try putBack()
      } catch { throw .interrupted(command: entry.command, cause: failure.reason) }
      throw failure
    }
  }

  /// The same without a way back: what cannot be put into its place is removed.
  /// - Parameter committed: takes the targets that are in their places.
  private func commit(
    _ staged: [StagedFile], _ committed: inout Set<PathKey>
  ) throws(FixtureError) {
    for (position, file) in staged.enumerated().reversed() {
      try discardingOnFailure(staged[...position]) { () throws(FixtureError) in
        try file.commit(system)
      }
      committed.insert(PathKey(file.target))
    }
    for folder in Set(staged.map { PathKey(LibraryRoot.folder(of: $0.target)) }) {
      system.flushFolder(folder.path)
    }
  }

  private func discardingOnFailure<Result>(
    _ staged: some Sequence<StagedFile>, _ body: () throws(FixtureError) -> Result
  ) throws(FixtureError) -> Result {
    do throws(FixtureError) {
      return try body()
    } catch {
      discard(staged)
      throw error
    }
  }

  private func discard(_ staged: some Sequence<StagedFile>) {
    for file in staged { file.discard(system) }
  }
}
