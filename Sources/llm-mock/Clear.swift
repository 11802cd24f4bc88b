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
    var deletions = Deletions()
    for fixture in fixtures { try deletions.add(fixture, hash: hash) }
    if dryRun { return deletions.say(delete: "Would delete", remove: "Would remove") }
    if fixtures.count > 1 {
      deletions.say(delete: "To delete:", remove: "To remove:")
      try Confirmation(isGiven: yes).ask("Go on with all of them")
    }
    try deletions.perform()
    deletions.say(delete: "Deleted", remove: "Removed")
  }

  // MARK: - By filter

  private func clear(passing text: String) throws {
    let parsed = try Filter(text)
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
    var changes: [(FileChange, Library)] = []
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
      changes.append((try edit.fileChange(), file.library))
    }
    let what =
      "\(Formats.count(selection.items.count, "interaction")) from "
      + Formats.count(changes.count, "file")
    if dryRun { return Output.write("Would remove \(what).\n") }
    try Confirmation(isGiven: yes).ask("Remove \(what)")
    let remark = try Operation.perform(changes)
    Output.write("Removed \(what). \(remark).\n")
  }
}
