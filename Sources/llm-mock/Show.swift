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

  @Argument(help: "A fixture file, with or without .json; or FIXTURE#N.")
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
    do {
      let (fixturePath, position) = FixturePath.splitPosition(fixture)
      let (path, note) = try FixturePath.file(fixturePath)
      if let note { Output.error("Note: \(note.visible)") }
      let index = try FileIndexer().index(path)
      let chosen = try chosen(position, in: index, path)
      for (offset, interaction) in chosen.enumerated() {
        if offset > 0 { Output.write("\n") }
        let loaded = try FixtureReader.interaction(interaction.position, of: index, at: path)
        InteractionReport(interaction, loaded, path: path, count: index.count).print(view)
      }
    } catch let error as FixtureError { throw CommandFailure(error) }
  }

  /// The shortest start of a hash that may be given.
  private static let shortestPrefix = 4

  /// The interactions that FIXTURE#N or HASH names.
  private func chosen(
    _ position: Int?, in index: FileIndex, _ path: String
  ) throws -> [IndexedInteraction] {
    if let position {
      guard hash == nil else {
        throw CommandFailure(.usage, "give either #\(position) or a hash, not both")
      }
      guard position > 0 else { throw CommandFailure(.usage, "positions start at 1: \(path)#1") }
      guard position <= index.count else {
        throw CommandFailure(
          .nothingMatched,
          "\(path) has \(Formats.count(index.count, "interaction")): there is no #\(position)")
      }
      return [index[position - 1]]
    }
    guard let hash, !hash.isEmpty else {
      throw CommandFailure(
        .usage, "which interaction? Give the first digits of its hash, or \(path)#1")
    }
    guard hash.count >= Self.shortestPrefix else {
      throw CommandFailure(
        .usage, "'\(hash)' is too short: give at least \(Self.shortestPrefix) digits of the hash")
    }
    var fitting = (0..<index.count).map { index[$0] }.filter { Self.fits(hash, $0.hash) }
    let exact = fitting.filter { $0.hash == hash }
    if !exact.isEmpty { fitting = exact }
    let hashes = Set(fitting.map(\.hash))
    guard hashes.count <= 1 else {
      let list = fitting.map { "  \($0.hash.visible)  #\($0.position + 1)  \($0.preview.visible)" }
      throw CommandFailure(
        .usage,
        "'\(hash)' fits \(hashes.count) different hashes; give more digits:\n"
          + list.joined(separator: "\n"))
    }
    guard !fitting.isEmpty else {
      throw CommandFailure(
        .nothingMatched, "no interaction with hash \(hash.visible) in \(path)")
    }
    return fitting
  }

  /// Hex digits may be given in capitals.
  private static func fits(_ prefix: String, _ hash: String) -> Bool {
    hash.hasPrefix(prefix) || hash.lowercased().hasPrefix(prefix.lowercased())
  }
}
