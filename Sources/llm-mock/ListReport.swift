import FixtureKit
import LLMWire
import LosslessJSON

/// A selection as a table for people or as JSON for scripts.
enum ListReport {
  // MARK: - Table

  static func printTable(_ selection: Selection) {
    let ink = Ink()
    let table = Table(selection, columns: Output.terminalColumns)
    if !selection.items.isEmpty { table.printHeading(ink) }
    var line = TableLine(ink)
    for item in selection.items { table.printRow(item, &line) }
    // A filter chooses interactions; files that have none to choose from are only counted then.
    if !selection.isFiltered { printBroken(selection, ink) }
    Output.write((selection.items.isEmpty ? "" : "\n") + totals(selection) + "\n")
  }

  /// Column widths: hash, date and size are fixed, model and place take what they need up to a
  /// share of the line, the prompt takes the rest. A narrow table does without size, then date. Where
  /// no terminal sets a width nothing is cut, so that `grep` finds it.
  private struct Table {
    private let files: [SelectedFiles.File]
    private let showsSize: Bool
    private let showsDate: Bool
    private let model: Int
    private let place: Int
    /// Nil for all of it.
    private let prompt: Int?

    init(_ selection: Selection, columns: Int?) {
      files = selection.files
      let widestModel = selection.items.reduce(5) { max($0, $1.summary.model.visibleColumns) }
      let widestPlace = selection.items.reduce(4) { [files] in
        max($0, Self.place(of: $1, in: files).visibleColumns)
      }
      guard let columns else {
        (showsSize, showsDate) = (true, true)
        (model, place, prompt) = (widestModel, widestPlace, nil)
        return
      }
      showsSize = columns >= 70
      showsDate = columns >= 60
      let rest = columns - 12 - 3 * 2 - (showsSize ? 7 : 0) - (showsDate ? 12 : 0)
      model = min(widestModel, max(8, rest / 5), 28)
      place = min(widestPlace, max(8, rest * 2 / 5))
      prompt = max(6, rest - model - place)
    }

    private static func place(of item: Selection.Item, in files: [SelectedFiles.File]) -> String {
      "\(files[item.file].name)#\(item.summary.position + 1)"
    }

    func printHeading(_ ink: Ink) {
      var line = TableLine(ink)
      line.append("HASH", columns: 12, .dim)
      if showsDate { line.append("RECORDED", columns: 10, .dim) }
      line.append("MODEL", columns: model, .dim)
      if showsSize { line.append(" SIZE", columns: 5, .dim) }
      line.append("FILE", columns: place, .dim)
      line.append("PROMPT", columns: 6, .dim)
      line.finish()
    }

    func printRow(_ item: Selection.Item, _ line: inout TableLine) {
      let summary = item.summary
      let problem = summary.problem
      line.append(String(summary.hash.prefix(12)), columns: 12, .accent)
      if showsDate {
        line.append(
          summary.timestamp?.dayText ?? String(summary.recordedAt.prefix(10)), columns: 10, .dim)
      }
      line.append(summary.model, columns: model)
      if showsSize { line.append(number: Formats.size(summary.size), columns: 5) }
      line.append(Self.place(of: item, in: files), columns: place, cut: .start)
      let last = problem.isEmpty ? summary.preview : "! " + problem
      if let prompt { line.append(last, columns: prompt) } else { line.append(last) }
      line.finish()
    }
  }

  private static func printBroken(_ selection: Selection, _ ink: Ink) {
    var lines = selection.broken.map { "\($0.name.visible): \($0.reason.visible)" }
    for item in selection.items {
      for remark in item.summary.remarks {
        lines.append(
          "\(selection.files[item.file].name.visible)#\(item.summary.position + 1): \(remark)")
      }
    }
    if !lines.isEmpty, !selection.items.isEmpty { Output.write("\n") }
    for line in lines { Output.write(ink(.warning, "!") + " \(line)\n") }
  }

  private static func totals(_ selection: Selection) -> String {
    let shown = Formats.grouped(selection.items.count)
    let total = Formats.count(selection.total, "interaction")
    var parts = [
      (selection.items.count == selection.total ? total : "\(shown) of \(total)")
        + " in " + Formats.count(selection.fixtureCount, "file")
    ]
    if !selection.broken.isEmpty { parts.append("\(selection.broken.count) broken") }
    let leftOut: [(Int, String)] = [
      (selection.otherCount, "other JSON file"), (selection.hiddenFolders, "hidden folder"),
      (selection.repeatedFolders, "repeated folder"),
    ]
    parts += leftOut.filter { $0.0 > 0 }.map { Formats.count($0, $1) + " left out" }
    return parts.joined(separator: ", ")
  }

  // MARK: - JSON

  static func printJSON(_ selection: Selection) {
    let output = JSONObjects.self
    output.line("{")
    output.line("  \"interactions\": [")
    for (offset, item) in selection.items.enumerated() {
      let summary = item.summary
      var members: [(String, JSONObjects.Value)] = [
        ("file", .string(selection.files[item.file].name)),
        ("position", .number(summary.position + 1)),
        ("hash", summary.faults.contains(.hash) ? .null : .string(summary.hash)),
        ("model", summary.traits.contains(.unnamedModel) ? .null : .string(summary.model)),
        ("provider", summary.provider.map { .string($0) } ?? .null),
        ("endpoint", summary.endpoint.map { .string($0.description) } ?? .null),
        (
          "recorded_at", summary.faults.contains(.recordedAt) ? .null : .string(summary.recordedAt)
        ),
        ("streaming", .boolean(summary.isStreamed)), ("bytes", .number(summary.size)),
        ("prompt", .string(summary.preview)),
      ]
      if !summary.problem.isEmpty {
        members.append(("invalid", .string(summary.problem)))
      }
      if !summary.remarks.isEmpty {
        members.append(("note", .string(summary.remarks.joined(separator: "; "))))
      }
      output.object(members, indentation: 4, isLast: offset == selection.items.count - 1)
    }
    output.line("  ],")
    output.line("  \"broken\": [")
    for (offset, file) in selection.broken.enumerated() {
      output.object(
        [("file", .string(file.name)), ("reason", .string(file.reason))], indentation: 4,
        isLast: offset == selection.broken.count - 1)
    }
    output.line("  ],")
    output.line("  \"files\": \(selection.fixtureCount),")
    output.line("  \"other_json_files\": \(selection.otherCount),")
    output.line("  \"hidden_folders\": \(selection.hiddenFolders),")
    output.line("  \"repeated_folders\": \(selection.repeatedFolders),")
    output.line("  \"total\": \(selection.total)")
    output.line("}")
  }
}

extension Selection {
  /// Fixture files, broken ones too.
  var fixtureCount: Int { files.count - otherCount }
  /// Files that cannot be read, or that the Python package refuses as a whole; and why.
  var broken: [(name: String, reason: String)] {
    files.compactMap { file in
      if case .broken(let error) = file.state { return (file.name, error.reason) }
      guard let faults = file.state.index?.faults, !faults.isEmpty else { return nil }
      return (file.name, faults.joined(separator: "; "))
    }
  }
  /// JSON of other kinds.
  var otherCount: Int {
    files.count { if case .notAFixture = $0.state { true } else { false } }
  }
}

/// Writes JSON objects one a line, ASCII only, to standard output.
private enum JSONObjects {
  enum Value {
    case string(String)
    case number(Int)
    case boolean(Bool)
    case null
  }

  static func line(_ text: String) { Output.write(text + "\n") }

  static func object(_ members: [(String, Value)], indentation: Int, isLast: Bool) {
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
