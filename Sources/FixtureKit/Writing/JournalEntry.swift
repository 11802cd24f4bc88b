import LosslessJSON

/// One operation on fixture files, with all that it takes to take it back or to do it again.
package struct JournalEntry: Sendable {
  package enum State: String, CaseIterable, Sendable {
    /// Begun, and not known to be finished.
    case pending
    case done
    /// Being taken back, which is not known to be finished.
    case undoing
    case undone
    /// Being done again, which is not known to be finished.
    case redoing
    /// Undone, and then something else was done instead.
    case superseded
    /// It stopped half-way, and was left like that.
    case abandoned

    /// Whether the operation stopped half-way, unless it is still under way.
    package var isInterrupted: Bool { self == .pending || self == .undoing || self == .redoing }
  }

  /// Counts the operations of a library, from 1.
  package let number: Int
  package let state: State
  package let time: Timestamp
  /// The same, finer: by which the operations of several libraries are in order.
  package let moment: FileStamp.Moment
  /// When its state last changed.
  package let turned: FileStamp.Moment
  /// The command as a person would type it.
  package let command: String
  /// The ``TrashItem/name`` of what the operation brought back, if it did that.
  package let restores: String?
  package let files: [JournalFile]
  /// Of the entry's file, what its digest is made over.
  let digested: [Range<Int>]

  /// What went from the files, with the place it is kept at.
  package var trash: [TrashItem] {
    let items = files.flatMap { file -> [(JournalFile, RemovedInteraction?)] in
      switch file.kind {
      case .delete, .unlink: [(file, nil)]
      case .edit, .create: file.removed.map { (file, $0) }
      }
    }
    return items.enumerated().map { offset, item in
      TrashItem(
        entry: number, number: items.count == 1 ? nil : offset + 1, time: time, moment: moment,
        file: item.0, interaction: item.1)
    }
  }
}

/// Something that was deleted.
package struct TrashItem: Sendable {
  /// The entry's number in the journal.
  package let entry: Int
  /// Position among what the entry deleted, from 1; nil where that is one thing.
  package let number: Int?
  package let time: Timestamp
  package let moment: FileStamp.Moment
  package let file: JournalFile
  /// Nil where the whole file went.
  package let interaction: RemovedInteraction?

  /// `12`, or `12.3` where an operation deleted several things.
  package var name: String { "\(entry)" + (number.map { ".\($0)" } ?? "") }
}

/// What an operation did to one file.
package struct JournalFile: Sendable {
  package enum Kind: Sendable {
    /// - Parameters:
    ///   - sizes: of the file, before and after.
    ///   - after: SHA-256 of the file as it became, in hex.
    ///   - whole: all of the file as it was, where that is not much.
    case edit(
      [JournalSplice], sizes: (before: Int, after: Int), after: String, whole: StoredBytes?)
    case create(StoredBytes, FileAccess?)
    case delete(StoredBytes, FileAccess)
    /// A link went, which named that.
    case unlink(String)
  }

  /// Relative to the library's root where it is below it, links followed.
  package let path: String
  package let kind: Kind
  package let removed: [RemovedInteraction]
}

/// A splice whose bytes are in the journal.
package struct JournalSplice: Sendable {
  /// Where it was made, in the file as it was before.
  let start: Int
  let old: StoredBytes
  let new: StoredBytes
}

/// Bytes in an entry's file.
package struct StoredBytes: Sendable {
  let range: Range<Int>
}

// MARK: - As text

/// An entry is a file: a line of JSON, then all bytes it speaks of, end to end in its order, then the SHA-256
/// of all that but for `whole`, in hex, and a line end.
///
/// `{"format": 2, "time": …, "command": …, "restores": "12.3", "files": [{"path": …, "kind": "edit", "sizes": [before,
/// after], "sha256": …, "splices": [[start, old bytes, new bytes], …], "whole": size, "removed": […]},
/// …]}`; the kinds `create` and `delete` have `size` and `access` (`[mode, user, group]`), `unlink` has `target`.
extension JournalEntry {
  static let format = 2
  /// The digest and the line end behind it.
  static let trailerSize = 65

