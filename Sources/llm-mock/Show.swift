import ArgumentParser
import FixtureKit
import LosslessJSON

/// `llm-mock show`: one interaction, or all that share a hash.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show request and response of an interaction.",
    discussion: """
      HASH is the start of a hash, four digits or more; it may fit one hash only. Every \
      interaction with that hash is shown. FIXTURE#N names the N-th interaction of the file \
      instead, as the lists number them.
      """)

  @Argument(help: "A fixture file, with or without .json; or FIXTURE#N.", completion: .file())
  var fixture: String

  @Argument(help: "The first digits of a hash.")
  var hash: String?

  @Flag(help: "What to show: both as JSON is the default.")
  var view: View = .both

  enum View: EnumerableFlag {
    case both, request, response, events, text, raw

    static func help(for value: View) -> ArgumentHelp? {
      switch value {
      case .both: .hidden
      case .request: "Only the request, as JSON."
      case .response: "Only the response, as JSON; of a stream, the message it amounts to."
      case .events: "Only the recorded stream events, as JSON."
      case .text: "Prompt and reply as text to read."
      case .raw:
        "The exact bytes of the interaction in its file; on a terminal, what it would act on is spelled out."
      }
    }
  }

  mutating func run() throws {
    let (fixturePath, position) = try FixturePath.splitPosition(fixture)
    let (path, note) = try FixturePath.file(fixturePath)
    if let note { Output.error("Note: \(note.visible)") }
    let index = try FileIndexer().index(path)
    let chosen = try InteractionChoice(position: position, hash: hash).chosen(in: index, path)
    let library = try Library(of: path)
    for note in library.notes { Output.error("Note: \(note.visible)") }
    for (offset, interaction) in chosen.enumerated() {
      if offset > 0 { Output.write("\n") }
      let loaded = try FixtureReader.interaction(interaction.position, of: index, at: path)
      InteractionReport(
        interaction, loaded, path: path, count: index.count,
        rules: library.rules(for: path)
      ).print(view)
    }
  }
}
