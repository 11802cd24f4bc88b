import Glibc

/// A new file that is being written.
struct OutputFile: ~Copyable {
  private let descriptor: Int32
  private let system: SystemCalls
  /// The file that errors speak of.
  private let name: String

  /// - Parameter name: the file that errors speak of, which this one is to become.
  init(_ path: String, for name: String, mode: mode_t, _ system: SystemCalls) throws(FixtureError) {
    self.system = system
    self.name = name
    descriptor = try system.attempt(name) { system throws(SystemFailure) in
      try system.create(path, mode)
    }
  }

  deinit { close(descriptor) }

  func write(_ bytes: UnsafeRawBufferPointer) throws(FixtureError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = try system.attempt(name) { system throws(SystemFailure) in
        try system.write(descriptor, rest)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  func write(_ bytes: [UInt8]) throws(FixtureError) {
    var failure: FixtureError?
    bytes.withUnsafeBytes { bytes in
      do throws(FixtureError) { try write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Gives the file a mode, and an owner and a group where the system lets us.
  func set(_ access: FileAccess) throws(FixtureError) {
    var mode = access.mode & 0o7777
    do throws(SystemFailure) {
      try system.setOwner(descriptor, access.user, access.group)
    } catch {
      do throws(SystemFailure) {
        // Only root may give files away; others keep their own name on what they write, and the group.
        try system.setOwner(descriptor, uid_t.max, access.group)
      } catch {
        // Another group may do what everybody may, as rights were not meant for it.
        mode = mode & ~0o070 | (mode & 0o007) << 3
      }
    }
    try system.attempt(name) { system throws(SystemFailure) in
      try system.setMode(descriptor, mode)
    }
  }

  /// Returns when the disk has it.
  func flush() throws(FixtureError) {
    try system.attempt(name) { system throws(SystemFailure) in try system.flush(descriptor) }
  }
}

extension SystemCalls {
  /// Makes calls for a file, of which an error speaks.
  func attempt<Result>(
    _ name: String, _ body: (SystemCalls) throws(SystemFailure) -> Result
  ) throws(FixtureError) -> Result {
    do throws(SystemFailure) {
      return try body(self)
    } catch {
      throw error.code == EEXIST ? .exists(path: name) : FixtureError(error, writing: name)
    }
  }

  /// Returns when the disk has what has been renamed and removed in a folder. What the file system
  /// cannot promise is not worth an error after the fact.
  func flushFolder(_ path: String) {
    guard let descriptor = try? openFolder(path) else { return }
    try? flush(descriptor)
    close(descriptor)
  }
}

extension FileAccess {
  init(_ status: stat) {
    self.init(mode: status.st_mode & 0o7777, user: status.st_uid, group: status.st_gid)
  }
}
