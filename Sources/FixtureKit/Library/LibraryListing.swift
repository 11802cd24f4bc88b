import Glibc

/// The JSON files below a folder, by name alone: nothing is opened.
package struct LibraryListing: Sendable {
  /// Paths relative to the folder, in bytewise order.
  package private(set) var paths: [String] = []
  /// Folders whose name starts with a dot: not entered.
  package private(set) var hiddenFolders = 0
  /// Links to a folder that is being listed already: not entered again.
  package private(set) var repeatedFolders = 0
  /// Folders that could not be read, relative to the folder.
  package private(set) var unreadableFolders: [String] = []
  /// Names that are not UTF-8: not listed.
  package private(set) var unreadableNames = 0

  /// Folders below the folder that are libraries of their own, relative to it, in bytewise order.
  package private(set) var libraries: [String] = []

  /// The settings file of a library, which is never a fixture file.
  package static let settingsFile = "llm-mock.json"
  /// What this machine keeps of a library in it, for itself.
  package static let stateFolder = ".llm-mock"

  /// Lists `folder` and the folders in it. Links are followed, each folder once.
  package init(of folder: String) throws(FixtureError) {
    var seen: Set<Identity> = []
    var pending = Pending()
    while let relative = pending.next() {
      let path = relative.isEmpty ? folder : folder + "/" + relative
      guard var entries = OpenFolder(path) else {
        if relative.isEmpty {
          throw errno == ENOENT
            ? .notFound(path: folder.hasSuffix("/") ? folder : folder + "/")
            : FixtureError(errno, path: folder)
        }
        unreadableFolders.append(relative)
        continue
      }
      guard let identity = Identity(entries.descriptor), seen.insert(identity).inserted else {
        repeatedFolders += 1
        continue
      }
      read(&entries, at: relative, of: folder, &pending)
    }
    // Bytewise order is what every listing, report and match order goes by.
    paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    unreadableFolders.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    libraries.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func read(
    _ entries: inout OpenFolder, at relative: String, of folder: String, _ pending: inout Pending
  ) {
    let prefix = relative.isEmpty ? "" : relative + "/"
    while let entry = entries.next() {
      guard let name = entry.name else {
        unreadableNames += 1
        continue
      }
      let type = entry.type
      if name == Self.settingsFile || name == Self.stateFolder, !relative.isEmpty,
        libraries.last != relative
      {
        libraries.append(relative)
      }
      // By bytes: a mark after the dot would make another character of it.
      let isHidden = name.utf8.first == UInt8(ascii: ".")
      let isListed =
        name.utf8.suffix(5).elementsEqual(".json".utf8) && !isHidden && name != Self.settingsFile
      var kind: FileKind? =
        type == DT_REG ? .file : type == DT_DIR ? .folder : nil
      if type == DT_LNK || type == DT_UNKNOWN {
        kind = try? FileKind.at(folder + "/" + prefix + name)
      }
      switch kind {
      // Everybody has them, and nobody keeps recordings in them.
      case .folder where name == ".git" || name == Self.stateFolder: break
      case .folder where isHidden: hiddenFolders += 1
      case .folder where type == DT_LNK: pending.links.append(prefix + name)
      case .folder: pending.folders.append(prefix + name)
      case .file where isListed: paths.append(prefix + name)
      // A link to nowhere is a file that cannot be read, and is listed as one.
      case nil where isListed && type == DT_LNK: paths.append(prefix + name)
      case .file, .other, nil: break
      }
    }
  }

  /// Folders to be read. Links come last, so that a folder goes by its own path where it has one; in
  /// order, so that of two links to one folder it is always the same that counts.
  private struct Pending {
    var folders = [""]
    /// Met since the last of ``sortedLinks`` was taken.
    var links: [String] = []
    private var sortedLinks: [String] = []

    mutating func next() -> String? {
      if let folder = folders.popLast() { return folder }
      if !links.isEmpty {
        sortedLinks += links
        links = []
        sortedLinks.sort { $1.utf8.lexicographicallyPrecedes($0.utf8) }
      }
      return sortedLinks.popLast()
    }
  }

  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64

    init?(_ descriptor: Int32) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { return nil }
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }
}
