import Glibc

/// The folder that settings, journal and reports of a fixture file belong to.
package struct LibraryRoot: Hashable, Sendable {
  /// Its real path.
  package let path: String

  /// - Parameter path: a real path that is known to be a root.
  package init(_ path: String) { self.path = path }

  /// The nearest folder at or above `path` that holds `llm-mock.json` or `.llm-mock/`, not above the
  /// git work tree it is in, outside git not above itself; else the folder itself, or a file's folder.
  package init(of path: String) throws(FixtureError) {
    let kind = try FileKind.at(path)
    let folder = kind == .folder ? path : Self.folder(of: path)
    let start = try RealPath.of(folder)
    self.path = Self.marked(from: start) ?? start
  }

  /// The root itself where there is one, else the nearest folder that all of them are in: so that one
  /// command is one operation.
  package static func common(of roots: [LibraryRoot]) -> LibraryRoot {
    guard var path = roots.first?.path else { return LibraryRoot("/") }
    while !roots.allSatisfy({ PathKey(path).contains(PathKey($0.path)) }) {
      path = folder(of: path)
    }
    return LibraryRoot(path)
  }

  /// The git work tree it is in; nil where it is in none.
  package var workTree: String? {
    var folder = path
    while access(folder + "/.git", F_OK) != 0 {
      guard folder != "/" else { return nil }
      folder = Self.folder(of: folder)
    }
    return folder
  }

  private static func marked(from start: String) -> String? {
    var folder = start
    var candidate: String?
    while true {
      if candidate == nil, isMarked(folder) { candidate = folder }
      let isWorkTree = access(folder + "/.git", F_OK) == 0
      if isWorkTree { return candidate }
      guard folder != "/" else {
        // Outside git only the folder itself counts.
        return candidate == start ? candidate : nil
      }
      folder = Self.folder(of: folder)
    }
  }

  private static func isMarked(_ folder: String) -> Bool {
    access(folder + "/" + LibraryListing.settingsFile, F_OK) == 0
      || access(folder + "/" + LibraryListing.stateFolder, F_OK) == 0
  }

  /// The folder a path is in: `.` for a bare name.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A real path as it is written from this root; unchanged where it is not below.
  package func relative(_ realPath: String) -> String { PathKey(path).relative(realPath) }

  /// The real path of what ``relative(_:)`` has written.
  package func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : (self.path == "/" ? "/" : self.path + "/") + path
  }
}

/// A path without links and dots.
package enum RealPath {
  package static func of(_ path: String) throws(FixtureError) -> String {
    guard let real = realpath(path, nil) else { throw FixtureError(errno, path: path) }
    defer { free(real) }
    return String(cString: real)
  }

  /// The same of a file that need not be there, in a folder that is.
  package static func ofNew(_ path: String) throws(FixtureError) -> String {
    let folder = try of(LibraryRoot.folder(of: path))
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return folder == "/" ? "/" + name : folder + "/" + name
  }
}
