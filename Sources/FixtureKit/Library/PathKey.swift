/// A path as the file system tells it from others: by bytes, where Unicode may take two names for one.
package struct PathKey: Hashable, Comparable, Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  package static func == (left: PathKey, right: PathKey) -> Bool {
    left.path.utf8.elementsEqual(right.path.utf8)
  }

  package static func < (left: PathKey, right: PathKey) -> Bool {
    left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }

  /// Whether the other is the same path, or below this folder.
  package func contains(_ other: PathKey) -> Bool {
    other == self || other.path.utf8.starts(with: prefix.utf8)
  }

  /// A path as it is written from this folder; unchanged where it is not below.
  package func relative(_ path: String) -> String {
    path.utf8.starts(with: prefix.utf8)
      ? String(decoding: path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : path
  }

  /// What paths below this folder begin with.
  private var prefix: String { path.hasSuffix("/") ? path : path + "/" }

  package func hash(into hasher: inout Hasher) {
    for byte in path.utf8 { hasher.combine(byte) }
  }
}
