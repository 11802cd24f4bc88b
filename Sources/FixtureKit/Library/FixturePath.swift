import Glibc

/// What a PATH on the command line names: a fixture file or a folder of them.
package enum FixturePath: Hashable, Sendable {
  /// `note` says so when the file goes by the name the Python package would have given it.
  case file(String, note: String?)
  case folder(String)

  /// Finds what `text` names.
  ///
  /// A text that is a folder, or ends in `/`, is that folder; anything else is a file, with `.json`
  /// added when it is not there (never put in the place of what looks like a suffix). Where no such
  /// file exists but the name the Python package would have used does (`gpt-4.json` for
  /// `gpt-4.1-mini`), that one is meant.
  package init(_ text: String) throws(FixtureError) {
    guard !text.isEmpty else { throw .emptyPath }
    let kind = try FileKind.at(text)
    if text.hasSuffix("/") || kind == .folder {
      guard kind == .folder else { throw .notFound(path: text) }
      if !text.hasSuffix("/"), try FileKind.at(text + ".json") == .file {
        throw .ambiguousPath(folder: text, file: text + ".json")
      }
      self = .folder(text)
      return
    }
    let (path, note) = try Self.file(text)
    self = .file(path, note: note)
  }

  /// Finds the file that `text` names, where only a file can be meant; for the rest as above.
  package static func file(_ text: String) throws(FixtureError) -> (path: String, note: String?) {
    guard !text.isEmpty else { throw .emptyPath }
    let path = text.hasSuffix(".json") ? text : text + ".json"
    if try FileKind.at(path) != nil { return (path, nil) }
    let pythonName = pythonName(text)
    guard pythonName != path, try FileKind.at(pythonName) == .file else {
      throw try FileKind.at(text) == .folder ? .folder(path: text) : .notFound(path: path)
    }
    return (
      pythonName,
      "\(path) does not exist; \(pythonName), as llm-mock for Python calls it, does"
    )
  }

  /// Splits `chat.json#2` into the path and the position 2, unless a file has that very name.
  /// - Throws: ``FixtureError/ambiguousPosition(text:files:)`` where both readings name a file.
  package static func splitPosition(
    _ text: String
  ) throws(FixtureError) -> (path: String, position: Int?) {
    guard let mark = text.lastIndex(of: "#"), mark != text.startIndex,
      case let digits = text[text.index(after: mark)...].utf8, !digits.isEmpty,
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return (text, nil) }
    let path = String(text[..<mark])
    func isThere(_ path: String) -> Bool { (try? FileKind.at(path)) != nil }
    if isThere(text) { return (text, nil) }
    if isThere(text + ".json") {
      let other = path.hasSuffix(".json") ? path : path + ".json"
      guard !isThere(other) else {
        throw .ambiguousPosition(text: text, file: text + ".json", other: "\(other)#\(digits)")
      }
      return (text, nil)
    }
    // No file has as many interactions as would not fit.
    return (path, Int(Substring(digits)) ?? .max)
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

  /// Nil where nothing is.
  static func at(_ path: String) throws(FixtureError) -> FileKind? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if [ENOENT, ENOTDIR, ENAMETOOLONG].contains(errno) { return nil }
      throw FixtureError(errno, path: path)
    }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }
}
