import FixtureKit
import Glibc

/// Changes of files, worked out and done as one command and one operation, also where they belong to
/// several libraries.
struct Operation {
  private var changes: [FileChange] = []
  private var roots: [LibraryRoot] = []

  mutating func add(_ change: FileChange, in library: Library) {
    changes.append(change)
    roots.append(library.root)
  }

  var isEmpty: Bool { changes.isEmpty }
  var fileCount: Int { changes.count }

  func perform() throws {
    guard !changes.isEmpty else { return }
    let writer = try Self.writer(for: LibraryRoot.common(of: roots))
    try Self.settle(writer)
    do throws(FixtureError) {
      try writer.perform(Self.command, on: changes.map(\.path)) { changes }
    } catch { throw CommandFailure(error) }
  }

  static func writer(for root: LibraryRoot) throws -> LibraryWriter {
    do throws(FixtureError) {
      return LibraryWriter(Journal(try StateFolder(of: root, .current))) { .now }
    } catch { throw CommandFailure(error) }
  }

  /// Asks what to do about an operation that was interrupted; without a terminal that is an error.
  private static func settle(_ writer: LibraryWriter) throws {
    do throws(FixtureError) {
      guard let entry = try writer.interrupted() else { return }
      guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
        throw FixtureError.interrupted(command: entry.command, cause: nil)
      }
      Output.error("'\(entry.command.visible)' was interrupted.")
      switch Confirmation.answer(to: "[u]ndo what it did, [f]inish it, or stop here? ").lowercased()
      {
      case "u": try writer.undo()
      case "f": try writer.redo()
      default: throw FixtureError.interrupted(command: entry.command, cause: nil)
      }
    } catch { throw CommandFailure(error) }
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

extension Settings {
  /// The process's own.
  static var current: Settings { Settings { name in getenv(name).map { String(cString: $0) } } }
}
