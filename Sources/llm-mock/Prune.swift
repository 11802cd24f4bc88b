import ArgumentParser
import FixtureKit
import Synchronization

/// `llm-mock prune`: takes out what is stale, and says why it is.
struct Prune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Delete stale interactions and files, with the evidence for each.",
    discussion: """
      Name the rules to go by; what any of them finds goes. Without one it says
      what each would find. What llm-mock.json protects stays. A file that is
      emptied is deleted.

      --unused goes by the usage log of the library (.llm-mock/usage.jsonl, one JSON
      object a line, which README describes): what no complete run of the tests has
      used. --orphan looks through the files of
      the git work tree for strings that name a fixture file.

      It asks before it deletes; llm-mock undo takes everything back.
      """)

  @Argument(help: "Fixture files, with or without .json, or folders.", completion: .file())
  var paths: [String]

  @Flag(help: "What no complete run of the tests used.")
  var unused = false

  @Option(
    help: ArgumentHelp("What was recorded longer ago than this, such as 180d.", valueName: "age"))
  var old: String?

  @Flag(help: "What an earlier interaction of the file answers already.")
  var duplicate = false

  @Flag(help: "What a model answered that is out of service.")
  var retired = false

  @Flag(help: "What has a hash that is not that of its request, so that nothing finds it.")
  var mismatch = false

  @Flag(help: "Files that no string in the tests names.")
  var orphan = false

  @Option(help: "Where --orphan looks, instead of in the git work tree.", completion: .directory)
  var tests: String?

  @Option(help: "The usage log, instead of the library's own.", completion: .file())
  var usage: String?

  @Flag(help: "Keep files that are emptied.")
  var keepEmpty = false

  @Flag(help: "Only say what would go.")
  var dryRun = false

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  mutating func run() throws {
    Output.outlivesReader.store(true, ordering: .relaxed)
    let rules = chosenRules
    let files = try SelectedFiles(paths, for: .changing)
    for note in files.notes + files.unreadable { Output.error("Note: \(note.visible)") }
    guard !rules.isEmpty else { return try sayWhatRulesFind(in: files) }
    if rules.contains(.retired) {
      Output.error("Retired by \(RetiredModels.known.sources.joined(separator: ", "))")
    }
    let found = try found(in: files, rules)
    guard !found.isEmpty else { return Output.write("There is nothing to prune.\n") }
    for file in found { say(file) }
    let what = Self.sum(of: found.map(\.deletion))
    if dryRun { return Output.write("Would delete \(what).\n") }
    try Confirmation(isGiven: yes).ask("Delete \(what)")
    var changes: [(FileChange, Library)] = []
    for file in found { changes.append((try file.deletion.fileChange(), file.library)) }
    let remark = try Operation.perform(changes)
    Output.write("Deleted \(what). \(remark).\n")
  }

  private var chosenRules: Set<PruneRule> {
    let chosen: [(PruneRule, Bool)] = [
      (.unused, unused), (.old, old != nil), (.duplicate, duplicate), (.retired, retired),
      (.mismatch, mismatch), (.orphan, orphan),
    ]
    return Set(chosen.filter(\.1).map(\.0))
  }

  /// What goes from one file, and why.
  private struct Found {
    let library: Library
    let candidates: [PruneCandidate]
    let deletion: FileDeletion
  }

  private func found(in files: SelectedFiles, _ rules: Set<PruneRule>) throws -> [Found] {
    var searches: [LibraryRoot: PruneSearch] = [:]
    var found: [Found] = []
    for file in files.files {
      guard let index = file.state.index, index.count > 0 else { continue }
      let root = file.library.root
      let search = try searches[root] ?? search(rules, root, files)
      searches[root] = search
      let candidates = try search.candidates(in: file.path, index, file.library)
      guard !candidates.isEmpty else { continue }
      let isWhole = candidates.contains { $0.position == nil }
      let deletion = FileDeletion(
        file.path, index, positions: isWhole ? nil : candidates.compactMap(\.position),
        keepsEmpty: keepEmpty)
      found.append(Found(library: file.library, candidates: candidates, deletion: deletion))
    }
    return found
  }

  /// The search in one library, which has its own evidence.
  private func search(
    _ rules: Set<PruneRule>, _ root: LibraryRoot, _ files: SelectedFiles
  ) throws -> PruneSearch {
    var age: Int?
    if let old {
      age = PruneSearch.seconds(ofAge: old)
      guard age != nil else {
        throw CommandFailure(.usage, "--old takes an age such as 180d, 26w or 1y")
      }
    }
    return PruneSearch(
      rules, now: .now, oldAfter: age,
      usage: rules.contains(.unused) ? try usageLog(of: root) : nil,
      references: rules.contains(.orphan) ? try references(root, files) : nil)
  }

  private func usageLog(of root: LibraryRoot) throws -> UsageLog {
    let path = usage ?? Settings.current.usageLog ?? UsageLog.path(of: root)
    guard let log = try UsageLog(at: path) else {
      throw CommandFailure(
        .unreadable,
        "there is no log of what the tests used at \(path.visible): "
          + "the README says under 'The usage log' how one is made")
    }
    if log.unreadableLines > 0 {
      let lines = Formats.count(log.unreadableLines, "line")
      Output.error("Note: \(path.visible): \(lines) that cannot be read passed over")
    }
    guard let run = log.completeRuns.last else {
      throw CommandFailure(
        .nothingMatched,
        "\(path.visible) has no run of all tests that ended well, so nothing is known to be unused")
    }
    let hits = Formats.count(run.hits, "hit")
    Output.error(
      "Unused by \(path.visible): run of \(run.started.minuteText), \(hits), "
        + run.command.joined(separator: " ").visible)
    return log
  }

  private func references(_ root: LibraryRoot, _ files: SelectedFiles) throws -> ReferenceSearch? {
    guard let folder = tests ?? root.workTree else {
      throw CommandFailure(
        .usage,
        "--orphan looks through a git work tree, and \(root.path.visible) is in none: "
          + "say with --tests DIR where the tests are")
    }
    let paths = files.files.map { (try? RealPath.of($0.path)) ?? $0.path }
    let search = try ReferenceSearch(of: folder, for: paths)
    let count = Formats.count(search.searchedFiles, "file")
    guard search.searchedFiles > 0 else {
      throw CommandFailure(
        .nothingMatched, "there is no file in \(folder.visible) to look for names in")
    }
    Output.error("Orphans by \(count) in \(search.folder.visible)")
    if let path = search.skippedFiles.first {
      throw CommandFailure(
        .unreadable,
        "\(path.visible) cannot be searched, and may name files: see to that, or say with "
          + "--tests DIR where to look")
    }
    return search
  }

  // MARK: - Saying it

  /// For who has not chosen a rule: what each of them would find, or why it cannot be told.
  private func sayWhatRulesFind(in files: SelectedFiles) throws {
    let ink = Ink()
    let days = files.files.first?.library.settings.oldAfterDays ?? LibrarySettings.usualOldAfterDays
    var lines: [String] = []
    for rule in PruneRule.allCases {
      let name = "--\(rule.rawValue)" + (rule == .old ? " \(days)d" : "")
      let label = name + String(repeating: " ", count: max(0, 11 - name.count))
      do {
        let deletions = try found(in: files, [rule]).map(\.deletion)
        lines.append(
          label + "  " + (deletions.isEmpty ? ink(.dim, "nothing") : Self.sum(of: deletions)))
      } catch let failure as CommandFailure {
        lines.append(label + "  " + ink(.dim, failure.message.visible))
      }
    }
    Output.write(
      "What each rule would take; nothing has been deleted.\n\n  "
        + lines.joined(separator: "\n  ")
        + "\n\nName one or more of them; --dry-run shows what goes, and why.\n")
  }

  private func say(_ file: Found) {
    let deletion = file.deletion
    let path = deletion.path.visible
    for candidate in file.candidates {
      let why = candidate.reasons.map { "\($0.rule.rawValue): \($0.evidence)" }
        .joined(separator: "; ")
      guard let position = candidate.position, let interaction = deletion.index?[position] else {
        Output.write("\(path)  \(why.visible)\n")
        continue
      }
      Output.write(
        "\(path)#\(position + 1)  "
          + "\(String(interaction.hash.prefix(12)).visible)…  \(why.visible)\n")
    }
    let before = Formats.count(deletion.remaining + deletion.removed, "interaction")
    Output.write(
      "  \(path): \(before) → "
        + (deletion.deletesFile ? "deleted" : Formats.grouped(deletion.remaining)) + "\n")
  }

  private static func sum(of deletions: [FileDeletion]) -> String {
    let removed = deletions.reduce(0) { $0 + $1.removed }
    let deleted = deletions.count(where: \.deletesFile)
    let bytes = deletions.reduce(0) { $0 + $1.reclaimed }
    return Formats.count(removed, "interaction") + " from " + Formats.count(deletions.count, "file")
      + (deleted > 0
        ? " (\(deleted == 1 ? "one is" : "\(Formats.grouped(deleted)) are") deleted)" : "")
      + ", " + Formats.size(bytes)
  }
}
