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
    if !selection.unreadableFolders.isEmpty {
      parts.append(
        Formats.count(selection.unreadableFolders.count, "folder") + " not readable")
    }
    let leftOut: [(Int, String)] = [
      (selection.otherCount, "other JSON file"), (selection.hiddenFolders, "hidden folder"),
      (selection.repeatedFolders, "repeated folder"),
    ]
    parts += leftOut.filter { $0.0 > 0 }.map { Formats.count($0, $1) + " left out" }
    if selection.unreadableNames > 0 {
      parts.append(Formats.count(selection.unreadableNames, "file name") + " not UTF-8")
    }
    return parts.joined(separator: ", ")
  }

  // MARK: - JSON

  /// One interaction a line, so that a line can be found and diffed.
  static func printJSON(_ selection: Selection) {
    Output.write("{\n")
    write(
      "interactions",
      selection.items.map { literal($0.summary, file: selection.files[$0.file].name) })
    write(
      "broken",
      selection.broken.map {
        .object([("file", .string($0.name)), ("reason", .string($0.reason))])
      })
    write("unreadable_folders", selection.unreadableFolders.map { .string($0) })
    let counts = [
      ("files", selection.fixtureCount), ("other_json_files", selection.otherCount),
      ("hidden_folders", selection.hiddenFolders),
      ("repeated_folders", selection.repeatedFolders),
      ("unreadable_names", selection.unreadableNames), ("total", selection.total),
    ]
    Output.write(counts.map { "  \"\($0)\": \($1)" }.joined(separator: ",\n") + "\n}\n")
  }

  private static func write(_ name: String, _ elements: [JSONLiteral]) {
    Output.write("  \"\(name)\": [\n")
    for (position, element) in elements.enumerated() {
      Output.write("    ")
      Output.write(bytes: element.text)
      Output.write(position == elements.count - 1 ? "\n" : ",\n")
    }
    Output.write("  ],\n")
  }

  private static func literal(_ summary: IndexedInteraction, file: String) -> JSONLiteral {
    var members: [(name: String, value: JSONLiteral)] = [
      ("file", .string(file)), ("position", .integer(summary.position + 1)),
      ("hash", summary.faults.contains(.hash) ? .null : .string(summary.hash)),
      ("model", summary.traits.contains(.unnamedModel) ? .null : .string(summary.model)),
      ("provider", summary.provider.map { .string($0) } ?? .null),
      ("endpoint", summary.endpoint.map { .string($0.description) } ?? .null),
      ("recorded_at", summary.faults.contains(.recordedAt) ? .null : .string(summary.recordedAt)),
      ("streaming", .boolean(summary.isStreamed)), ("bytes", .integer(summary.size)),
      ("prompt", .string(summary.preview)),
    ]
    if !summary.problem.isEmpty { members.append(("invalid", .string(summary.problem))) }
    if !summary.remarks.isEmpty {
      members.append(("note", .string(summary.remarks.joined(separator: "; "))))
    }
    return .object(members)
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
