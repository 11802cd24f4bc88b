import Glibc

/// Where the state of one library is kept: a folder for its user alone.
package struct StateFolder: Sendable {
  /// Its path; it need not be there.
  package let path: String
  package let root: LibraryRoot

  private init(path: String, root: LibraryRoot) {
    self.path = path
    self.root = root
  }

  /// `<folder name>-<12 digits of the SHA-256 of the root's real path>` below `llm-mock` in the
  /// user's state.
  package init(of root: LibraryRoot, _ settings: Settings) throws(FixtureError) {
    path = try Self.all(settings) + "/" + Self.name(of: root)
    self.root = root
  }

  private static func all(_ settings: Settings) throws(FixtureError) -> String {
    guard let home = settings.stateHome else { throw .noStateFolder }
    return home + "/llm-mock"
  }

  /// Four digits that tell this library's state from others'.
  package var mark: Substring { path.suffix(12).prefix(4) }

  /// The state of every library that has some.
  package static func known(_ settings: Settings) throws(FixtureError) -> [StateFolder] {
    let folder = try all(settings)
    guard let names = try OpenFolder.names(in: folder) else { return [] }
    return names.sorted().compactMap { name in
      let path = folder + "/" + name
      guard let bytes = try? ReadableFile(path + "/root").wholeContent() else { return nil }
      let root = LibraryRoot(String(decoding: bytes, as: UTF8.self))
      // A file that was cut short must not send anybody elsewhere.
      guard name == Self.name(of: root) else { return nil }
      return StateFolder(path: path, root: root)
    }
  }

  private static func name(of root: LibraryRoot) -> String {
    // Only for a person to know it by; names may be 255 bytes long.
    var name = root.path.split(separator: "/").last ?? "root"
    while name.utf8.count > 200 { name.removeLast() }
    return "\(name)-" + SHA256.hex(SHA256.digest(of: Array(root.path.utf8))).prefix(12)
  }

  /// Makes it, with a folder in it, for the user alone, and returns that folder.
  func make(_ name: String, _ system: SystemCalls) throws(FixtureError) -> String {
    let folder = path + "/" + name
    _ = try NewFolder.make(folder, mode: 0o700, system)
    for place in [path, folder] { try checkPrivate(place) }
    return folder
  }

  /// Whoever could write there would decide what undo does.
  private func checkPrivate(_ folder: String) throws(FixtureError) {
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == geteuid(), status.st_mode & 0o022 == 0
    else { throw .unwritable(path: folder, reason: "it is not this user's alone") }
  }

  /// Says whose state it is, unless that is said already. For the holder of the journal's lock.
  func writeRoot(_ system: SystemCalls) throws(FixtureError) {
    let known = try? ReadableFile(path + "/root").wholeContent()
    guard known != Array(root.path.utf8) else { return }
    let temporary = path + "/root.new"
    try? system.remove(temporary)
    let file = try OutputFile(temporary, for: path, mode: 0o600, system)
    try file.write(Array(root.path.utf8))
    try file.flush()
    try system.attempt(path) { system throws(SystemFailure) in
      try system.rename(temporary, path + "/root")
    }
    system.flushFolder(path)
  }
}
