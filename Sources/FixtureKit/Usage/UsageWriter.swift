import Glibc

/// Appends to a usage log, from as many processes at once as there are.
package struct UsageWriter: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// Appends lines in one write, so that they never mix with those of others. Makes the log and its folder
  /// where they are missing, the folder so that git passes it by.
  package func append(_ records: [UsageRecord]) throws(FixtureError) {
    var bytes = records.flatMap(\.line)
    let descriptor = try openLog()
    defer { close(descriptor) }
    // What a full disk has cut short shall not spoil what comes after it.
    if try !endsInLine(descriptor) { bytes.insert(0x0a, at: 0) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw FixtureError(SystemFailure(call: "write", code: errno), writing: path)
      }
      rest = rest.dropFirst(count)
    }
  }

  private func openLog() throws(FixtureError) -> Int32 {
    let flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW
    var descriptor = open(path, flags, 0o666)
    if descriptor < 0, errno == ENOENT {
      let folder = LibraryRoot.folder(of: path)
      _ = try NewFolder.make(folder, mode: 0o777)
      if folder.hasSuffix("/" + LibraryListing.stateFolder) { try ignoreForGit(folder) }
      descriptor = open(path, flags, 0o666)
    }
    guard descriptor >= 0 else {
      throw FixtureError(SystemFailure(call: "open", code: errno), writing: path)
    }
    return descriptor
  }

  private func ignoreForGit(_ folder: String) throws(FixtureError) {
    do throws(FixtureError) {
      try NewFile.write(Array("*\n".utf8), to: folder + "/.gitignore")
    } catch {
      guard case .exists = error else { throw error }
    }
  }

  private func endsInLine(_ descriptor: Int32) throws(FixtureError) -> Bool {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size > 0 else { return true }
    var last: UInt8 = 0
    return pread(descriptor, &last, 1, size - 1) != 1 || last == 0x0a
  }
}
