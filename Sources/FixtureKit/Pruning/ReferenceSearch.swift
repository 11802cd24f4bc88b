import Glibc

/// Looks through source files for strings that name fixture files.
///
/// A file counts as named where a string in quotes, on one line, is its path or ends in it, or is its name
/// alone, with or without `.json`. Names that a program puts together are not found.
package struct ReferenceSearch: Sendable {
  /// The folder that was searched.
  package let folder: String
  /// How many files were read.
  package private(set) var searchedFiles = 0
  /// Files and folders that could not be read, or are too large, and might have names in them.
  package private(set) var skippedFiles: [String] = []
  private var found: Set<PathKey> = []

  /// Searches a folder and those in it, but for hidden ones and installed packages.
  /// - Parameter files: the fixture files to look for, by their real paths. They are not searched: what
  ///   they say is said by models.
  package init(of folder: String, for files: [String]) throws(FixtureError) {
    self.folder = try RealPath.of(folder)
    let own = Set(files.map { PathKey($0) })
    let stems = Set(files.map { PathKey(Self.stem(Array($0.utf8)[...])) })
    var pending = [self.folder]
    while let folder = pending.popLast() {
      guard var entries = OpenFolder(folder) else {
        skippedFiles.append(folder)
        continue
      }
      while let entry = entries.next() {
        guard let name = entry.name, !name.utf8.starts(with: ".".utf8) else { continue }
        let path = folder + "/" + name
        if entry.type == DT_DIR {
          if !Self.installed.contains(name) { pending.append(path) }
        } else if (try? FileKind.at(path)) == .file,
          !own.contains(PathKey((try? RealPath.of(path)) ?? path))
        {
          search(path, stems)
        }
      }
    }
  }

  /// Whether a string names the file.
  package func names(_ file: String) -> Bool {
    found.contains(PathKey(Self.stem(Array(file.utf8)[...])))
  }

  /// Folders that hold what others wrote.
  private static let installed: Set = ["node_modules", "__pycache__", "venv", "vendor", "target"]
  /// Larger files are data.
  private static let largestSource = 16 << 20
  /// Longer strings are no names.
  private static let longestName = 512

  private mutating func search(_ path: String, _ stems: Set<PathKey>) {
    guard let file = try? ReadableFile(path), let size = try? file.stamp().size,
      let start = try? file.bytes(0..<min(size, 1_024))
    else {
      skippedFiles.append(path)
      return
    }
    // What is no text has no strings in quotes.
    if start.contains(0) { return }
    guard size <= Self.largestSource, let bytes = try? file.bytes(0..<size) else {
      skippedFiles.append(path)
      return
    }
    searchedFiles += 1
    for start in bytes.indices where Self.isQuote(bytes[start]) {
      let rest = bytes[(start + 1)...].prefix(Self.longestName)
      // A quote that ends a string begins none; what it seems to begin names nothing.
      guard let end = rest.firstIndex(where: { $0 == bytes[start] || $0 == 0x0a }),
        bytes[end] == bytes[start]
      else { continue }
      var text = rest[..<end]
      // Of an escaped quote.
      if text.last == UInt8(ascii: "\\") { text.removeLast() }
      let stem = PathKey(Self.stem(text))
      if stems.contains(stem) { found.insert(stem) }
    }
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  /// The last part of a path, without `.json`.
  private static func stem(_ path: ArraySlice<UInt8>) -> String {
    let start = path.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    var name = path[(start.map { $0 + 1 } ?? path.startIndex)...]
    if name.suffix(5).elementsEqual(".json".utf8) { name = name.dropLast(5) }
    return String(decoding: name, as: UTF8.self)
  }
}
