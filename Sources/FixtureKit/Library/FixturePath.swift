import Glibc

/// What a PATH on the command line names: a fixture file or a folder of them.
public enum FixturePath: Hashable, Sendable {
  /// `note` says so when the file goes by the name the Python package would have given it.
  case file(String, note: String?)
  case folder(String)

  /// Finds what `text` names.
  ///
  /// A text that is a folder, or ends in `/`, is that folder; anything else is a file, with `.json`
  /// added when it is not there (never put in the place of what looks like a suffix). Where no such
  /// file exists but the name the Python package would have used does (`gpt-4.json` for
  /// `gpt-4.1-mini`), that one is meant.
  public init(_ text: String) throws(FixtureError) {
    guard !text.isEmpty else { throw .emptyPath }
    if text.hasSuffix("/") || FileKind(text) == .folder {
      guard FileKind(text) == .folder else { throw .notFound(path: text) }
      if !text.hasSuffix("/"), FileKind(text + ".json") == .file {
        throw .ambiguousPath(folder: text, file: text + ".json")
      }
      self = .folder(text)
      return
    }
    let path = text.hasSuffix(".json") ? text : text + ".json"
    if FileKind(path) == nil {
      let pythonName = Self.pythonName(text)
      if pythonName != path, FileKind(pythonName) == .file {
        self = .file(
          pythonName,
          note:
            "\(path) does not exist; reading \(pythonName), the name llm-mock for Python gives it")
        return
      }
      throw .notFound(path: path)
    }
    self = .file(path, note: nil)
  }

  /// Splits `chat.json#2` into the path and the position 2, unless a file has that very name.
  public static func splitPosition(_ text: String) -> (path: String, position: Int?) {
    guard FileKind(text) == nil, FileKind(text + ".json") == nil,
      let mark = text.lastIndex(of: "#"), mark != text.startIndex,
      case let digits = text[text.index(after: mark)...], digits.first?.isNumber == true,
      let position = Int(digits), position > 0
    else { return (text, nil) }
    return (String(text[..<mark]), position)
  }

  /// The file Python's `Path.with_suffix(".json")` makes of `text`: a suffix is replaced, not kept.
  static func pythonName(_ text: String) -> String {
    let start = text.lastIndex(of: "/").map { text.index(after: $0) } ?? text.startIndex
    let name = text[start...]
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
      name.index(after: dot) < name.endIndex
    else { return text + ".json" }
    return String(text[..<dot]) + ".json"
  }
}

/// What stands at a path, links followed.
enum FileKind {
  case file, folder, other

  /// Nil where nothing is, or nothing that may be looked at.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}
