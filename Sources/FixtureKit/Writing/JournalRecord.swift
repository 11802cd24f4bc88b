import Glibc
import LosslessJSON

/// What the journal keeps of a file that is about to change.
struct JournalRecord {
  /// What goes into the entry's line.
  let header: JSONLiteral
  /// What takes the change back, and does it again: parts of the file as it is, and new bytes.
  private let data: [Piece]
  private let path: String

  private enum Piece {
    case ofFile(Range<Int>)
    case new([UInt8])
    /// All of the file, to compare with only.
    case whole(Int)
  }

  /// - Parameter path: the file's, as the journal calls it.
  init(_ file: StagedFile, path: String) throws(FixtureError) {
    self.path = file.target
    var members: [(name: String, value: JSONLiteral)] = [("path", .string(path))]
    var data: [Piece] = []
    switch file.change.kind {
    case .edit(let splices):
      let growth = splices.reduce(0) { $0 + $1.bytes.count - $1.range.count }
      let size = file.change.expected?.size ?? 0
      members += [
        ("kind", .string("edit")),
        ("sizes", .array([.integer(size), .integer(size + growth)])),
        ("sha256", .string(file.digest)),
        (
          "splices",
          .array(
            splices.map {
              .array([
                .integer($0.range.lowerBound), .integer($0.range.count), .integer($0.bytes.count),
              ])
            })
        ),
      ]
      for splice in splices { data += [.ofFile(splice.range), .new(splice.bytes)] }
      if size <= Self.largestWhole {
        members.append(("whole", .integer(size)))
        data.append(.whole(size))
      }
    case .create(let bytes, let access):
      members += [
        ("kind", .string("create")), ("size", .integer(bytes.count)),
        ("access", access.map(\.literal) ?? .null),
      ]
      data.append(.new(bytes))
    case .delete:
      if let link = try JournalledFile.linkTarget(at: file.target) {
        members += [("kind", .string("unlink")), ("target", .string(link))]
      } else {
        let status = try ReadableFile(file.target).status()
        members += [
          ("kind", .string("delete")), ("size", .integer(Int(status.st_size))),
          ("access", FileAccess(status).literal),
        ]
        data.append(.ofFile(0..<Int(status.st_size)))
      }
    case .link: preconditionFailure("links are only made when something is undone")
    }
    if !file.change.removed.isEmpty {
      members.append(("removed", .array(file.change.removed.map(\.literal))))
    }
    header = .object(members)
    self.data = data
  }

  /// - Parameter hash: takes what undo and redo go by.
  func writeData(
    to output: borrowing OutputFile, _ hash: inout SHA256
  ) throws(FixtureError) {
    for piece in data {
      switch piece {
      case .new(let bytes):
        hash.update(bytes)
        try output.write(bytes)
      case .ofFile(let range):
        try ReadableFile(path).forEachPiece(of: range) { bytes throws(FixtureError) in
          hash.update(bytes)
          try output.write(bytes)
        }
      case .whole(let size):
        try ReadableFile(path).forEachPiece(of: 0..<size) { bytes throws(FixtureError) in
          try output.write(bytes)
        }
      }
    }
  }

  /// Files up to this are kept whole, so that it can be said what has become of them since.
  private static let largestWhole = 256 << 10
}
