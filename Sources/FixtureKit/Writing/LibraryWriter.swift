import Glibc
import LosslessJSON

/// The one type that changes fixture files.
///
/// An operation may concern several files. All of it is prepared on the disk before the first file
/// changes, and the journal has what takes it back: at every moment each file is whole, either as it
/// was or as it shall be, and an operation that a crash has cut in two can be finished or taken back.
package struct LibraryWriter: Sendable {
  let journal: Journal

  /// The operations, the latest first, and the files of the journal that are none, or damaged.
  package func operations() throws(FixtureError) -> (
    entries: [JournalEntry], unreadable: [String]
  ) { try journal.reading() }

  /// The state folder they are in.
  package var state: StateFolder { journal.state }

  /// Whether another process is at it just now.
  package func isBusy() throws(FixtureError) -> Bool { try journal.isBusy() }

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
  /// ``FixtureError/interrupted(command:root:cause:)``.
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
      if let entry = try unfinished() {
        throw .interrupted(command: entry.command, root: root.path)
      }
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
      output, hash throws(FixtureError) in
      for record in records { try record.writeData(to: output, &hash) }
    }
  }

  // MARK: - Undoing

  /// Takes back an operation that stands; one that was interrupted, as far as it came.
  /// - Parameter number: that of its entry; nil for the latest.
  /// - Throws: ``FixtureError/comesFirst(command:)`` where a later one has changed the same file.
  /// - Returns: the entry as it is now.
  @discardableResult
  package func undo(_ number: Int? = nil) throws(FixtureError) -> JournalEntry {
    try turn(number, toBefore: true, by: .undoing, then: .undone) { () throws(FixtureError) in
      if let entry = try unfinished() { return entry }
      guard let entry = try chosen(number, .done) else { throw .nothingToUndo }
      return entry
    }
  }

  /// The entry of that number, if it has that state and no other of them is to be turned before it; the
  /// first to be turned where there is no number.
  private func chosen(
    _ number: Int?, _ state: JournalEntry.State
  ) throws(FixtureError) -> JournalEntry? {
    let all = try journal.entries().filter { $0.state == state }
    // The latest is undone first, and done again last.
    let entries = state == .done ? all : all.reversed()
    guard let number else { return entries.first }
    guard let position = entries.firstIndex(where: { $0.number == number }) else { return nil }
    let files = Set(entries[position].files.map { PathKey($0.path) })
    let first = entries[..<position].first { entry in
      entry.files.contains { files.contains(PathKey($0.path)) }
    }
    if let first { throw .comesFirst(command: first.command) }
    return entries[position]
  }

  /// Does again what was undone; an operation that was interrupted is finished.
  /// - Parameter number: that of its entry; nil for what was undone last.
  /// - Throws: ``FixtureError/comesFirst(command:)`` where an earlier one has changed the same file.
  /// - Returns: the entry as it is now.
  @discardableResult
  package func redo(_ number: Int? = nil) throws(FixtureError) -> JournalEntry {
    try turn(number, toBefore: false, by: .redoing, then: .done) { () throws(FixtureError) in
      if let entry = try unfinished() { return entry }
      guard let entry = try chosen(number, .undone) else { throw .nothingToRedo }
      return entry
    }
  }

  /// Leaves the files of an operation as they are, where it was interrupted or cannot be taken back. What
  /// it deleted can be restored.
  /// - Parameter number: that of its entry; nil for the latest.
  /// - Throws: ``FixtureError/nothingToAbandon(command:)`` where it can be undone.
  package func abandon(_ number: Int? = nil) throws(FixtureError) -> JournalEntry {
    try journal.locked { () throws(FixtureError) in
      if let entry = try unfinished() { return try journal.mark(entry, .abandoned) }
      guard let entry = try chosen(number, .done) else { throw .nothingToUndo }
      do throws(FixtureError) {
        try journal.check(entry)
        _ = try plan(entry, toBefore: true)
      } catch {
        return try journal.mark(entry, .abandoned)
      }
      throw .nothingToAbandon(command: entry.command)
    }
  }

  /// Forgets operations for good, with what they deleted; not what was interrupted.
  /// - Returns: how many there were.
  package func purge(where isMeant: (JournalEntry) -> Bool) throws(FixtureError) -> Int {
    try journal.locked { () throws(FixtureError) in
      var count = 0
      for entry in try journal.entries() where !entry.state.isInterrupted && isMeant(entry) {
        try journal.forget(entry)
        count += 1
      }
      return count
    }
  }

  private func turn(
    _ number: Int?, toBefore: Bool, by passing: JournalEntry.State, then final: JournalEntry.State,
    _ choose: () throws(FixtureError) -> JournalEntry
  ) throws(FixtureError) -> JournalEntry {
    try journal.locked { () throws(FixtureError) in
      let entry = try choose()
      guard number ?? entry.number == entry.number else {
        throw .interrupted(command: entry.command, root: root.path)
      }
      try journal.check(entry)
      let changes = try plan(entry, toBefore: toBefore)
      // git takes away folders that it has emptied.
      for change in changes where change.expected == nil {
        _ = try NewFolder.make(LibraryRoot.folder(of: change.path), mode: 0o777, system)
      }
      return try holdingFolders(of: changes.map(\.path)) { () throws(FixtureError) in
        // Once more, now that nobody else writes.
        let targets = Set(changes.map { PathKey($0.path) })
        let staged = try stage(plan(entry, toBefore: toBefore, of: targets))
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
      try journal.writing(in: folders, body)
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
  /// error is ``FixtureError/interrupted(command:root:cause:)``.
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
      } catch {
        throw .interrupted(command: entry.command, root: root.path, cause: failure.reason)
      }
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
    for file in staged where !file.discard(system) { journal.noteLeftover() }
  }
}
