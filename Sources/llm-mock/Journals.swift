import FixtureKit

/// The journals of the libraries near a place: those in it, and those it is in.
struct Journals {
  /// One library's journal with what is in it, the latest first.
  struct One {
    let writer: LibraryWriter
    let entries: [JournalEntry]

    var root: LibraryRoot { writer.journal.state.root }

    /// Whether another process is at it just now.
    var isBusy: Bool { (try? writer.journal.isBusy()) == true }

    func latest(_ isWanted: (JournalEntry.State) -> Bool) -> JournalEntry? {
      entries.first { isWanted($0.state) }
    }
  }

  private(set) var all: [One] = []
  private let place: PathKey

  init(near path: String) throws {
    place = PathKey(try Self.place(path))
    for state in try StateFolder.known(.current) where Self.touches(place, state.root) {
      let writer = LibraryWriter(state)
      let one = One(writer: writer, entries: try writer.journal.entries())
      if isNear(one) { all.append(one) }
    }
  }

  /// The real path of what is there, or was: of a fixture file also without `.json`.
  private static func place(_ path: String) throws(FixtureError) -> String {
    guard !path.isEmpty else { throw .emptyPath }
    var rest: [Substring] = []
    var existing = path
    while (try? RealPath.of(existing)) == nil, existing != ".", existing != "/" {
      rest.insert(existing.split(separator: "/").last ?? "", at: 0)
      existing = existing.contains("/") ? LibraryRoot.folder(of: existing) : "."
    }
    let real = try RealPath.of(existing)
    return rest.isEmpty ? real : (real == "/" ? "" : real) + "/" + rest.joined(separator: "/")
  }

  /// What was done to several libraries at once is kept for a folder around them; it concerns a place
  /// only where some of its files are there.
  private func isNear(_ one: One) -> Bool {
    guard let latest = one.entries.first else { return false }
    return Self.concerns(place, one.root, latest.files.map(\.path))
  }

  /// Whether what was done in a library is found from a place.
  /// - Parameter files: those that it was done to, relative to the root.
  static func concerns(_ place: PathKey, _ root: LibraryRoot, _ files: [String]) -> Bool {
    guard touches(place, root) else { return false }
    // Of what is gone, the folder it was in.
    let library = PathKey(
      (try? LibraryRoot(of: place.path))?.path ?? LibraryRoot.folder(of: place.path))
    if PathKey(root.path) == library || place.contains(PathKey(root.path)) { return true }
    return files.contains { file in
      let path = PathKey(root.absolute(file))
      return place.contains(path) || library.contains(path)
    }
  }

  private static func touches(_ place: PathKey, _ root: LibraryRoot) -> Bool {
    let root = PathKey(root.path)
    return root.contains(place) || place.contains(root)
  }

  /// Whoever names a file means what was done to that file.
  func checkIsMeant(_ entry: JournalEntry, in journal: One) throws {
    if (try? FixturePath(place.path + "/")) != nil { return }
    let names = [place, PathKey(place.path + ".json")]
    let isMeant = entry.files.contains { file in
      let path = PathKey(journal.root.absolute(file.path))
      return names.contains { $0.contains(path) }
    }
    guard !isMeant else { return }
    throw CommandFailure(
      .refused,
      "what comes first, '\(entry.command)', is about \(files(of: entry, in: journal)): "
        + "name the folder to go on with that")
  }

  func interrupted() -> (One, JournalEntry)? { newest(\.isInterrupted) }

  func nextToUndo() -> (One, JournalEntry)? {
    newest { $0 == .done || $0.isInterrupted }
  }

  /// What was undone last, unless something else was done since.
  func nextToRedo() -> (One, JournalEntry)? {
    if let interrupted = interrupted() { return interrupted }
    let undone = all.flatMap { one in
      one.entries.filter { $0.state == .undone }.map { (one, $0) }
    }
    guard let last = undone.max(by: { $0.1.turned < $1.1.turned }) else { return nil }
    let latest = all.flatMap(\.entries).filter { $0.state == .done }.map(\.moment).max()
    return latest.map { $0 < last.1.turned } ?? true ? last : nil
  }

  private func newest(_ isWanted: (JournalEntry.State) -> Bool) -> (One, JournalEntry)? {
    all.compactMap { one in one.latest(isWanted).map { (one, $0) } }
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
    let entries = all.flatMap { one in one.entries.map { (one, $0) } }
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
