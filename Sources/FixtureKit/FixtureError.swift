package import LosslessJSON

/// Why a fixture file, or a part of one, cannot be used. `description` is the whole sentence.
package enum FixtureError: Error, Hashable, Sendable {
  case notFound(path: String)
  /// `chat` names both a folder and `chat.json`.
  case ambiguousPath(folder: String, file: String)
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

  /// The sentence without the file's name, for a place that already shows it.
  package var reason: String {
    switch self {
    case .notFound: "no such file"
    case .ambiguousPath(let folder, let file): "both \(folder)/ and \(file) exist"
    case .unreadable(_, let reason): reason
    case .syntax(_, let error): error.isOfEmptyText ? "the file is empty" : error.description
    case .notAFixture(_, let reason): reason
    case .changed: "changed on disk while it was read"
    case .emptyPath: "the path is empty"
    case .folder: "it is a folder"
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
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .syntax(let path, let error) where error.isOfEmptyText:
      "cannot parse fixture \(path): the file is empty"
    case .syntax(let path, let error):
      "cannot parse fixture \(path):\(error.line):\(error.column): \(error.problem)"
    case .notAFixture(let path, let reason): "\(path) is not a fixture file: \(reason)"
    case .changed(let path): "\(path) changed on disk while it was read: try again"
    case .emptyPath: "the path is empty: name a fixture file or a folder"
    case .folder(let path): "\(path) is a folder: name a fixture file"
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
