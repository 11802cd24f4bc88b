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
    /// The match fields that the library's settings have for it.
    package let rules: MatchRules
    package let state: FileState
    let totals: Totals
    /// One an interaction, once the file has been checked as a whole.
    package let findings: [InteractionFindings]?

    fileprivate init(path: String, folder: Int, rules: MatchRules) {
      self.path = path
      self.folder = folder
      self.rules = rules
      state = .pending
      totals = Totals(files: 1)
      findings = nil
    }

    /// - Parameter size: of the file, where it has no index that tells.
    fileprivate init(
      _ file: File, state: FileState, size: Int, findings: [InteractionFindings]? = nil
    ) {
      path = file.path
      folder = file.folder
      rules = file.rules
      self.state = state
      self.findings = findings
      totals = Totals(state, size: size, findings)
    }

    /// The path's last part.
    package var name: Substring { path[path.startOfName...] }

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
    package fileprivate(set) var totals = Totals()
  }

  /// What the row of a file or a folder says is in it.
  package struct Totals: Hashable, Sendable {
    /// Fixture files, and what may still turn out to be one.
    var files = 0
    var interactions = 0
    /// Of the files, in bytes.
    var size = 0
    /// Files and interactions with something wrong.
    var problems = 0
    /// When the newest interaction was recorded.
    var newest: Timestamp?
  }

  /// The folder as it was named on the command line.
  package let root: String
  package private(set) var files: [File] = []
  /// Folders that hold files, in order; the library itself, if it holds some, comes first.
  package private(set) var folders: [Folder] = []
  private var folderNumbers: [PathKey: Int] = [:]
  /// Why the folder cannot be listed.
  package internal(set) var failure: FixtureError?
  package internal(set) var isListed = false
  /// What could not be read, the worst first: the screen says so.
  package private(set) var warnings: [String] = []
  /// What else there is to know of the reading: it goes to the log.
  package private(set) var remarks: [String] = []

  package private(set) var indexedFiles = 0
  package private(set) var interactions = 0
  /// Files that cannot be read, or that the Python package refuses as a whole.
  package private(set) var brokenFiles = 0
  /// JSON files of other kinds; they have no rows.
  package private(set) var otherFiles = 0

  package init(root: String) {
    self.root = root
  }

  /// A folder of which the names are known.
  package init(
    root: String, _ listing: LibraryListing, _ settings: SettingsReading = SettingsReading()
  ) {
    self.init(root: root)
    isListed = true
    (warnings, remarks) = Self.remarks(on: listing, settings)
    files.reserveCapacity(listing.paths.count)
    if listing.paths.contains(where: { $0.startOfName == $0.startIndex }) { addFolder("") }
    for (number, path) in listing.paths.enumerated() {
      let folder = addFolder(path[..<path.startOfName])
      folders[folder].files.append(number)
      folders[folder].totals.files += 1
      let rules = settings.rules.isEmpty ? MatchRules() : settings.rules[number]
      files.append(File(path: path, folder: folder, rules: rules))
    }
  }

  /// The position of a folder, which gets one if it has none.
  @discardableResult
  private mutating func addFolder(_ path: Substring) -> Int {
    // Mostly it is that of the file before.
    if let last = folders.last, last.path.utf8.elementsEqual(path.utf8) { return folders.count - 1 }
    let key = PathKey(String(path))
    if let number = folderNumbers[key] { return number }
    folderNumbers[key] = folders.count
    folders.append(Folder(path: key.path))
    return folders.count - 1
  }

  /// How many files are fixture files or may still turn out to be.
  package var fixtureFiles: Int { files.count - otherFiles }

  package var isIndexing: Bool { indexedFiles < files.count }

  package func file(_ place: Place) -> File { files[place.file] }

  /// The position of the file at a path relative to the library.
  func file(at path: String) -> Int? {
    // Files are in bytewise order of their paths.
    var range = files.indices
    while let middle = range.isEmpty ? nil : range.lowerBound + range.count / 2 {
      if files[middle].path.utf8.elementsEqual(path.utf8) { return middle }
      range =
        files[middle].path.utf8.lexicographicallyPrecedes(path.utf8)
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// The position of the folder at a path relative to the library, with its slash.
  func folder(at path: String) -> Int? { folderNumbers[PathKey(path)] }

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

  package mutating func take(_ report: FileReport) {
    guard files.indices.contains(report.file) else { return }
    let file = files[report.file]
    count(file.state, by: -1)
    files[report.file] = File(file, state: report.state, size: report.size)
    count(report.state, by: 1)
    count(files[report.file], insteadOf: file)
  }

  /// Takes what a check of the whole file has found, unless that is about another state of the file.
  mutating func take(_ findings: [InteractionFindings], ofFile number: Int) {
    guard files.indices.contains(number) else { return }
    let file = files[number]
    guard findings.count == file.state.index?.count else { return }
    files[number] = File(file, state: file.state, size: file.totals.size, findings: findings)
    count(files[number], insteadOf: file)
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
    totals.files += file.totals.files - old.totals.files
    totals.interactions += file.totals.interactions - old.totals.interactions
    totals.size += file.totals.size - old.totals.size
    totals.problems += file.totals.problems - old.totals.problems
    if let gone = old.totals.newest, gone == totals.newest, gone != file.totals.newest {
      totals.newest = folders[file.folder].files.compactMap { files[$0].totals.newest }.max()
    } else {
      totals.newest = [totals.newest, file.totals.newest].compactMap(\.self).max()
    }
    folders[file.folder].totals = totals
  }

  private static func remarks(
    on listing: LibraryListing, _ settings: SettingsReading
  ) -> (warnings: [String], remarks: [String]) {
    var warnings = settings.problem.map { ["llm-mock.json is not used: \($0.reason)"] } ?? []
    warnings += listing.unreadableFolders.map { "cannot read folder \($0)" }
    if listing.unreadableNames > 0 {
      warnings.append("\(Formats.count(listing.unreadableNames, "file name")) not UTF-8: left out")
    }
    let leftOut = [
      (listing.hiddenFolders, "hidden folder"), (listing.repeatedFolders, "repeated folder"),
    ]
    return (
      warnings,
      leftOut.filter { $0.0 > 0 }.map { Formats.count($0, $1) + " left out" } + settings.notes
    )
  }
}

extension BrowserLibrary.Totals {
  /// Of one file.
  /// - Parameter size: in bytes, where it has no index that tells.
  init(_ state: FileState, size: Int, _ findings: [InteractionFindings]?) {
    switch state {
    case .pending: self.init(files: 1)
    case .notAFixture: self.init()
    case .broken: self.init(files: 1, size: size, problems: 1)
    case .indexed(let index):
      self.init(
        files: 1, interactions: index.count, size: index.stamp.size,
        problems: index.count == 0 && !index.faults.isEmpty ? 1 : 0, newest: index.newest)
      for position in 0..<index.count
      where index[position].problem(with: findings?[position] ?? []) != nil {
        problems += 1
      }
    }
  }

  /// Counts one interaction.
  mutating func add(_ summary: IndexedInteraction, _ findings: InteractionFindings) {
    interactions += 1
    size += summary.size
    if summary.problem(with: findings) != nil { problems += 1 }
    newest = [newest, summary.timestamp].compactMap(\.self).max()
  }

  mutating func add(_ other: Self) {
    files += other.files
    interactions += other.interactions
    size += other.size
    problems += other.problems
    newest = [newest, other.newest].compactMap(\.self).max()
  }
}

/// What has become of one file.
package struct FileReport: Sendable {
  /// Its position in the library.
  package let file: Int
  package let state: FileState
  /// In bytes, where its state does not tell.
  package let size: Int

  package init(_ file: Int, _ state: FileState, size: Int = 0) {
    self.file = file
    self.state = state
    self.size = size
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

extension String {
  /// Where a path's last part starts.
  fileprivate var startOfName: String.Index {
    utf8.lastIndex(of: UInt8(ascii: "/")).map { utf8.index(after: $0) } ?? startIndex
  }
}
