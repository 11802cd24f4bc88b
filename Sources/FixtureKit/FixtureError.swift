package import LosslessJSON

/// Why a fixture file, or a part of one, cannot be used. `description` is the whole sentence.
package enum FixtureError: Error, Hashable, Sendable {
  case notFound(path: String)
  /// `chat` names both a folder and `chat.json`.
  case ambiguousPath(folder: String, file: String)
  /// `chat#2` names both `chat#2.json` and the second interaction of `chat.json`.
  case ambiguousPosition(text: String, file: String, other: String)
  /// The system refused; `reason` is its word for it.
  case unreadable(path: String, reason: String)
  case syntax(path: String, JSONSyntaxError)
  /// JSON, but not a fixture file.
  case notAFixture(path: String, reason: String)
  /// The file is no longer the one that was read.
  case changed(path: String)
  case emptyPath
  /// A folder stands where only a file can be meant.
  case folder(path: String)
  /// The system refused to write; `reason` is its word for it. Nothing was changed.
  case unwritable(path: String, reason: String)
  /// The file is no longer the one that a change was worked out for. Nothing was changed.
  case outdated(path: String)
  /// Something is where a new file should go.
  case exists(path: String)
  /// There is nowhere to keep the journal.
  case noStateFolder
  /// The journal holds something that is none of ours, or of a later version.
  case unreadableJournal(path: String)
  /// An earlier operation stopped half-way.
  case interrupted(command: String, root: String, cause: String? = nil)
  /// There is nothing to take back, or to do again.
  case nothingToUndo
  case nothingToRedo
  /// Another operation on the same file is to be undone, or done again, before.
  case comesFirst(command: String)
  /// What would be given up can be undone.
  case nothingToAbandon(command: String)
  /// The file is neither as an operation left it nor as it found it.
  case changedSince(path: String, command: String, changes: [String])
  /// The library's settings cannot be used.
  case settings(path: String, line: Int, column: Int, String)
  /// Another process keeps the folder's lock.
  case busy(folder: String)

  /// The sentence without the file's name, for a place that already shows it.
  package var reason: String {
    switch self {
    case .notFound: "no such file"
    case .ambiguousPath(let folder, let file): "both \(folder)/ and \(file) exist"
    case .ambiguousPosition(_, let file, let other): "both \(file) and \(other) exist"
    case .unreadable(_, let reason): reason
    case .syntax(_, let error): error.isOfEmptyText ? "the file is empty" : error.description
    case .notAFixture(_, let reason): reason
    case .changed: "changed on disk while it was read"
    case .emptyPath: "the path is empty"
    case .folder: "it is a folder"
    case .unwritable(_, let reason): "cannot be written: \(reason)"
    case .outdated: "changed on disk since it was read"
    case .exists: "it is there already"
    case .busy: "another process is writing there"
    case .noStateFolder: "there is no folder for the journal"
    case .unreadableJournal: "it is no journal of this version"
    case .interrupted: "an operation was interrupted"
    case .nothingToUndo: "there is nothing to undo"
    case .nothingToRedo: "there is nothing to redo"
    case .comesFirst: "another change comes first"
    case .nothingToAbandon: "it can be undone"
    case .changedSince: "it has changed since"
    case .settings(_, let line, let column, let problem): "\(line):\(column): \(problem)"
    }
  }
}

extension FixtureError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notFound(let path):
      path.utf8.last == UInt8(ascii: "/")
        ? "folder not found: \(path)" : "fixture file not found: \(path)"
    case .ambiguousPath(let folder, let file):
      "'\(folder)' is ambiguous: write '\(folder)/' for the folder or '\(file)' for the file"
    case .ambiguousPosition(let text, let file, let other):
      "'\(text)' is ambiguous: write '\(file)' for the file or '\(other)' for the interaction"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .syntax(let path, let error) where error.isOfEmptyText:
      "cannot parse fixture \(path): the file is empty"
    case .syntax(let path, let error):
      "cannot parse fixture \(path):\(error.line):\(error.column): \(error.problem)"
    case .notAFixture(let path, let reason): "\(path) is not a fixture file: \(reason)"
    case .changed(let path): "\(path) changed on disk while it was read: try again"
    case .emptyPath: "the path is empty: name a fixture file or a folder"
    case .folder(let path): "\(path) is a folder: name a fixture file"
    case .unwritable(let path, let reason): "cannot write \(path): \(reason). Nothing was changed"
    case .outdated(let path):
      "\(path) changed on disk since it was read. Nothing was changed: try again"
    case .exists(let path): "\(path) is there already. Nothing was changed"
    case .noStateFolder:
      "every change can be undone, and there is no folder to keep what that takes: "
        + "set HOME or XDG_STATE_HOME"
    case .unreadableJournal(let path):
      "\(path) is no journal that this version can read: move it away"
    case .interrupted(let command, let root, let cause):
      "'\(command)' was interrupted\(cause.map { " (\($0))" } ?? ""). In \(root) 'llm-mock undo' takes back "
        + "what it did, 'llm-mock redo' finishes it, 'llm-mock undo --abandon' leaves the files as they are"
    case .nothingToUndo: "there is nothing to undo"
    case .nothingToRedo: "there is nothing to redo"
    case .comesFirst(let command):
      "'\(command)' comes first: it has changed the same file since"
    case .nothingToAbandon(let command):
      "'\(command)' can be taken back: 'llm-mock undo' does that"
    case .changedSince(let path, let command, let changes):
      "\(path) has changed since '\(command)'. Nothing was changed: put it back, or give that up for good "
        + "with 'llm-mock undo --abandon'" + changes.map { "\n  \($0)" }.joined()
    case .settings(let path, let line, let column, let problem):
      "\(path):\(line):\(column): \(problem)"
    case .busy(let folder):
      "another process is writing in \(folder). Nothing was changed: try again when it is done"
    }
  }
}

extension JSONSyntaxError {
  /// Whether there was nothing to read at all.
  fileprivate var isOfEmptyText: Bool {
    if case .endOfText = problem { return offset == 0 }
    return false
  }
}
