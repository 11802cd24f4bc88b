import Glibc
import LosslessJSON
import Synchronization

/// The operations on one library's files, each a file in its state folder: `00000042.done`.
///
/// An entry is on the disk before what it tells of happens, and its name says how far that has come.
package struct Journal: Sendable {
  package let state: StateFolder
  let system: SystemCalls
  private let leftovers = Leftovers()

  /// Whether a temporary file could not be removed.
  private final class Leftovers: Sendable {
    let exist = Atomic(false)
  }

  /// Entries older than this go, and the oldest of those that are too many or too large together; the
  /// latest always stays.
  package struct Bounds: Sendable {
    package var seconds = 90 * 86_400
    package var entries = 1_000
    package var bytes = 256 << 20

    package init() {}
  }

  package init(_ state: StateFolder, _ system: SystemCalls = .real) {
    self.state = state
    self.system = system
  }

  var folder: String { state.path + "/journal" }

  /// Makes the journal's folder and holds its lock, as every operation does to its end.
  func locked<Result>(
    _ body: () throws(FixtureError) -> Result
  ) throws(FixtureError) -> Result {
    let folder = PathKey(try state.make("journal", system))
    return try FolderLocks.holding([folder], system) { () throws(FixtureError) in
      try state.writeRoot(system)
      return try body()
    }
  }

  // MARK: - Reading

  /// All entries, the latest first.
  func entries() throws(FixtureError) -> [JournalEntry] { try reading().entries }

  /// All entries, the latest first, and the paths of those that cannot be read: one such is no reason not to
  /// use the others.
  func reading() throws(FixtureError) -> (entries: [JournalEntry], unreadable: [String]) {
    try settled { () throws(FixtureError) in
      var reading: (entries: [JournalEntry], unreadable: [String]) = ([], [])
      for (number, state) in try names() {
        do throws(FixtureError) {
          reading.entries.append(try entry(number, state))
        } catch {
          guard case .unreadableJournal(let path) = error else { throw error }
          reading.unreadable.append(path)
        }
      }
      return reading
    }
  }

  /// Reads again where an entry has got another name meanwhile, as it does when its state changes.
  private func settled<Result>(
    _ body: () throws(FixtureError) -> Result
  ) throws(FixtureError) -> Result {
    for _ in 0..<100 {
      do throws(FixtureError) {
        return try body()
      } catch {
        guard case .notFound = error else { throw error }
      }
    }
    return try body()
  }

  /// Whether another process is at it just now.
  func isBusy() throws(FixtureError) -> Bool {
    guard let descriptor = try? system.openFolder(folder) else { return false }
    defer { close(descriptor) }
    return try system.attempt(folder) { system throws(SystemFailure) in
      try !system.tryLock(descriptor)
    }
  }

  /// The latest entry in such a state.
  func latest(
    where isWanted: (JournalEntry.State) -> Bool
  ) throws(FixtureError) -> JournalEntry? {
    try settled { () throws(FixtureError) in
      guard let found = try names().first(where: { isWanted($0.state) }) else { return nil }
      return try entry(found.number, found.state)
    }
  }

  /// Numbers and states, the latest first.
  private func names() throws(FixtureError) -> [(number: Int, state: JournalEntry.State)] {
    let names = try OpenFolder.names(in: folder) ?? []
    return names.compactMap { name -> (number: Int, state: JournalEntry.State)? in
      let parts = name.split(separator: ".")
      guard parts.count == 2, parts[0].count >= 8, let number = Int(parts[0]), number < 1 << 50,
        let state = JournalEntry.State(rawValue: String(parts[1]))
      else { return nil }
      return (number, state)
    }.sorted { $0.number > $1.number }
  }

  private func path(_ number: Int, _ state: JournalEntry.State) -> String {
    let digits = String(number)
    return "\(folder)/" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
      + ".\(state.rawValue)"
  }

  private func path(_ entry: JournalEntry) -> String { path(entry.number, entry.state) }

  private func entry(
    _ number: Int, _ state: JournalEntry.State
  ) throws(FixtureError) -> JournalEntry {
    let path = path(number, state)
    let file = try ReadableFile(path)
    let line = try file.firstLine()
    guard let header = try? JSONDocument(line).root,
      let entry = JournalEntry(
        number: number, state: state, stamp: try file.stamp(), header: header,
        data: line.count + 1)
    else { throw .unreadableJournal(path: path) }
    return entry
  }

  /// - Throws: ``FixtureError/unreadableJournal(path:)`` where the entry's file is not what was written.
  func check(_ entry: JournalEntry) throws(FixtureError) {
    let file = try ReadableFile(path(entry))
    var hash = SHA256()
    for range in entry.digested {
      try file.forEachPiece(of: range) { (bytes) throws(FixtureError) in hash.update(bytes) }
    }
    let size = try file.stamp().size
    let trailer = try file.bytes(size - JournalEntry.trailerSize..<size)
    guard trailer == Array((SHA256.hex(hash.finish()) + "\n").utf8) else {
      throw .unreadableJournal(path: path(entry))
    }
  }

  func bytes(_ stored: StoredBytes, of entry: JournalEntry) throws(FixtureError) -> [UInt8] {
    try ReadableFile(path(entry)).bytes(stored.range)
  }

  /// The bytes of a deleted interaction, or of a deleted file.
  func bytes(of item: TrashItem, in entry: JournalEntry) throws(FixtureError) -> [UInt8] {
    switch item.file.kind {
    case .delete(let content, _): return try bytes(content, of: entry)
    case .unlink, .create: return []
    case .edit(let splices, _, _, _):
      guard let range = item.interaction?.range,
        let splice = splices.last(where: { $0.start <= range.lowerBound })
      else { return [] }
      let start = splice.old.range.lowerBound + range.lowerBound - splice.start
      return try bytes(StoredBytes(range: start..<start + range.count), of: entry)
    }
  }

  /// What stands deleted, the latest first.
  package static func trash(in entries: [JournalEntry]) -> [TrashItem] {
    let standing = entries.filter { $0.state == .done || $0.state == .abandoned }
    let restored = Set(standing.compactMap(\.restores))
    return standing.flatMap(\.trash).filter { !restored.contains($0.name) }
  }

  // MARK: - What is being written

  /// Names the folders with temporary files, one a line, while there are any.
  private var writing: String { state.path + "/writing" }

  private func noteWriting(in folders: Set<PathKey>) throws(FixtureError) {
    let text = folders.map(\.path).filter { !$0.contains("\n") }.joined(separator: "\n")
    try? system.remove(writing)
    let file = try OutputFile(writing, for: writing, mode: 0o600, system)
    try file.write(Array(text.utf8))
  }

  /// Runs what writes in folders, of which temporary files are removed also where the process is killed.
  /// - Parameter folders: those whose locks are held.
  func writing<Result>(
    in folders: Set<PathKey>, _ body: () throws(FixtureError) -> Result
  ) throws(FixtureError) -> Result {
    // Before anything is read: a file may share its content with what is removed here.
    let left = clean(folders)
    try noteWriting(in: folders.union(left))
    defer {
      // Where one could not be removed, the next to write tries again.
      if left.isEmpty, !leftovers.exist.load(ordering: .relaxed) { try? system.remove(writing) }
    }
    return try body()
  }

  /// To be told when a temporary file could not be removed.
  func noteLeftover() { leftovers.exist.store(true, ordering: .relaxed) }

  /// Removes what a killed process has left in folders.
  /// - Parameter locked: folders whose locks are held.
  /// - Returns: those that somebody else holds, who takes care of what is his.
  private func clean(_ locked: Set<PathKey>) -> Set<PathKey> {
    guard let text = try? ReadableFile(writing).wholeContent() else { return [] }
    var left: Set<PathKey> = []
    for line in text.split(separator: 0x0a) {
      let folder = PathKey(String(decoding: line, as: UTF8.self))
      if locked.contains(folder) {
        StagedFile.clean(folder.path, system)
      } else if let descriptor = try? system.openFolder(folder.path) {
        if (try? system.tryLock(descriptor)) == true {
          StagedFile.clean(folder.path, system)
        } else {
          left.insert(folder)
        }
        close(descriptor)
      }
    }
    return left
  }

  // MARK: - Writing

  /// Writes down an operation that is about to begin, which supersedes those that were undone.
  /// - Parameter data: writes the bytes that the records speak of, in their order.
  func begin(
    _ files: [JSONLiteral], command: String, restores: String?, time: Timestamp,
    data: (borrowing OutputFile, inout SHA256) throws(FixtureError) -> Void
  ) throws(FixtureError) -> JournalEntry {
    let known = try names()
    let number = (known.first?.number ?? 0) + 1
    let header = JSONLiteral.object([
      ("format", .integer(JournalEntry.format)), ("time", .integer(time.seconds)),
      ("command", .string(command)), ("restores", restores.map { .string($0) } ?? .null),
      ("files", .array(files)),
    ])
    let temporary = folder + "/new"
    try? system.remove(temporary)
    do throws(FixtureError) {
      let file = try OutputFile(temporary, for: folder, mode: 0o600, system)
      let line = header.text + [UInt8(ascii: "\n")]
      var hash = SHA256()
      hash.update(line)
      try file.write(line)
      try data(file, &hash)
      try file.write(Array((SHA256.hex(hash.finish()) + "\n").utf8))
      try file.flush()
      try system.attempt(folder) { system throws(SystemFailure) in
        try system.rename(temporary, path(number, .pending))
      }
    } catch {
      try? system.remove(temporary)
      throw error
    }
    system.flushFolder(folder)
    for entry in known where entry.state == .undone {
      try? rename(entry.number, entry.state, to: .superseded)
    }
    return try entry(number, .pending)
  }

  /// Notes how far an operation has come.
  func mark(
    _ entry: JournalEntry, _ state: JournalEntry.State
  ) throws(FixtureError) -> JournalEntry {
    if entry.state != state { try rename(entry.number, entry.state, to: state) }
    return try self.entry(entry.number, state)
  }

  private func rename(
    _ number: Int, _ old: JournalEntry.State, to new: JournalEntry.State
  ) throws(FixtureError) {
    try system.attempt(folder) { system throws(SystemFailure) in
      try system.rename(path(number, old), path(number, new))
    }
  }

  /// Forgets an operation, and what it deleted for good.
  func forget(_ entry: JournalEntry) throws(FixtureError) {
    try system.attempt(path(entry)) { system throws(SystemFailure) in
      try system.remove(path(entry))
    }
  }

  /// Forgets what is out of bounds.
  func trim(_ bounds: Bounds, now: Timestamp) {
    // Only house-keeping: what cannot be done now is done after the next operation.
    guard let names = try? names() else { return }
    var bytes = 0
    for (position, (number, state)) in names.enumerated() {
      let path = path(number, state)
      guard let stamp = try? FileStamp(at: path) else { continue }
      bytes += stamp.size
      let isOut =
        position >= bounds.entries || bytes > bounds.bytes
        || now.seconds - stamp.modified.seconds > bounds.seconds
      if isOut, position > 0, !state.isInterrupted { try? system.remove(path) }
    }
  }
}

extension ReadableFile {
  /// All of the file.
  func wholeContent() throws(FixtureError) -> [UInt8] { try bytes(0..<stamp().size) }

  /// The bytes before the first line end.
  fileprivate func firstLine() throws(FixtureError) -> [UInt8] {
    var line: [UInt8] = []
    let size = try stamp().size
    while line.count < size {
      let piece = try bytes(line.count..<min(size, line.count + 4_096))
      if let end = piece.firstIndex(of: 0x0a) { return line + piece[..<end] }
      line += piece
    }
    return line
  }
}
