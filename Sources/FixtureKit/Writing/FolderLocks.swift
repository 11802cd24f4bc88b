import Glibc

/// The advisory locks of folders, which every writer of ours takes before it reads what it is going to
/// write. Of a folder, not of the file: a file that is replaced takes its lock with it. They go with
/// the process that holds them.
enum FolderLocks {
  /// How long a lock is waited for, in milliseconds. Writing one file takes some hundredths of a
  /// second.
  private static let patience = 30_000
  /// Between two tries.
  private static let pause: Int32 = 5

  /// Runs `body` while the folders' locks are held.
  static func holding<Result>(
    _ folders: Set<PathKey>, _ system: SystemCalls,
    _ body: () throws(FixtureError) -> Result
  ) throws(FixtureError) -> Result {
    var descriptors: [Int32] = []
    var held: Set<Identity> = []
    defer { for descriptor in descriptors { close(descriptor) } }
    // In order, so that no two writers wait for each other.
    for folder in folders.sorted().map(\.path) {
      while true {
        let descriptor = try system.attempt(folder) { system throws(SystemFailure) in
          try system.openFolder(folder)
        }
        descriptors.append(descriptor)
        let identity = Identity(of: descriptor)
        // A folder may have two paths.
        if held.contains(identity) { break }
        try wait(for: descriptor, folder, system)
        // While it was waited for, git may have put another folder there.
        guard Identity(at: folder) == identity else { continue }
        held.insert(identity)
        break
      }
    }
    return try body()
  }

  private struct Identity: Hashable {
    private let device: UInt64
    private let inode: UInt64

    init(of descriptor: Int32) {
      var status = stat()
      fstat(descriptor, &status)
      (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }

    init(at path: String) {
      var status = stat()
      stat(path, &status)
      (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }
  }

  private static func wait(
    for descriptor: Int32, _ folder: String, _ system: SystemCalls
  ) throws(FixtureError) {
    for _ in 0..<patience / Int(pause) {
      let isLocked = try system.attempt(folder) { system throws(SystemFailure) in
        try system.tryLock(descriptor)
      }
      if isLocked { return }
      poll(nil, 0, pause)
    }
    throw .busy(folder: folder)
  }
}
