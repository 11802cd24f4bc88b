import FixtureKit

/// The journals of the libraries near a place: those in it, and those it is in.
struct Journals {
  /// One library's journal with what is in it, the latest first.
  struct One {
    let writer: LibraryWriter
    let entries: [JournalEntry]
    /// Those of the entries that concern the place.
    let near: [JournalEntry]

    var root: LibraryRoot { writer.state.root }

    /// Whether another process is at it just now.
    var isBusy: Bool { (try? writer.isBusy()) == true }
  }

  private(set) var all: [One] = []
  private let place: PathKey

  init(near path: String) throws {
    let place = PathKey(try Self.place(path))
    self.place = place
    // A link may lead out of its library.
    let named = PathKey((try? RealPath.ofNew(path)) ?? place.path)
    for state in try StateFolder.known(.current)
    where Self.touches(place, state.root) || Self.touches(named, state.root) {
      let writer = LibraryWriter(state)
      let (entries, unreadable) = try writer.operations()
      let near = entries.filter { Self.concerns(place, state.root, $0.files.map(\.path)) }
      if !near.isEmpty { all.append(One(writer: writer, entries: entries, near: near)) }
      for path in unreadable {
        Output.error("Note: \(FixtureError.unreadableJournal(path: path).description.visible)")
      }
    }
  }

  /// The real path of what is there, or was: of a fixture file also without `.json`.
  private static func place(_ path: String) throws(FixtureError) -> String {
    guard !path.isEmpty else { throw .emptyPath }
    var rest: [Substring] = []
    var existing = path
    while existing.count > 1, existing.hasSuffix("/") { existing.removeLast() }
    if let file = try? FixturePath.file(existing).path, let real = try? RealPath.of(file) {
      return real
    }
    while (try? RealPath.of(existing)) == nil, existing != ".", existing != "/" {
      rest.insert(existing.split(separator: "/").last ?? "", at: 0)
      existing = existing.contains("/") ? LibraryRoot.folder(of: existing) : "."
    }
    let real = try RealPath.of(existing)
    return rest.isEmpty ? real : (real == "/" ? "" : real) + "/" + rest.joined(separator: "/")
  }

  /// Whether what was done in a library is found from a place. What was done to several libraries at once
  /// is kept for a folder around them; it concerns a place only where some of its files are there.
  /// - Parameter files: those that it was done to, relative to the root.
  static func concerns(_ place: PathKey, _ root: LibraryRoot, _ files: [String]) -> Bool {
    func isAt(_ place: PathKey) -> Bool {
      files.contains { place.contains(PathKey(root.absolute($0))) }
    }
    // Whoever names a file means what was done to that file.
    guard (try? FixturePath(place.path + "/")) != nil else {
      return isAt(place) || isAt(PathKey(place.path + ".json"))
    }
    guard touches(place, root) else { return false }
    let library = (try? LibraryRoot(of: place.path)).map { PathKey($0.path) } ?? place
    return PathKey(root.path) == library || place.contains(PathKey(root.path)) || isAt(place)
      || isAt(library)
  }

  private static func touches(_ place: PathKey, _ root: LibraryRoot) -> Bool {
    let root = PathKey(root.path)
    return root.contains(place) || place.contains(root)
  }

  /// Whether all that was done was done at the place.
  func isWithin(_ entry: JournalEntry, _ journal: One) -> Bool {
    let names = [place, PathKey(place.path + ".json")]
    return entry.files.allSatisfy { file in
      let path = PathKey(journal.root.absolute(file.path))
      return names.contains { $0.contains(path) }
    }
  }

  /// What was done last, or interrupted.
  func nextToUndo() throws -> (One, JournalEntry) {
    guard let next = newest({ $0 == .done || $0.isInterrupted }) else {
      throw FixtureError.nothingToUndo
    }
    return next
  }

  /// What was undone last, unless something else was done since; what was interrupted comes first.
  func nextToRedo() throws -> (One, JournalEntry) {
    if let interrupted = newest(\.isInterrupted) { return interrupted }
    let undone = all.flatMap { one in
      one.near.filter { $0.state == .undone }.map { (one, $0) }
    }
    guard let (one, entry) = undone.max(by: { $0.1.turned < $1.1.turned }) else {
      throw FixtureError.nothingToRedo
    }
    let latest = all.flatMap(\.near).filter { $0.state == .done }.map(\.moment).max()
    if let latest, latest > entry.turned { throw FixtureError.nothingToRedo }
    return (one, entry)
  }

  private func newest(_ isWanted: (JournalEntry.State) -> Bool) -> (One, JournalEntry)? {
    all.compactMap { one in one.near.first { isWanted($0.state) }.map { (one, $0) } }
      .max { $0.1.moment < $1.1.moment }
  }

  /// Files by their names, or how many there are.
  func files(of entry: JournalEntry, in journal: One) -> String {
    guard entry.files.count <= 3 else { return Formats.count(entry.files.count, "file") }
    return entry.files.map { name(of: $0, in: journal) }.joined(separator: ", ")
  }

  /// A file as seen from the place, where it is below it.
  func name(of file: JournalFile, in journal: One) -> String {
    place.relative(journal.root.absolute(file.path)).visible
  }

  /// All operations, the latest first.
  func printEntries() {
    let ink = Ink()
    let entries = all.flatMap { one in one.near.map { (one, $0) } }
      .sorted { $0.1.moment > $1.1.moment }
    if entries.isEmpty { return Output.write("Nothing has been changed here.\n") }
    for (one, entry) in entries {
      let state =
        switch entry.state {
        case .done: ""
        case .undone: "undone  "
        case .superseded: "undone for good  "
        case .pending, .undoing, .redoing: one.isBusy ? "under way  " : "interrupted  "
        case .abandoned: "left half-done  "
        }
      Output.write(
        "\(entry.time.minuteText)Z  \(ink(.warning, state))\(entry.command.visible)  "
          + ink(.dim, files(of: entry, in: one)) + "\n")
    }
  }
}
