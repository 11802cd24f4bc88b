import FixtureKit

/// Files and interactions that a command line names, to be deleted.
struct Deletions {
  fileprivate struct Target {
    let path: String
    /// What tells it from others, however they are spelled. Of a link that goes, its own.
    let realPath: PathKey
    let library: Library
    var index: FileIndex
    var choice: Choice
  }

  fileprivate enum Choice {
    case file
    /// All interactions with these hashes, whatever else is done to the file meanwhile.
    case hashes(Set<String>)
    /// In the file as it was looked at.
    case positions(Set<Int>)
  }

  private var targets: [Target] = []

  /// - Parameter hash: the first digits of one; nil for a whole file, or for FIXTURE#N.
  mutating func add(_ fixture: String, hash: String?) throws {
    let (fixturePath, position) = try FixturePath.splitPosition(fixture)
    let (path, library, index) = try Self.read(fixturePath)
    guard position != nil || hash != nil else {
      let name = PathKey(try RealPath.ofNew(path))
      targets.removeAll { $0.realPath == name }
      targets.append(
        Target(path: path, realPath: name, library: library, index: index, choice: .file))
      return
    }
    let realPath = PathKey(try RealPath.of(path))
    let chosen = try InteractionChoice(position: position, hash: hash).chosen(in: index, path)
    let choice =
      position == nil
      ? Choice.hashes(Set(chosen.map(\.hash))) : .positions(Set(chosen.map(\.position)))
    guard let known = targets.firstIndex(where: { $0.realPath == realPath }) else {
      targets.append(
        Target(path: path, realPath: realPath, library: library, index: index, choice: choice))
      return
    }
    switch (targets[known].choice, choice) {
    case (.positions(let these), .positions(let those)):
      targets[known].choice = .positions(these.union(those))
    case (.hashes(let these), .hashes(let those)):
      targets[known].choice = .hashes(these.union(those))
    // A command line has either a hash or positions; a file that goes takes all with it.
    case (.file, _), (.hashes, _), (.positions, _): break
    }
  }

  private static func read(_ fixture: String) throws -> (String, Library, FileIndex) {
    do {
      let (path, note) = try FixturePath.file(fixture)
      if let note { throw CommandFailure(.refused, note + ": name that one, if it is meant") }
      return (path, try Library.used(path), try FileIndexer().index(path))
    } catch FixtureError.folder(let path) {
      throw CommandFailure(
        .usage, "\(path) is a folder: name its files, or say with --filter what is to go")
    }
  }

  /// Deletes them. What goes by its hash is looked for again once nobody else writes.
  mutating func perform() throws {
    var targets = targets
    try Operation.perform(on: targets.map { ($0.path, $0.library) }) {
      () throws(FixtureError) in
      var changes: [FileChange] = []
      for number in targets.indices { changes.append(try targets[number].change()) }
      return changes
    }
    self.targets = targets
  }

  /// One line for each, with the words of the Python tool.
  func say(delete: String, remove: String) {
    for target in targets {
      guard let positions = target.positions else {
        Output.write("\(delete) \(target.path.visible)\n")
        continue
      }
      let name = target.hashes.map { String($0.prefix(12)).visible + "…" }.joined(separator: ", ")
      let what = positions.count == 1 ? "interaction" : "\(positions.count) interactions"
      Output.write("\(remove) \(what) \(name) from \(target.path.visible)\n")
    }
  }
}

extension Deletions.Target {
  /// The interactions that go, in order; nil where the file does.
  fileprivate var positions: [Int]? {
    switch choice {
    case .file: nil
    case .positions(let positions): positions.sorted()
    case .hashes(let hashes): (0..<index.count).filter { hashes.contains(index[$0].hash) }
    }
  }

  /// Those of the interactions that go, each once.
  fileprivate var hashes: [String] {
    switch choice {
    case .file: []
    case .positions(let positions): Set(positions.map { index[$0].hash }).sorted()
    case .hashes(let hashes): hashes.sorted()
    }
  }

  fileprivate mutating func change() throws(FixtureError) -> FileChange {
    if case .hashes = choice {
      index = try FileIndexer().index(path)
      // Somebody else has been faster.
      guard positions?.isEmpty == false else { throw .outdated(path: path) }
    }
    guard let positions else {
      return try FileChange(deleting: path, index)
    }
    var edit = try FixtureEdit(path, index)
    for position in positions { edit.remove(position) }
    return try edit.fileChange()
  }
}
