import Glibc

/// A file that is no fixture file, written whole or not at all.
package enum NewFile {
  /// - Throws: ``FixtureError/exists(path:)`` where something of that name is there.
  package static func write(
    _ bytes: [UInt8], to path: String, _ system: SystemCalls = .real
  ) throws(FixtureError) {
    // Nobody else's file has such a name; should one, it is not touched.
    let temporary = "\(path).\(getpid()).new"
    let output = try OutputFile(temporary, for: path, mode: 0o666, system)
    defer { try? system.remove(temporary) }
    try output.write(bytes)
    try output.flush()
    try system.attempt(path) { system throws(SystemFailure) in
      try StagedFile.place(temporary, at: path, system)
    }
  }
}

/// A folder, with those it is in.
package enum NewFolder {
  /// False where it is there already.
  package static func make(
    _ path: String, mode: UInt32, _ system: SystemCalls = .real
  ) throws(FixtureError) -> Bool {
    switch try FileKind.at(path) {
    case .folder: return false
    case .file, .other:
      throw FixtureError(SystemFailure(call: "mkdir", code: ENOTDIR), writing: path)
    case nil: break
    }
    let parent = LibraryRoot.folder(of: path)
    if parent != path { _ = try make(parent, mode: mode, system) }
    do throws(FixtureError) {
      try system.attempt(path) { system throws(SystemFailure) in
        try system.makeFolder(path, mode)
      }
    } catch {
      // Another process may have made it just now.
      guard case .exists = error, try FileKind.at(path) == .folder else { throw error }
      return false
    }
    return true
  }
}
