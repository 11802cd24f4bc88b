import Glibc

/// A folder whose entries are read one by one, in the order of the file system.
struct OpenFolder: ~Copyable {
  private let directory: OpaquePointer

  /// Nil where it cannot be opened, for the reason that `errno` has.
  init?(_ path: String) {
    guard let directory = opendir(path) else { return nil }
    self.directory = directory
  }

  deinit { closedir(directory) }

  var descriptor: Int32 { dirfd(directory) }

  struct Entry {
    /// Nil where it is not UTF-8.
    let name: String?
    /// `DT_REG` and the like.
    let type: Int32
  }

  /// The next entry but `.` and `..`.
  mutating func next() -> Entry? {
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      if name != ".", name != ".." { return Entry(name: name, type: Int32(entry.pointee.d_type)) }
    }
    return nil
  }

  /// The names in a folder; those that are not UTF-8 are left out. Nil where there is no such folder.
  static func names(in folder: String) throws(FixtureError) -> [String]? {
    guard var entries = OpenFolder(folder) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FixtureError(errno, path: folder)
    }
    var names: [String] = []
    while let entry = entries.next() { if let name = entry.name { names.append(name) } }
    return names
  }
}
