import FixtureKit
import Glibc

/// What one command does to files: one operation, also where they belong to several libraries.
enum Operation {
  /// - Parameters:
  ///   - files: those that may change, each with its library.
  ///   - changes: says what shall become of them, once nobody else writes.
  /// - Returns: how it is taken back, as a remark: `llm-mock undo takes it back`.
  @discardableResult
  static func perform(
    on files: [(path: String, library: Library)],
    _ changes: () throws(FixtureError) -> [FileChange]
  ) throws -> String {
    guard !files.isEmpty else { return "" }
    let root = LibraryRoot.common(of: files.map(\.library.root))
    let writer = try LibraryWriter(of: root)
    try settle(writer)
    let linked = files.map(\.path).filter(hasOtherNames)
    let entry = try writer.perform(command, on: files.map(\.path), changes)
    for path in linked {
      Output.error("Note: \(path.visible) had other names (hard links): they keep what it was")
    }
    // What has been done has been done, also where the working folder is gone.
    let isFound = (try? RealPath.of(".")).map {
      Journals.concerns(PathKey($0), root, entry?.files.map(\.path) ?? [])
    }
    return "llm-mock undo\(isFound == true ? "" : " " + quoted(root.path)) takes it back"
  }

  /// Makes changes that were worked out beforehand: a file that has changed since is an error.
  @discardableResult
  static func perform(_ changes: [(change: FileChange, library: Library)]) throws -> String {
    try perform(on: changes.map { ($0.change.path, $0.library) }) { changes.map(\.change) }
  }

  private static func hasOtherNames(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_nlink > 1
  }

  /// Asks what to do about an operation that was interrupted; without a terminal that is an error.
  private static func settle(_ writer: LibraryWriter) throws {
    guard let entry = try writer.interrupted() else { return }
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw FixtureError.interrupted(command: entry.command, root: writer.state.root.path)
    }
    Output.error("'\(entry.command.visible)' was interrupted.")
    switch Confirmation.answer(to: "[u]ndo what it did, [f]inish it, or stop here? ").lowercased()
    {
    case "u": try writer.undo()
    case "f": try writer.redo()
    default:
      throw FixtureError.interrupted(command: entry.command, root: writer.state.root.path)
    }
  }

  /// The command line as a person would type it.
  private static var command: String {
    (["llm-mock"] + CommandLine.arguments.dropFirst().map(quoted)).joined(separator: " ")
  }

  private static func quoted(_ argument: String) -> String {
    let isPlain =
      !argument.isEmpty
      && argument.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
          || (0x61...0x7a).contains(byte) || "-_./=:,#@%+".utf8.contains(byte)
      }
    return isPlain ? argument : "'" + argument.replacing("'", with: #"'\''"#) + "'"
  }
}

extension LibraryWriter {
  /// That of this process.
  init(of root: LibraryRoot) throws(FixtureError) {
    self.init(try StateFolder(of: root, .current))
  }

  init(_ state: StateFolder) { self.init(Journal(state)) { .now } }
}

extension Settings {
  /// The process's own.
  static var current: Settings { Settings { name in getenv(name).map { String(cString: $0) } } }
}
