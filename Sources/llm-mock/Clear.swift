import ArgumentParser
import FixtureKit
import Synchronization

/// `llm-mock clear`: removes files or interactions, as the Python tool does, and more.
struct Clear: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear",
    abstract: "Delete a fixture file, or some of its interactions.",
    discussion: """
      FIXTURE alone deletes the file. --hash removes every interaction with that
      hash, of which the first four digits are enough; FIXTURE#N removes the N-th.
      --filter removes what passes, also from folders (llm-mock list --help says
      what filters are).

      Several files, or a filter, are asked about first. llm-mock undo takes
      everything back; llm-mock trash lists what was deleted.
      """)

  @Argument(
    help: "Fixture files, with or without .json; FIXTURE#N; with --filter also folders.",
    completion: .file())
  var fixtures: [String]

  @Option(help: "The first digits of a hash.")
  var hash: String?

  @Option(help: "Remove the interactions that pass this filter.")
  var filter: String?

  @Flag(help: "Only say what would be deleted.")
  var dryRun = false

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  mutating func run() throws {
    Output.outlivesReader.store(true, ordering: .relaxed)
    if let hash, hash.isEmpty {
      throw CommandFailure(.usage, "--hash is empty: give the first digits of a hash")
    }
    if hash != nil, filter != nil {
      throw CommandFailure(.usage, "give either --hash or --filter, not both")
    }
    if let filter { return try clear(passing: filter) }
    var deletions = try deletions()
    if dryRun { return deletions.say(delete: "Would delete", remove: "Would remove") }
    let operation = try deletions.operation()
    if fixtures.count > 1 {
      deletions.say(delete: "To delete:", remove: "To remove:")
      try Confirmation(isGiven: yes).ask("Go on with all of them")
    }
    do {
      try operation.perform()
    } catch let failure as CommandFailure where failure.isOutdated && hash != nil {
      // Somebody wrote meanwhile. A hash means the same as before; a position might not.
      deletions = try self.deletions()
      try deletions.operation().perform()
    }
    deletions.say(delete: "Deleted", remove: "Removed")
  }

  private func deletions() throws -> Deletions {
    var deletions = Deletions()
    for fixture in fixtures { try deletions.add(fixture, hash: hash) }
    return deletions
  }

  // MARK: - By filter

  private func clear(passing text: String) throws {
    let parsed: Filter
    do throws(FilterError) {
      parsed = try Filter(text)
    } catch { throw CommandFailure(.usage, error.description) }
    guard parsed != .all else {
      throw CommandFailure(.usage, "--filter is empty: say which interactions are to go")
    }
    let files = try SelectedFiles(fixtures, for: .changing)
    for note in files.notes + files.unreadable { Output.error("Note: \(note.visible)") }
    let selection = try Selection(files, filter: parsed, order: SortOrder())
    if selection.hasGivenUp { Output.error("Note: \(Filter.givenUpRemark)") }
    guard !selection.items.isEmpty else {
      throw CommandFailure(.nothingMatched, "no interaction matches the filter")
    }
    var operation = Operation()
    do throws(FixtureError) {
      for (number, file) in selection.files.enumerated() {
        let chosen = selection.items.filter { $0.file == number }.map(\.summary)
        guard !chosen.isEmpty, let index = file.state.index else { continue }
        for interaction in chosen {
          Output.write(
            "\(file.path.visible)#\(interaction.position + 1)  "
              + "\(String(interaction.hash.prefix(12)).visible)…  \(interaction.preview.visible)\n")
        }
        var edit = try FixtureEdit(file.path, index)
        for interaction in chosen { edit.remove(interaction.position) }
        operation.add(try edit.fileChange(), in: file.library)
      }
    } catch { throw CommandFailure(error) }
    let what =
      "\(Formats.count(selection.items.count, "interaction")) from "
      + Formats.count(operation.fileCount, "file")
    if dryRun { return Output.write("Would remove \(what).\n") }
    try Confirmation(isGiven: yes).ask("Remove \(what)")
    try operation.perform()
    Output.write("Removed \(what). llm-mock undo takes it back.\n")
  }
}

/// Files and interactions that were named, one after the other.
private struct Deletions {
  private struct Target {
    let path: String
    /// What tells it from others, however they are spelled.
    let realPath: PathKey
    let library: Library
    let index: FileIndex
    /// Positions of interactions; nil for the file.
    var positions: Set<Int>?
  }

  private var targets: [Target] = []

  mutating func add(_ fixture: String, hash: String?) throws {
    let (fixturePath, position) = FixturePath.splitPosition(fixture)
    let (path, library, index) = try Self.read(fixturePath)
    guard position != nil || hash != nil else {
      // Of a link, the link goes.
      let name = try Self.throwing { () throws(FixtureError) in
        PathKey(try RealPath.ofNew(path))
      }
      targets.removeAll { $0.realPath == name }
      targets.append(Target(path: path, realPath: name, library: library, index: index))
      return
    }
    let realPath = try Self.throwing { () throws(FixtureError) in
      PathKey(try RealPath.of(path))
    }
    let chosen = try InteractionChoice(position: position, hash: hash).chosen(in: index, path)
    let positions = Set(chosen.map(\.position))
    if let known = targets.firstIndex(where: { $0.realPath == realPath }) {
      targets[known].positions?.formUnion(positions)
    } else {
      targets.append(
        Target(
          path: path, realPath: realPath, library: library, index: index, positions: positions))
    }
  }

  private static func throwing<Result>(
    _ body: () throws(FixtureError) -> Result
  ) throws -> Result {
    do throws(FixtureError) { return try body() } catch { throw CommandFailure(error) }
  }

  private static func read(_ fixture: String) throws -> (String, Library, FileIndex) {
    do {
      let (path, note) = try FixturePath.file(fixture)
      if let note { throw CommandFailure(.refused, note + ": name that one, if it is meant") }
      return (path, try Library.used(path), try FileIndexer().index(path))
    } catch FixtureError.folder(let path) {
      throw CommandFailure(
        .usage, "\(path) is a folder: name its files, or say with --filter what is to go")
    } catch let error as FixtureError { throw CommandFailure(error) }
  }

  func operation() throws -> Operation {
    var operation = Operation()
    do throws(FixtureError) {
      for target in targets {
        if let positions = target.positions {
          var edit = try FixtureEdit(target.path, target.index)
          for position in positions.sorted() { edit.remove(position) }
          operation.add(try edit.fileChange(), in: target.library)
        } else {
          let stamp = try FileStamp(at: target.path, followsLink: false)
          operation.add(
            FileChange(path: target.path, .delete, expected: stamp), in: target.library)
        }
      }
    } catch { throw CommandFailure(error) }
    return operation
  }

  /// One line for each, with the words of the Python tool.
  func say(delete: String, remove: String) {
    for target in targets {
      guard let positions = target.positions else {
        Output.write("\(delete) \(target.path.visible)\n")
        continue
      }
      let hashes = Set(positions.map { String(target.index[$0].hash.prefix(12)) })
      let name = hashes.sorted().map { $0.visible + "…" }.joined(separator: ", ")
      let what = positions.count == 1 ? "interaction" : "\(positions.count) interactions"
      Output.write("\(remove) \(what) \(name) from \(target.path.visible)\n")
    }
  }
}
