import Glibc

/// What tells whether a file is still the one that was read.
package struct FileStamp: Hashable, Sendable {
  package let device: UInt64
  package let inode: UInt64
  /// In bytes.
  package let size: Int
  /// When its content was last written, as far as the writer tells the truth.
  package let modified: Moment
  /// When content, name or mode last changed; no program can set it.
  package let changed: Moment

  /// The same without ``changed``, which a new name of the file changes too.
  var withoutChange: [Int] {
    [
      Int(truncatingIfNeeded: device), Int(truncatingIfNeeded: inode), size, modified.seconds,
      modified.nanoseconds,
    ]
  }

  /// A time of the file system, since 1970. Files may claim any.
  package struct Moment: Hashable, Comparable, Sendable {
    package let seconds: Int
    package let nanoseconds: Int

    init(_ time: timespec) {
      seconds = time.tv_sec
      nanoseconds = time.tv_nsec
    }

    package static func < (left: Moment, right: Moment) -> Bool {
      (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
  }

  /// The stamp of what is at a path; nil where nothing is.
  package init?(at path: String, followsLink: Bool = true) throws(FixtureError) {
    var status = stat()
    guard (followsLink ? stat(path, &status) : lstat(path, &status)) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FixtureError(errno, path: path)
    }
    self.init(status)
  }

  /// Of a text in memory, which no file has.
  init(size: Int) {
    var status = stat()
    status.st_size = size
    self.init(status)
  }

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = Moment(status.st_mtim)
    changed = Moment(status.st_ctim)
  }
}

/// One open file, read by position. Files are never mapped: another program may truncate them, and
/// a page past the end would be a signal instead of an error.
struct ReadableFile: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// Opens a regular file; a folder, a pipe or a device is an error, and never waited for.
  init(_ path: String) throws(FixtureError) {
    // Non-blocking, so that opening a pipe nobody writes to comes back at once.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    self.path = path
    guard descriptor >= 0 else {
      throw FixtureError(errno, path: path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw .unreadable(
        path: path, reason: isFolder ? "it is a folder" : "it is not a regular file")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func stamp() throws(FixtureError) -> FileStamp { FileStamp(try status()) }

  func status() throws(FixtureError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FixtureError(errno, path: path)
    }
    return status
  }

  /// What to throw when the file is no longer as long as it was.
  var changed: FixtureError { .changed(path: path) }

  /// Reads up to the buffer's length from `offset`; fewer bytes only at the end of the file.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(FixtureError) -> Int {
    var count = 0
    while count < buffer.count {
      let result = pread(
        descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count,
        off_t(offset + count))
      if result == 0 { break }
      guard result > 0 else {
        if errno == EINTR { continue }
        throw FixtureError(errno, path: path)
      }
      count += result
    }
    return count
  }

  /// Reads `range` in pieces, so that memory does not grow with it.
  func forEachPiece(
    of range: Range<Int>, _ body: ([UInt8]) throws(FixtureError) -> Void
  ) throws(FixtureError) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, start + 1 << 20)
      try body(bytes(start..<end))
      start = end
    }
  }

  /// The bytes of `range`; an error when the file has become too short.
  func bytes(_ range: Range<Int>) throws(FixtureError) -> [UInt8] {
    var failure: FixtureError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      do throws(FixtureError) {
        count = try read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
      } catch { failure = error }
    }
    if let failure { throw failure }
    guard bytes.count == range.count else { throw changed }
    return bytes
  }
}

extension FixtureError {
  /// What the system's error number says of a path.
  init(_ code: Int32, path: String) {
    self =
      code == ENOENT ? .notFound(path: path) : .unreadable(path: path, reason: Self.words(code))
  }

  /// What it says of writing there.
  init(_ failure: SystemFailure, writing path: String) {
    self = .unwritable(path: path, reason: Self.words(failure.code))
  }

  private static func words(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case EISDIR: "it is a folder"
    case ENOTDIR: "a part of the path is not a folder"
    case ELOOP: "too many symbolic links"
    case EMFILE, ENFILE: "too many open files"
    case ENAMETOOLONG: "the name is too long"
    case EIO: "input/output error"
    case ENOSPC: "no space left on the device"
    case EDQUOT: "the disk quota is used up"
    case EROFS: "the file system is read-only"
    default: String(cString: strerror(code))
    }
  }
}
