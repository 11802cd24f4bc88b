import FixtureKit
import Glibc
import Synchronization

/// The files that PATH arguments name, read and indexed.
struct SelectedFiles {
  struct File {
    /// As it is shown: relative to the one folder named, else the path as given.
    let name: String
    let path: String
    /// Named on its own, not found in a folder.
    let isNamed: Bool
    let library: Library
    var state: FileState
  }

  /// What the files are wanted for.
  enum Purpose {
    /// To be shown: what cannot be read of a folder is counted.
    case showing
    /// To be checked: a broken file is a finding, also where it was named.
    case checking
    /// To be changed: only by its proper name.
    case changing
  }

  private(set) var files: [File] = []
  /// Remarks about names and folders, for standard error.
  private(set) var notes: [String] = []
  /// Folders whose name starts with a dot: not entered.
  private(set) var hiddenFolders = 0
  /// Links to folders that are listed already.
  private(set) var repeatedFolders = 0
  /// Folders that cannot be read, as they are shown.
  private(set) var unreadableFolders: [String] = []
  /// File names that are not UTF-8.
  private(set) var unreadableNames = 0

  /// - Throws: ``CommandFailure`` when a path is wrong, or a file named on its own cannot be read.
  init(_ paths: [String], for purpose: Purpose = .showing) throws {
    var names: [(name: String, path: String, isNamed: Bool, library: Library)] = []
    var seen: Set<PathKey> = []
    func isNew(_ path: String) -> Bool {
      // What is changed through a link is changed once.
      let real = purpose == .showing ? nil : try? RealPath.of(path)
      return seen.insert(PathKey(real ?? Self.plainSpelling(of: path))).inserted
    }
    @discardableResult func use(_ library: Library) throws -> Library {
      if purpose != .showing, let problem = library.problem { throw problem }
      notes += library.notes.filter { !notes.contains($0) }
      return library
    }
    for text in paths {
      switch try Self.resolve(text) {
      case .file(let path, let note):
        let library = try use(Library(of: path))
        if let note, purpose == .changing {
          throw CommandFailure(.refused, note + ": name that one, if it is meant")
        }
        if isNew(path) { names.append((path, path, true, library)) }
        if let note { notes.append(note) }
      case .folder(let folder):
        let listing = try LibraryListing(of: folder)
        let libraries = try Libraries(of: folder, listing)
        for library in libraries.all { try use(library) }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        names += listing.paths.filter { isNew(prefix + $0) }
          .map { (paths.count == 1 ? $0 : prefix + $0, prefix + $0, false, libraries[$0]) }
        hiddenFolders += listing.hiddenFolders
        repeatedFolders += listing.repeatedFolders
        unreadableFolders += listing.unreadableFolders.map { paths.count == 1 ? $0 : prefix + $0 }
        unreadableNames += listing.unreadableNames
        notes += Self.remarks(listing, prefix)
      }
    }
    let states = Mutex([FileState](repeating: .pending, count: names.count))
    LibraryIndexer.index(names.map(\.path)) { position, state in
      states.withLock { $0[position] = state }
    }
    for (name, state) in zip(names, states.withLock { $0 }) {
      if name.isNamed, purpose != .checking {
        if case .broken(let error) = state { throw CommandFailure(.unreadable, error.description) }
        if case .notAFixture(let reason) = state {
          throw CommandFailure(.unreadable, "\(name.path) is not a fixture file: \(reason)")
        }
      }
      files.append(
        File(
          name: name.name, path: name.path, isNamed: name.isNamed, library: name.library,
          state: state))
    }
  }

  /// What of the files cannot be changed, for standard error.
  var unreadable: [String] {
    files.compactMap { file in
      guard case .broken(let error) = file.state else { return nil }
      return "\(file.path): left alone: \(error.reason)"
    }
  }

  /// A path without the parts that say nothing.
  private static func plainSpelling(of path: String) -> String {
    (path.hasPrefix("/") ? "/" : "")
      + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  static func resolve(_ text: String) throws -> FixturePath {
    if let position = try FixturePath.splitPosition(text).position {
      throw CommandFailure(
        .usage, "#\(position) names one interaction: llm-mock show '\(text.visible)' shows it")
    }
    return try FixturePath(text)
  }

  private static func remarks(_ listing: LibraryListing, _ folder: String) -> [String] {
    var remarks = listing.unreadableFolders.map { "cannot read folder \(folder)\($0)" }
    if listing.unreadableNames > 0 {
      remarks.append(
        "\(Formats.count(listing.unreadableNames, "file name")) in \(folder) not UTF-8: left out")
    }
    return remarks
  }
}