  /// - Parameter data: where the bytes begin in the entry's file.
  init?(
    number: Int, state: State, stamp: FileStamp, header: JSONValue, data: Int
  ) {
    let end = stamp.size - Self.trailerSize
    guard header["format"]?.integer == Self.format, let seconds = header["time"]?.integer,
      let command = header["command"]?.string, let list = header["files"]
    else { return nil }
    var position = data
    // What is not in the file makes it another one's, or a damaged one.
    func next(_ count: Int) -> StoredBytes? {
      guard count >= 0, count <= end - position else { return nil }
      defer { position += count }
      return StoredBytes(range: position..<position + count)
    }
    var files: [JournalFile] = []
    for element in list.elements {
      guard let file = JournalFile(element, next) else { return nil }
      files.append(file)
    }
    guard position == end else { return nil }
    self.init(
      number: number, state: state, time: Timestamp(seconds: seconds), moment: stamp.modified,
      turned: stamp.changed, command: command, restores: header["restores"]?.string, files: files,
      digested: [0..<data] + files.flatMap(\.kind.digested).map(\.range))
  }
}

extension JournalFile {
  fileprivate init?(_ value: JSONValue, _ next: (Int) -> StoredBytes?) {
    guard let path = value["path"]?.string, let kind = Kind(value, next) else { return nil }
    self.path = path
    self.kind = kind
    removed = value["removed"]?.elements.compactMap(RemovedInteraction.init) ?? []
  }
}

extension JournalFile.Kind {
  fileprivate init?(_ value: JSONValue, _ next: (Int) -> StoredBytes?) {
    switch value["kind"]?.string {
    case "edit":
      guard let before = value["sizes"]?[0]?.integer, let after = value["sizes"]?[1]?.integer,
        let digest = value["sha256"]?.string, let list = value["splices"]
      else { return nil }
      var splices: [JournalSplice] = []
      var done = 0
      for element in list.elements {
        guard let start = element[0]?.integer, let old = element[1]?.integer,
          let new = element[2]?.integer, start >= done, start <= before, let old = next(old),
          let new = next(new), old.range.count <= before - start
        else { return nil }
        splices.append(JournalSplice(start: start, old: old, new: new))
        done = start + old.range.count
      }
      let whole = value["whole"]?.integer == before ? next(before) : nil
      self = .edit(splices, sizes: (before, after), after: digest, whole: whole)
    case "create":
      guard let content = value["size"]?.integer.flatMap(next) else { return nil }
      self = .create(content, value["access"].flatMap(FileAccess.init))
    case "delete":
      guard let content = value["size"]?.integer.flatMap(next),
        let access = value["access"].flatMap(FileAccess.init)
      else { return nil }
      self = .delete(content, access)
    case "unlink":
      guard let target = value["target"]?.string else { return nil }
      self = .unlink(target)
    default: return nil
    }
  }
}

extension JournalFile.Kind {
  /// What undo and redo go by.
  fileprivate var digested: [StoredBytes] {
    switch self {
    case .edit(let splices, _, _, _): splices.flatMap { [$0.old, $0.new] }
    case .create(let content, _), .delete(let content, _): [content]
    case .unlink: []
    }
  }
}

extension RemovedInteraction {
  fileprivate init?(_ value: JSONValue) {
    guard let start = value["start"]?.integer, let size = value["size"]?.integer,
      start >= 0, size >= 0, start <= Int.max - size,
      let position = value["position"]?.integer, let hash = value["hash"]?.string,
      let model = value["model"]?.string, let preview = value["preview"]?.string
    else { return nil }
    self.init(
      range: start..<start + size, position: position, hash: hash, model: model, preview: preview)
  }

  var literal: JSONLiteral {
    .object([
      ("start", .integer(range.lowerBound)), ("size", .integer(range.count)),
      ("position", .integer(position)), ("hash", .string(hash)), ("model", .string(model)),
      ("preview", .string(preview)),
    ])
  }
}

extension FileAccess {
  fileprivate init?(_ value: JSONValue) {
    let numbers = value.elements.compactMap { $0.integer.flatMap { UInt32(exactly: $0) } }
    guard numbers.count == 3 else { return nil }
    self.init(mode: numbers[0], user: numbers[1], group: numbers[2])
  }

  var literal: JSONLiteral { .array([mode, user, group].map { .integer(Int($0)) }) }
}
