import Glibc
import LosslessJSON

/// A file's new content on the disk, beside the file, and not in its place yet.
struct StagedFile {
  let change: FileChange
  /// The file itself, links followed; of a deletion the path as it was named.
  let target: String
  /// Nil where there is no content.
  private let temporary: String?
  /// SHA-256 of the new content of an edited file, in hex.
  private(set) var digest = ""

  /// What temporary files are called, in the folder of the file they are to become.
  private static let prefix = ".llm-mock-"
  private static let suffix = ".tmp"

  /// Removes what killed processes have left in a folder, which is for the holder of its lock to do.
  static func clean(_ folder: String, _ system: SystemCalls) {
    for name in (try? OpenFolder.names(in: folder)) ?? []
    where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
      // Others may have names like these.
      let number = name.dropFirst(prefix.count).dropLast(suffix.count)
      if Int(number) != nil { try? system.remove(folder + "/" + name) }
    }
  }

  /// Writes the new content of a file. On failure nothing is left of it.
  /// - Parameter number: tells the temporary file from others of the operation.
  init(
    _ change: FileChange, target: String, number: Int, _ system: SystemCalls
  ) throws(FixtureError) {
    self.change = change
    self.target = target
    if change.needsNoContent {
      temporary = nil
      try checkStamp()
      return
    }
    let folder = LibraryRoot.folder(of: target)
    let temporary = "\(folder)/\(Self.prefix)\(number)\(Self.suffix)"
    self.temporary = temporary
    // Whoever has left it there has no lock, so it is nobody's.
    try? system.remove(temporary)
    do throws(FixtureError) {
      try checkStamp()
      try write(to: temporary, system)
    } catch {
      _ = discard(system)
      throw error
    }
  }

  private mutating func write(to temporary: String, _ system: SystemCalls) throws(FixtureError) {
    switch change.kind {
    case .delete, .link: break
    case .create(let bytes, let access):
      let output = try OutputFile(
        temporary, for: change.path, mode: access == nil ? 0o666 : 0o600, system)
      try output.write(bytes)
      if let access { try output.set(access) }
      try output.flush()
    case .edit(let splices):
      // Renaming would get round that, but whoever took the right away meant it.
      guard access(target, W_OK) == 0 else {
        throw FixtureError(SystemFailure(call: "access", code: errno), writing: change.path)
      }
      let output = try OutputFile(temporary, for: change.path, mode: 0o600, system)
      let file = try ReadableFile(target)
      let status = try file.status()
      var hash = SHA256()
      try file.copy(splices, size: Int(status.st_size), to: output, &hash)
      digest = SHA256.hex(hash.finish())
      // Who writes without a lock may have done so meanwhile.
      guard try file.stamp() == change.expected else { throw .outdated(path: change.path) }
      try output.set(FileAccess(status))
      try output.flush()
    }
  }

  /// Puts the content in its place. On failure nothing has happened.
  func commit(_ system: SystemCalls) throws(FixtureError) {
    // Another name of the same file may have been replaced by this operation, which is no change.
    try checkStamp { $0?.withoutChange == $1?.withoutChange }
    try system.attempt(change.path) { system throws(SystemFailure) in
      switch (change.kind, temporary) {
      case (.delete, _): try system.remove(target)
      case (.edit, let temporary?): try system.rename(temporary, target)
      case (.link(let other), _): try system.symbolicLink(other, target)
      case (.create, let temporary?): try Self.place(temporary, at: target, system)
      case (.edit, nil), (.create, nil): break
      }
    }
  }

  /// Unlike renaming, a second name never takes another file's place. Where the file system has none, an
  /// empty file takes the place first, which nobody else then can.
  static func place(
    _ temporary: String, at target: String, _ system: SystemCalls
  ) throws(SystemFailure) {
    do throws(SystemFailure) {
      try system.link(temporary, target)
    } catch {
      guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(error.code) else { throw error }
      close(try system.create(target, 0o600))
      return try system.rename(temporary, target)
    }
    do throws(SystemFailure) {
      try system.remove(temporary)
    } catch {
      try? system.remove(target)
      throw error
    }
  }

  /// Removes what has been prepared; false where something of it stays.
  func discard(_ system: SystemCalls) -> Bool {
    guard let temporary, (try? FileKind.at(temporary)) != nil else { return true }
    return (try? system.remove(temporary)) != nil
  }

  /// Whether the file is the one the change was worked out for.
  private func checkStamp(
    _ isSame: (FileStamp?, FileStamp?) -> Bool = { $0 == $1 }
  ) throws(FixtureError) {
    let found = try FileStamp(at: target, followsLink: !change.isDeletion)
    if change.expected == nil, found != nil { throw .exists(path: change.path) }
    guard isSame(found, change.expected) else { throw .outdated(path: change.path) }
  }
}

extension FileChange {
  fileprivate var needsNoContent: Bool {
    switch kind {
    case .delete, .link: true
    case .create, .edit: false
    }
  }
}

extension ReadableFile {
  /// Writes the file with splices made, and hashes what is written.
  fileprivate func copy(
    _ splices: [Splice], size: Int, to output: borrowing OutputFile, _ hash: inout SHA256
  ) throws(FixtureError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var position = 0
    func copy(
      to end: Int, _ output: borrowing OutputFile, _ hash: inout SHA256
    ) throws(FixtureError) {
      while position < end {
        let part = UnsafeMutableRawBufferPointer(
          rebasing: buffer[..<min(buffer.count, end - position)])
        let count = try read(into: part, at: position)
        guard count == part.count else { throw changed }
        hash.update(UnsafeRawBufferPointer(part))
        try output.write(UnsafeRawBufferPointer(part))
        position += count
      }
    }
    for splice in splices {
      try copy(to: splice.range.lowerBound, output, &hash)
      splice.bytes.withUnsafeBytes { hash.update($0) }
      try output.write(splice.bytes)
      position = splice.range.upperBound
    }
    try copy(to: size, output, &hash)
  }
}
