import FixtureKit
import LLMWire
import LosslessJSON
import TerminalUI

extension State {
  /// The lines of a pane at a width.
  func content(of id: PaneID, columns: Int) -> PaneContent {
    var content = PaneContent()
    switch panes.subject {
    case .nothing: break
    case .waiting: content.lines = wrapped("reading", columns, .dim)
    case .heading(let row): content.lines = factLines(overview(of: row), columns)
    case .failure(_, let error): content.lines = wrapped(error.description, columns, .warning)
    case .file(let file, let opened):
      content.bytes = opened.bytes
      content.lines = rawLines(of: opened.bytes, columns)
      if opened.bytes.isEmpty {
        content.lines = wrapped("\(library.files[file].name) is empty", columns, .dim)
      } else if opened.size > opened.bytes.count {
        let rest = Formats.size(opened.size - opened.bytes.count)
        content.lines += wrapped("\(Ornament.ellipsis(charset)) \(rest) more", columns, .dim)
      }
    case .interaction(let place, let opened):
      if id == .meta {
        content.lines = metaLines(opened, place, columns)
      } else {
        fill(&content, id, opened, columns)
      }
    }
    return content
  }

  private func fill(
    _ content: inout PaneContent, _ id: PaneID, _ opened: OpenedInteraction, _ columns: Int
  ) {
    let pane = panes[id]
    switch pane.view {
    case .tree, .stream:
      guard let root = panes.root(of: id) else {
        content.lines = wrapped("There is no \(id.title.lowercased()).", columns, .dim)
        return
      }
      var tree = TreeLines(
        columns: columns, charset: charset, folded: pane.folded, expanded: pane.expanded)
      content.document = root.document
      content.lines = tree.lines(of: root)
    case .text:
      content.lines = lines(of: id == .request ? opened.prompt : opened.reply, columns)
    case .raw:
      let value = id == .request ? opened.interaction.request : rawAnswer(opened)
      content.bytes = value.map { Array($0.source) } ?? []
      content.lines = rawLines(of: content.bytes, columns)
    }
  }

  /// What the file holds of the answer that is replayed: the events of a stream, else the response.
  private func rawAnswer(_ opened: OpenedInteraction) -> JSONValue? {
    opened.interaction.isStreamed && opened.eventCount > 0
      ? opened.interaction.streamEvents : opened.interaction.response
  }

  /// Cut at the width and nowhere else: these are bytes, not words.
  private func rawLines(of bytes: [UInt8], _ columns: Int) -> [PaneLine] {
    cut(bytes, columns: max(8, columns), charset: charset).map(PaneLine.raw)
  }

  // MARK: - Text

  private func lines(of transcript: Transcript, _ columns: Int) -> [PaneLine] {
    var lines: [PaneLine] = []
    for block in transcript.blocks {
      switch block.kind {
      case .heading:
        if !lines.isEmpty { lines.append(.text("", .plain)) }
        lines += wrapped(block.text, columns, .heading)
      case .text: lines += wrapped(block.text, columns, .plain, indentation: 2)
      case .toolResult: lines += wrapped(block.text, columns, .plain, indentation: 4)
      case .thinking: lines += wrapped("thinking: " + block.text, columns, .dim, indentation: 2)
      case .toolCall:
        lines += wrapped(
          "\(Ornament.arrow(charset)) \(block.text)", columns, .plain, indentation: 2, hanging: 4)
      case .note: lines += wrapped("[\(block.text)]", columns, .dim, indentation: 2)
      }
    }
    return lines
  }

  private func wrapped(
    _ text: String, _ columns: Int, _ kind: PaneLine.TextKind, indentation: Int = 0,
    hanging: Int = 0
  ) -> [PaneLine] {
    let ranges = wrap(text, columns: max(8, columns - indentation - hanging), charset: charset)
    return ranges.enumerated().map { number, range in
      .text(text[range], kind, indentation: indentation + (number > 0 ? hanging : 0))
    }
  }

  // MARK: - Meta

  /// Columns of the labels in the meta pane.
  static let labelColumns = 14

  private func metaLines(
    _ opened: OpenedInteraction, _ place: Place, _ columns: Int
  ) -> [PaneLine] {
    let summary = opened.summary
    let file = library.file(place)
    var facts: [(String, String)] = [
      ("file", file.path),
      ("position", "\(place.position + 1) of \(file.state.index?.count ?? 0)"),
      ("hash", summary.hash), ("hash check", keySentence(opened.keyState)),
    ]
    let findings = library.findings(at: place)
    if findings.contains(.duplicate) {
      facts.append(("duplicate", "an earlier interaction of the file answers the same request"))
    }
    if !summary.problem.isEmpty { facts.append(("invalid", summary.problem)) }
    facts += summary.remarks.map { ("note", $0) }
    if let remark = opened.interaction.replayRemark { facts.append(("replay", remark)) }
    facts += [
      ("model", summary.model), ("provider", summary.provider ?? "unknown"),
      ("endpoint", summary.endpoint?.description ?? "unknown"),
      ("recorded", recordedText(summary)),
      (
        "size",
        "\(Formats.grouped(summary.size)) bytes at byte \(Formats.grouped(summary.range.lowerBound))"
      ),
      (
        "answer",
        summary.isStreamed ? "stream of \(Formats.count(opened.eventCount, "event"))" : "plain"
      ),
      ("format", file.state.index?.version.map { "version \($0)" } ?? "no version"),
    ]
    if let fields = opened.interaction.matchFields {
      facts.append(("match on", fields.joined(separator: ", ")))
    } else if let fields = opened.libraryFields {
      let names = fields.joined(separator: ", ")
      facts.append(("match on", "\(names), by \(LibraryListing.settingsFile)"))
    }
    return factLines(facts, columns)
  }

  private func factLines(_ facts: [(String, String)], _ columns: Int) -> [PaneLine] {
    facts.flatMap { label, recorded -> [PaneLine] in
      // A line feed in what was recorded must not break a line.
      let value = GlyphLine(recorded, charset: charset).text
      let ranges = wrap(value, columns: max(8, columns - Self.labelColumns), charset: charset)
      return ranges.enumerated().map { number, range in
        .text(
          value[range], .fact(label: number == 0 ? label : ""), indentation: Self.labelColumns)
      }
    }
  }

  func keySentence(_ state: Interaction.KeyState) -> String {
    switch state {
    case .matches: "ok: it is the key of this request"
    case .mismatch(let computed): "mismatch: the request's key is \(computed.hex)"
    case .unverifiable(let reason): "cannot be checked: \(reason)"
    }
  }

  func recordedText(_ summary: IndexedInteraction) -> String {
    guard let moment = summary.timestamp else {
      return summary.recordedAt.isEmpty ? "unknown" : summary.recordedAt
    }
    return "\(summary.recordedAt) (\(Formats.age(of: moment, at: now)))"
  }
}
