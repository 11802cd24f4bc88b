import FixtureKit
import LLMWire
import LosslessJSON

/// A selection as a table for people or as JSON for scripts.
enum ListReport {
  // MARK: - Table

  /// Columns of a table on paper or in a pipe, where no terminal sets a width.
  private static let pipedColumns = 160

  static func printTable(_ selection: Selection) {
    let ink = Ink()
    let columns = Output.terminalColumns ?? pipedColumns
    let places = selection.items.map { place(of: $0, in: selection) }
    let layout = Layout(
      columns: columns, widestPlace: places.map(\.visibleColumns).max() ?? 0,
      widestModel: selection.items.map(\.summary.model.visibleColumns).max() ?? 0)
    if !selection.items.isEmpty { Output.write(ink.dim(layout.heading) + "\n") }
    for (item, place) in zip(selection.items, places) {
      Output.write(layout.row(item.summary, place: place, ink) + "\n")
    }
    // A filter chooses interactions; files that have none to choose from are only counted then.
    if !selection.isFiltered { printBroken(selection, ink) }
    Output.write((selection.items.isEmpty ? "" : "\n") + totals(selection) + "\n")
  }

  private static func place(of item: Selection.Item, in selection: Selection) -> String {
    "\(selection.files[item.file].name)#\(item.summary.position + 1)"
  }

  /// Column widths: hash, date and size are fixed, model and place take what they need up to a
  /// share of the line, the prompt takes the rest.
  private struct Layout {
    let model: Int
    let place: Int
    let prompt: Int

    init(columns: Int, widestPlace: Int, widestModel: Int) {
      let rest = max(30, columns - 12 - 10 - 5 - 5 * 2)
      model = min(max(widestModel, 5), max(8, rest / 5), 28)
      place = min(max(widestPlace, 4), max(12, rest * 2 / 5))
      prompt = max(6, rest - model - place)
    }

    var heading: String {
      [
        "HASH".fitted(to: 12), "RECORDED".fitted(to: 10), "MODEL".fitted(to: model),
        " SIZE", "FILE".fitted(to: place), "PROMPT",
      ].joined(separator: "  ")
    }

    func row(_ summary: IndexedInteraction, place placeText: String, _ ink: Ink) -> String {
      let date = summary.timestamp?.dayText ?? String(summary.recordedAt.prefix(10))
      let prompt = summary.problem.isEmpty ? summary.preview : summary.problem
      let columns = [
        ink.accent(String(summary.hash.prefix(12)).fitted(to: 12)), ink.dim(date.fitted(to: 10)),
        summary.model.fitted(to: model), Formats.size(summary.size).rightAligned(to: 5),
        placeText.fittedAtEnd(to: place), prompt.fitted(to: self.prompt),
      ]
      return columns.joined(separator: "  ").trimmingTrailingBlanks
    }
  }

  private static func printBroken(_ selection: Selection, _ ink: Ink) {
    let broken = selection.files.compactMap { file -> (String, String)? in
      if case .broken(let error) = file.state { return (file.name, error.reason) }
      if let faults = file.state.index?.faults, !faults.isEmpty {
        return (file.name, faults.joined(separator: "; "))
      }
      return nil
    }
    guard !broken.isEmpty else { return }
    Output.write(selection.items.isEmpty ? "" : "\n")
    for (name, reason) in broken {
      Output.write(ink.warning("!") + " \(name.visible): \(reason.visible)\n")
    }
  }

  private static func totals(_ selection: Selection) -> String {
    var parts = [
      selection.items.count == selection.total
        ? Formats.count(selection.total, "interaction")
        : "\(Formats.grouped(selection.items.count)) of "
          + Formats.count(selection.total, "interaction"),
      "in " + Formats.count(selection.fixtureCount, "file"),
    ]
    if selection.brokenCount > 0 { parts.append("\(selection.brokenCount) broken") }
    if selection.otherCount > 0 {
      parts.append(Formats.count(selection.otherCount, "other JSON file") + " left out")
    }
    return parts.joined(separator: ", ").replacing(", in ", with: " in ")
  }

  // MARK: - JSON

  static func printJSON(_ selection: Selection) {
    let output = JSONLines()
    output.line("{")
    output.line("  \"interactions\": [")
    for (offset, item) in selection.items.enumerated() {
      let summary = item.summary
      var members: [(String, JSONLines.Value)] = [
        ("file", .string(selection.files[item.file].name)),
        ("position", .number(summary.position + 1)),
        ("hash", .string(summary.hash)), ("model", .string(summary.model)),
        ("provider", summary.provider.map { .string($0) } ?? .null),
        ("endpoint", summary.endpoint.map { .string($0.description) } ?? .null),
        ("recorded_at", .string(summary.recordedAt)),
        ("streaming", .boolean(summary.isStreamed)), ("bytes", .number(summary.size)),
        ("prompt", .string(summary.preview)),
      ]
      if !summary.problem.isEmpty {
        members.append(("invalid", .string(summary.problem)))
      }
      output.object(members, indentation: 4, isLast: offset == selection.items.count - 1)
    }
    output.line("  ],")
    let broken = selection.files.compactMap { file -> [(String, JSONLines.Value)]? in
      guard case .broken(let error) = file.state else { return nil }
      return [("file", .string(file.name)), ("reason", .string(error.reason))]
    }
    output.line("  \"broken\": [")
    for (offset, members) in broken.enumerated() {
      output.object(members, indentation: 4, isLast: offset == broken.count - 1)
    }
    output.line("  ],")
    output.line("  \"files\": \(selection.fixtureCount),")
    output.line("  \"other_json_files\": \(selection.otherCount),")
    output.line("  \"total\": \(selection.total)")
    output.line("}")
  }
}

extension Selection {
  /// Fixture files that could be read.
  var fixtureCount: Int { files.count { $0.state.index != nil } }
  var brokenCount: Int {
    files.count { if case .broken = $0.state { true } else { false } }
  }
  /// JSON of other kinds.
  var otherCount: Int {
    files.count { if case .notAFixture = $0.state { true } else { false } }
  }
}

/// Writes JSON objects one a line, ASCII only, to standard output.
private struct JSONLines {
  enum Value {
    case string(String)
    case number(Int)
    case boolean(Bool)
    case null
  }

  func line(_ text: String) { Output.write(text + "\n") }

  func object(_ members: [(String, Value)], indentation: Int, isLast: Bool) {
    var bytes = [UInt8](repeating: UInt8(ascii: " "), count: indentation)
    bytes.append(UInt8(ascii: "{"))
    for (offset, (name, value)) in members.enumerated() {
      if offset > 0 { bytes += ", ".utf8 }
      PythonJSON.append(name, to: &bytes)
      bytes += ": ".utf8
      switch value {
      case .string(let text): PythonJSON.append(text, to: &bytes)
      case .number(let number): bytes += String(number).utf8
      case .boolean(let boolean): bytes += String(boolean).utf8
      case .null: bytes += "null".utf8
      }
    }
    bytes += (isLast ? "}\n" : "},\n").utf8
    Output.write(bytes: bytes)
  }
}

extension String {
  fileprivate var trimmingTrailingBlanks: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
