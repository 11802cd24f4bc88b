package import Glibc

/// The system calls by which files change. A value, so that tests can let each of them fail.
package struct SystemCalls: Sendable {
  /// Opens a new file for writing; there may be none of that name, not even a link.
  package var create: @Sendable (_ path: String, _ mode: mode_t) throws(SystemFailure) -> Int32
  package var openFolder: @Sendable (_ path: String) throws(SystemFailure) -> Int32
  /// Takes the lock of an open folder; false while another process, or another descriptor, has it.
  package var tryLock: @Sendable (_ descriptor: Int32) throws(SystemFailure) -> Bool
  /// How many bytes were written, at least one.
  package var write:
    @Sendable (_ descriptor: Int32, UnsafeRawBufferPointer) throws(SystemFailure) -> Int
  package var setOwner: @Sendable (_ descriptor: Int32, uid_t, gid_t) throws(SystemFailure) -> Void
  package var setMode: @Sendable (_ descriptor: Int32, mode_t) throws(SystemFailure) -> Void
  /// Returns when the disk has it.
  package var flush: @Sendable (_ descriptor: Int32) throws(SystemFailure) -> Void
  package var rename: @Sendable (_ from: String, _ to: String) throws(SystemFailure) -> Void
  /// Gives a file a second name, which nothing may have yet.
  package var link: @Sendable (_ from: String, _ to: String) throws(SystemFailure) -> Void
  package var symbolicLink:
    @Sendable (_ target: String, _ path: String) throws(SystemFailure) -> Void
  package var remove: @Sendable (_ path: String) throws(SystemFailure) -> Void
  package var makeFolder: @Sendable (_ path: String, _ mode: mode_t) throws(SystemFailure) -> Void

  /// Those of the system.
  package static let real = SystemCalls(
    create: { path, mode throws(SystemFailure) in
      try check("create", open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode))
    },
    openFolder: { path throws(SystemFailure) in
      try check("open", open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    },
    tryLock: { descriptor throws(SystemFailure) in
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        if errno == EWOULDBLOCK { return false }
        guard errno == EINTR else { throw SystemFailure(call: "lock", code: errno) }
      }
      return true
    },
    write: { descriptor, bytes throws(SystemFailure) in
      while true {
        let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        if count > 0 { return count }
        guard count < 0, errno == EINTR else {
          throw SystemFailure(call: "write", code: count < 0 ? errno : EIO)
        }
      }
    },
    setOwner: { descriptor, user, group throws(SystemFailure) in
      _ = try check("set owner", fchown(descriptor, user, group))
    },
    setMode: { descriptor, mode throws(SystemFailure) in
      _ = try check("set mode", fchmod(descriptor, mode))
    },
    flush: { descriptor throws(SystemFailure) in _ = try check("flush", fsync(descriptor)) },
    rename: { from, to throws(SystemFailure) in
      _ = try check("rename", Glibc.rename(from, to))
    },
    link: { from, to throws(SystemFailure) in _ = try check("link", Glibc.link(from, to)) },
    symbolicLink: { target, path throws(SystemFailure) in
      _ = try check("link", symlink(target, path))
    },
    remove: { path throws(SystemFailure) in _ = try check("remove", unlink(path)) },
    makeFolder: { path, mode throws(SystemFailure) in
      _ = try check("make folder", mkdir(path, mode))
    })

  private static func check(
    _ call: String, _ result: Int32
  ) throws(SystemFailure) -> Int32 {
    guard result >= 0 else { throw SystemFailure(call: call, code: errno) }
    return result
  }
}

/// A system call that was refused.
package struct SystemFailure: Error, Hashable, Sendable {
  package let call: String
  /// The system's error number.
  package let code: Int32

  package init(call: String, code: Int32) {
    self.call = call
    self.code = code
  }
}
