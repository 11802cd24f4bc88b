package import LosslessJSON

/// What shall become of one file.
package struct FileChange: Sendable {
  package enum Kind: Sendable {
    case edit([Splice])
    /// A new file, which nothing of that name may be in the way of.
    /// - Parameter access: as a file had it that comes back; nil leaves it to the process.
    case create([UInt8], FileAccess?)
    /// A new link, with what it names.
    case link(to: String)
    /// Of a link the link goes, not what it names.
    case delete
  }

  /// The file as it was named; what is behind a link is edited, and the link stays.
  package let path: String
  package let kind: Kind
  /// The file as it was when the change was worked out, of a deletion the link where it is one; nil for
  /// a new one.
  package let expected: FileStamp?
  /// The interactions that go, so that a person can find them again.
  package let removed: [RemovedInteraction]

  package init(
    path: String, _ kind: Kind, expected: FileStamp?, removed: [RemovedInteraction] = []
  ) {
    self.path = path
    self.kind = kind
    self.expected = expected
    self.removed = removed
  }
}

extension FileChange {
  /// The deletion of a file, or of a link to one.
  /// - Parameter index: the file as it was looked at, which it must still be.
  package init(deleting path: String, _ index: FileIndex) throws(FixtureError) {
    guard try FileStamp(at: path) == index.stamp else { throw .outdated(path: path) }
    self.init(path: path, .delete, expected: try FileStamp(at: path, followsLink: false))
  }
}

/// Who may do what with a file.
package struct FileAccess: Hashable, Sendable {
  package let mode: UInt32
  package let user: UInt32
  package let group: UInt32

  package init(mode: UInt32, user: UInt32, group: UInt32) {
    self.mode = mode
    self.user = user
    self.group = group
  }
}

extension FileChange {
  /// Whether it changes nothing.
  var isEmpty: Bool {
    if case .edit(let splices) = kind { return splices.isEmpty }
    return false
  }

  var isDeletion: Bool { if case .delete = kind { true } else { false } }
}

/// What a list says of an interaction that is no more.
package struct RemovedInteraction: Hashable, Sendable {
  /// Where its object stood in the file, in bytes.
  package let range: Range<Int>
  /// Position in the file, from 0.
  package let position: Int
  package let hash: String
  package let model: String
  package let preview: String

  package init(_ interaction: IndexedInteraction) {
    range = interaction.range
    position = interaction.position
    hash = interaction.hash
    model = interaction.model
    preview = interaction.preview
  }

  init(range: Range<Int>, position: Int, hash: String, model: String, preview: String) {
    self.range = range
    self.position = position
    self.hash = hash
    self.model = model
    self.preview = preview
  }
}
