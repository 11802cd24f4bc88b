package import FixtureKit

/// The files of the library as far as they are known: names first, then what is in them.
package struct BrowserLibrary: Sendable {
  /// A class, and never changed but replaced: queries hold the files as they were, and the copy of
  /// ``files`` that the next change then makes costs a reference a file, not all that is known of it.
  package final class File: Sendable {
    /// Relative to the library.
    package let path: String
    /// Position in ``BrowserLibrary/folders``.
    package let folder: Int
    package let state: FileState
    let totals: Totals
    /// One an interaction, once the file has been checked as a whole.
    package let findings: [InteractionFindings]?

    fileprivate init(
      path: String, folder: Int, state: FileState = .pending,
      findings: [InteractionFindings]? = nil
    ) {
      self.path = path
      self.folder = folder
      self.state = state
      totals = state.index.map(Totals.init) ?? Totals()
      self.findings = findings
    }

    /// The path's last part.
    package var name: Substring {
      path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }

    /// Whether the file is a fixture file or may still turn out to be one.
    package var isFixture: Bool {
      if case .notAFixture = state { return false }
      return true
    }

    /// Whether the file has a row of its own in the flat list: it has no interaction to show.
    package var standsAlone: Bool { (state.index?.count ?? 0) == 0 }
  }

  package struct Folder: Sendable {
    /// Relative to the library, with a slash at the end; "" is the library itself.
    package let path: String
    /// What stands for it in the list.
    package var name: String { path.isEmpty ? "./" : path }
    /// Positions of the files right in it.
    package var files: [Int] = []
    /// Of those files: kept, because to draw a row must not cost a walk through them.
    fileprivate(set) var totals = Totals()
  }

  /// What the row of a file or a folder says is in it.
  struct Totals: Hashable, Sendable {
    var interactions = 0
    /// Of the files, in bytes.
    var size = 0
    /// When the newest interaction was recorded.
    var newest: Timestamp?
  }

  /// The folder as it was named on the command line.
  package let root: String
  package private(set) var files: [File] = []
  /// Folders that hold files, in order; the library itself, if it holds some, comes first.
  package private(set) var folders: [Folder] = []
  private var fileNumbers: [String: Int] = [:]
  private var folderNumbers: [String: Int] = [:]
  /// Why the folder cannot be listed.
  package internal(set) var failure: FixtureError?
  package internal(set) var isListed = false
  /// What of the folder is not in the list, the worst first.
  package internal(set) var remarks: [String] = []

  package private(set) var indexedFiles = 0
  package private(set) var interactions = 0
  /// Files that cannot be read, or that the Python package refuses as a whole.
  package private(set) var brokenFiles = 0
  /// JSON files of other kinds; they have no rows.
  package private(set) var otherFiles = 0

  package init(root: String) {
    self.root = root
  }

  /// How many files are fixture files or may still turn out to be.
  package var fixtureFiles: Int { files.count - otherFiles }

  package var isIndexing: Bool { indexedFiles < files.count }

  package func file(_ place: Place) -> File { files[place.file] }

  /// The position of the file at a path relative to the library.
  func file(at path: String) -> Int? { fileNumbers[path] }

  /// The position of the folder at a path relative to the library, with its slash.
  func folder(at path: String) -> Int? { folderNumbers[path] }

  /// What the index says of an interaction; nil once a reload has taken it away.
  package func summary(at place: Place) -> IndexedInteraction? {
    guard files.indices.contains(place.file), let index = files[place.file].state.index,
      place.position < index.count
    else { return nil }
    return index[place.position]
  }

  package func findings(at place: Place) -> InteractionFindings {
    guard let findings = files[place.file].findings, place.position < findings.count
    else { return [] }
    return findings[place.position]
  }

  /// The path to open a file by.
  package func fullPath(of file: Int) -> String { root + "/" + files[file].path }

  mutating func take(_ listing: LibraryListing) {
    self = BrowserLibrary(root: root)
    isListed = true
    remarks = Self.remarks(on: listing)
    files.reserveCapacity(listing.paths.count)
    if listing.paths.contains(where: { !$0.contains("/") }) {
      folderNumbers[""] = 0
      folders.append(Folder(path: ""))
    }
    for path in listing.paths {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      let number = folderNumbers[folder] ?? folders.count
      if number == folders.count {
        folderNumbers[folder] = number
        folders.append(Folder(path: folder))
      }
      folders[number].files.append(files.count)
      fileNumbers[path] = files.count
      files.append(File(path: path, folder: number))
    }
  }

  mutating func take(_ state: FileState, ofFile number: Int) {
    guard files.indices.contains(number) else { return }
    let file = files[number]
    count(file.state, by: -1)
    files[number] = File(path: file.path, folder: file.folder, state: state)
    count(state, by: 1)
    count(files[number], insteadOf: file)
  }

  /// Takes what a check of the whole file has found, unless that is about another state of the file.
  mutating func take(_ findings: [InteractionFindings], ofFile number: Int) {
    guard files.indices.contains(number) else { return }
    let file = files[number]
    guard findings.count == file.state.index?.count else { return }
    files[number] = File(
      path: file.path, folder: file.folder, state: file.state, findings: findings)
  }

  private mutating func count(_ state: FileState, by step: Int) {
    switch state {
    case .pending: return
    case .indexed(let index):
      interactions += index.count * step
      if !index.faults.isEmpty { brokenFiles += step }
    case .broken: brokenFiles += step
    case .notAFixture: otherFiles += step
    }
    indexedFiles += step
  }

  /// In the totals of the folder.
  private mutating func count(_ file: File, insteadOf old: File) {
    var totals = folders[file.folder].totals
    totals.interactions += file.totals.interactions - old.totals.interactions
    totals.size += file.totals.size - old.totals.size
    if let gone = old.totals.newest, gone == totals.newest {
      totals.newest = folders[file.folder].files.compactMap { files[$0].totals.newest }.max()
    } else {
      totals.newest = [totals.newest, file.totals.newest].compactMap(\.self).max()
    }
    folders[file.folder].totals = totals
  }

  private static func remarks(on listing: LibraryListing) -> [String] {
    var remarks = listing.unreadableFolders.map { "cannot read folder \($0)" }
    if listing.unreadableNames > 0 {
      remarks.append("\(Formats.count(listing.unreadableNames, "file name")) not UTF-8: left out")
    }
    let leftOut = [
      (listing.hiddenFolders, "hidden folder"), (listing.repeatedFolders, "repeated folder"),
    ]
    remarks += leftOut.filter { $0.0 > 0 }.map { Formats.count($0, $1) + " left out" }
    return remarks
  }
}

extension BrowserLibrary.Totals {
  init(_ index: FileIndex) {
    self.init(interactions: index.count, size: index.stamp.size, newest: index.newest)
  }
}

/// Where an interaction is: the file's position in the library, its own in the file, both from 0.
package struct Place: Hashable, Sendable {
  package var file: Int
  package var position: Int

  package init(file: Int, position: Int) {
    self.file = file
    self.position = position
  }
}
