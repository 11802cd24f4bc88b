import Glibc
import LosslessJSON

/// A file that an operation has changed, compared with what is on the disk now.
struct JournalledFile {
  private let file: JournalFile
  private let entry: JournalEntry
  private let journal: Journal
  private let path: String
  /// Of what is there now.
  private let stamp: FileStamp?

  init(
    _ file: JournalFile, of entry: JournalEntry, _ journal: Journal, at path: String
  ) throws(FixtureError) {
    self.file = file
    self.entry = entry
    self.journal = journal
    self.path = path
    stamp = try FileStamp(at: path, followsLink: false)
  }

  /// Whether the file is as the operation found it; nil where it is neither that nor as it left it.
  func isBefore() throws(FixtureError) -> Bool? {
    switch file.kind {
    case .create(let content, _):
      if stamp == nil { return true }
      return try holds(content) ? false : nil
    case .delete(let content, _):
      if stamp == nil { return false }
      return try holds(content) ? true : nil
    case .unlink(let target):
      guard stamp != nil else { return false }
      return try Self.linkTarget(at: path) == target ? true : nil
    case .edit(let records, let sizes, let after, _):
      guard let stamp else { return nil }
      let now = try ReadableFile(path).wholeContent()
      if stamp.size == sizes.after, digest(now) == after { return false }
      guard stamp.size == sizes.before else { return nil }
      for record in records {
        let range = record.start..<record.start + record.old.range.count
        guard range.upperBound <= now.count, try Array(now[range]) == bytes(record.old) else {
          return nil
        }
      }
      let splices = try splices(records)
      // The result tells whether the rest is the same too.
      return digest(splices.applied(to: now)) == after ? true : nil
    }
  }

  /// What makes of the file, as the operation found it, what it left.
  func forward() throws(FixtureError) -> FileChange {
    switch file.kind {
    case .create(let content, let access): change(.create(try bytes(content), access))
    case .delete, .unlink: change(.delete)
    case .edit(let records, _, _, _): change(.edit(try splices(records)))
    }
  }

  /// What takes the operation back.
  func backward() throws(FixtureError) -> FileChange {
    switch file.kind {
    case .create: return change(.delete)
    case .delete(let content, let access):
      return change(.create(try bytes(content), access))
    case .unlink(let target): return change(.link(to: target))
    case .edit(let splices, _, _, _):
      var shift = 0
      var inverse: [Splice] = []
      for splice in splices {
        let start = splice.start + shift
        let (old, new) = (splice.old.range.count, splice.new.range.count)
        inverse.append(Splice(start..<start + new, try bytes(splice.old)))
        shift += new - old
      }
      return change(.edit(inverse))
    }
  }

  /// What has become of the file since the operation, in words; as far as that is known.
  func changesSince() throws(FixtureError) -> [String] {
    guard stamp != nil else { return ["it is gone"] }
    guard case .edit(let records, let sizes, _, let whole) = file.kind else {
      return ["another file is there now"]
    }
    if try Self.linkTarget(at: path) != nil { return ["a link is there now"] }
    let now = try ReadableFile(path).wholeContent()
    guard let whole, let before = try? splices(records).applied(to: bytes(whole)) else {
      return ["it had \(sizes.after) bytes and has \(now.count)"]
    }
    return FileComparison.changes(from: before, to: now)
  }

  private func change(_ kind: FileChange.Kind) -> FileChange {
    FileChange(path: path, kind, expected: stamp)
  }

  private func splices(_ stored: [JournalSplice]) throws(FixtureError) -> [Splice] {
    var result: [Splice] = []
    for splice in stored {
      let range = splice.start..<splice.start + splice.old.range.count
      result.append(Splice(range, try bytes(splice.new)))
    }
    return result
  }

  private func bytes(_ stored: StoredBytes) throws(FixtureError) -> [UInt8] {
    try journal.bytes(stored, of: entry)
  }

  private func holds(_ content: StoredBytes) throws(FixtureError) -> Bool {
    guard let stamp, stamp.size == content.range.count,
      let now = try? ReadableFile(path).wholeContent()
    else { return false }
    return try now == bytes(content)
  }

  private func digest(_ bytes: [UInt8]) -> String { SHA256.hex(SHA256.digest(of: bytes)) }

  /// What a link names; nil where there is none.
  /// - Throws: ``FixtureError/unwritable(path:reason:)`` where it could not be made again.
  static func linkTarget(at path: String) throws(FixtureError) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    guard count < buffer.count, let target = String(validating: buffer[..<count], as: UTF8.self)
    else { throw .unwritable(path: path, reason: "it is a link to a name that is not UTF-8") }
    return target
  }
}
