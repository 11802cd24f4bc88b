import FixtureKit
import LLMWire
import LosslessJSON

/// One interaction, printed.
struct InteractionReport {
  private let summary: IndexedInteraction
  private let interaction: Interaction
  private let path: String
  private let count: Int
  private let rules: MatchRules
  private let ink = Ink()

  /// - Parameters:
  ///   - count: how many interactions the file has.
  ///   - rules: the match fields that the library has for the file.
  init(
    _ summary: IndexedInteraction, _ interaction: Interaction, path: String, count: Int,
    rules: MatchRules
  ) {
    self.rules = rules
    self.summary = summary
    self.interaction = interaction
    self.path = path
    self.count = count
  }

  func print(_ view: Show.View) {
    switch view {
    case .both:
      printFacts()
      printHeading("Request")
      printJSON(interaction.request)
      printHeading(responseHeading)
      printJSON(interaction.answer)
    case .request: printJSON(interaction.request)
    case .response:
      if interaction.hasUnreadableEvents {
        Output.error("Note: the stream events cannot be read as a reply: --events shows them")
      }
      printJSON(interaction.answer)
    case .events: printJSON(interaction.streamEvents, orElse: "[]")
    case .text:
      printFacts()
      printHeading("Prompt")
      printTranscript(Transcript(promptOf: interaction))
      printHeading("Reply")
      printTranscript(Transcript(replyOf: interaction))
    case .raw: printRaw(Array(interaction.object.source))
    }
  }

  private func printFacts() {
    let hash = summary.hash.isEmpty ? "(no hash)" : summary.hash
    Output.write(ink(.bold, hash.visible) + "\n")
    let facts: [(String, String?)] = [
      ("file", "\(path)#\(summary.position + 1) of \(count)"), ("model", summary.model),
      ("endpoint", summary.endpoint?.description), ("provider", summary.provider),
      ("recorded", summary.recordedAt), ("size", "\(Formats.grouped(summary.size)) bytes"),
      ("hash", keySentence),
      ("status", interaction.status == 200 ? nil : String(interaction.status)),
      ("invalid", summary.problem.isEmpty ? nil : summary.problem),
      ("replay", interaction.replayRemark),
      ("note", summary.remarks.isEmpty ? nil : summary.remarks.joined(separator: "; ")),
    ]
    for case (let name, let value?) in facts {
      let label = name + String(repeating: " ", count: 9 - name.count)
      Output.write("  " + ink(.dim, label) + value.visible + "\n")
    }
  }

  private var keySentence: String {
    switch interaction.keyState(rules) {
    case .matches: "matches the request"
    case .mismatch(let computed): "does not match: the request's key is \(computed.hex)"
    case .unverifiable(let reason): "cannot be checked: \(reason)"
    }
  }

  private var responseHeading: String {
    guard let message = interaction.assembledMessage else { return "Response" }
    let events = interaction.streamEvents?.elements.reduce(0) { count, _ in count + 1 } ?? 0
    return "Response, put together from \(Formats.count(events, "stream event"))"
      + (message.isComplete ? "" : " (cut short)")
  }

  private func printHeading(_ text: String) {
    Output.write("\n" + ink(.bold, text) + "\n")
  }

  /// On a terminal what it would act on is spelled out; a pipe gets the JSON as it is.
  private func printJSON(_ value: JSONValue?, orElse nothing: String = "null") {
    guard let value else {
      Output.write(nothing + "\n")
      return
    }
    printRaw(PrettyJSON.text(of: value))
    if !Output.isTerminal { Output.write("\n") }
  }

  private func printRaw(_ bytes: [UInt8]) {
    if Output.isTerminal {
      Output.write(String(decoding: bytes, as: UTF8.self).visibleLines + "\n")
    } else {
      Output.write(bytes: bytes)
    }
  }

  private func printTranscript(_ transcript: Transcript) {
    for block in transcript.blocks {
      switch block.kind {
      case .heading: Output.write(ink(.accent, block.text.visible) + "\n")
      case .text, .toolResult: Output.write(indented(block.text) + "\n")
      case .thinking: Output.write(ink(.dim, indented("thinking: " + block.text)) + "\n")
      case .toolCall: Output.write(indented("→ " + block.text) + "\n")
      case .note: Output.write(ink(.dim, indented("[\(block.text)]")) + "\n")
      }
    }
  }

  private func indented(_ text: String) -> String {
    "  " + text.visibleLines.replacing("\n", with: "\n  ")
  }
}
