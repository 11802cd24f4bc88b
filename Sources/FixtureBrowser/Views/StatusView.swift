import FixtureKit
import LLMWire
import LosslessJSON
import TerminalUI

extension State {
  /// The line above the last: what has to be said, else what the cursor is on.
  func drawStatus(on grid: inout Grid, in area: Rect) {
    guard area.rows > 0 else { return }
    if let notice {
      grid.draw(notice.text, row: area.row, column: 1, style: notice.style)
      return
    }
    if let id = focus.pane, let text = valueText(in: id) {
      grid.draw(text, row: area.row, column: 1, style: Style(.dim))
      return
    }
    drawRowFacts(on: &grid, area)
  }

  /// What has to be said now: why a filter is none or how to write one, else the message.
  private var notice: (text: String, style: Style)? {
    if case .filter(let editor, _) = input {
      if let error = list.filterError { return (error.reason, Style(.warning, .bold)) }
      if editor.text.isEmpty { return (Self.filterExamples, Style(.dim)) }
    }
    if case .command(let line) = input, let text = text(ofChoices: line) {
      return (text, Style(.dim))
    }
    return message.map { ($0.text, $0.isWarning ? Style(.warning, .bold) : Style(.accent)) }
  }

  /// What Tab goes through; where that is more than there is room for, from the present one on.
  private func text(ofChoices line: CommandLine) -> String? {
    let choices = line.choices
    let typed = line.editor.text.split(separator: " ").last
    guard !choices.isEmpty, line.choice != nil || choices != [typed.map(String.init) ?? ""] else {
      return nil
    }
    let text = choices.joined(separator: "  ")
    guard let choice = line.choice, columns(of: text, charset: charset) >= size.columns else {
      return text
    }
    return (choices[choice...] + choices[..<choice]).joined(separator: "  ")
  }

  private static let filterExamples =
    "words  model:gpt-4*  is:mismatch,stream  tool:name  size:>4k  age:<30d  a | b  !a  ( )"

  /// What the value under the cursor is.
  private func valueText(in id: PaneID) -> String? {
    guard let value = currentValue(in: id) else { return nil }
    let kind =
      switch value.kind {
      case .object: "object, \(Formats.count(value.members.reduce(0) { n, _ in n + 1 }, "member"))"
      case .array: "array, \(Formats.count(value.elements.reduce(0) { n, _ in n + 1 }, "element"))"
      case .string: "string, \(StringTag.text(of: value, countingUpTo: Self.countedBytes))"
      case .integer: "integer"
      case .real, .nonFinite: "number"
      case .boolean: "boolean"
      case .null: "null"
      }
    return "\(path(of: value, in: id))   \(kind)"
  }

  /// One string of this size, the one under the cursor, is counted while a key is answered.
  private static let countedBytes = 1 << 20

  private func drawRowFacts(on grid: inout Grid, _ area: Rect) {
    var line = LineWriter(row: area.row, column: 1, limit: area.maxColumn)
    func gap() { line.column += 1 }
    switch list.current {
    case nil: return
    case .folder(let folder):
      line.draw(library.folders[folder].name, Style(.dim), on: &grid)
    case .file(let file):
      line.draw(library.files[file].path, Style(.dim), on: &grid)
      gap()
      if case .broken(let error) = library.files[file].state {
        line.draw(error.reason, Style(.warning), on: &grid)
      } else if let index = library.files[file].state.index {
        let facts =
          "\(Formats.count(index.count, "interaction"))  \(Formats.size(index.stamp.size))"
        line.draw(facts, Style(.dim), on: &grid)
        line.draw(index.faults.joined(separator: "; "), Style(.warning), on: &grid)
      }
    case .interaction(let place):
      guard let summary = library.summary(at: place) else { return }
      line.draw(
        String(summary.hash.prefix(12)), .plain, on: &grid)
      gap()
      if let problem = summary.problem(with: library.findings(at: place)) {
        line.draw(problem, Style(.warning), on: &grid)
        gap()
      }
      let facts = [
        "\(library.file(place).path)#\(place.position + 1)",
        summary.timestamp.map { "recorded \($0.dayText) (\(Formats.age(of: $0, at: now)))" },
        summary.endpoint?.path, summary.isStreamed ? "stream" : nil, Formats.size(summary.size),
      ]
      line.draw(facts.compactMap { $0 }.joined(separator: "  "), Style(.dim), on: &grid)
    }
  }

  func drawLog(on grid: inout Grid, _ part: Layout.Part) {
    grid.drawTitle([("Log", Style(.title))], on: part.titleRow, in: 0..<part.body.columns)
    let entries = log.map { entry in
      let local = Timestamp(seconds: entry.time.seconds + utcOffset)
      return "\(local.minuteText.suffix(5)) \(entry.text)"
    }
    let text = entries.joined(separator: "    ")
    grid.draw(text, row: part.body.row, column: 1, style: Style(.dim))
  }

  // MARK: - Last line

  /// Hints, or what is being typed; returns where the cursor belongs. Without a status line on the
  /// screen, what has to be said stands in place of the hints, or beside what is being typed.
  func drawLastLine(on grid: inout Grid, _ layout: Layout) -> (row: Int, column: Int)? {
    let notice = layout.status.rows == 0 ? notice : nil
    let prompt: (editor: LineEditor, label: String, error: FilterError?)? =
      switch input {
      case .none, .help, .writing, .quitting: nil
      case .filter(let editor, _): (editor, "filter:", list.filterError)
      case .search(let editor): (editor, "/", nil)
      case .command(let line): (line.editor, ":", nil)
      }
    var area = layout.hints
    if case .quitting = input {
      let text = "\(Formats.grouped(picks.flagged.count)) flagged and not written. "
      let end = grid.draw(text, row: area.row, column: 1, style: Style(.warning, .bold))
      drawAnswers([("y", "quit"), ("w", "look and write"), ("esc", "stay")], from: end, on: &grid)
      return nil
    }
    guard let prompt else {
      if let notice {
        grid.draw(notice.text, row: area.row, column: 1, style: notice.style)
      } else {
        drawHints(on: &grid, area)
      }
      return nil
    }
    if let notice {
      // Half of the line, or what the typed text and its cursor leave.
      let typed = prompt.label.count + columns(of: prompt.editor.text, charset: charset) + 2
      let room = max(area.columns / 2, area.columns - typed)
      area.columns -= min(room, columns(of: notice.text, charset: charset) + 2)
      grid.draw(notice.text, row: area.row, column: area.maxColumn + 1, style: notice.style)
    }
    return draw(prompt.editor, prompt.label, prompt.error, on: &grid, area)
  }

  private func draw(
    _ editor: LineEditor, _ prompt: String, _ error: FilterError?, on grid: inout Grid,
    _ area: Rect
  ) -> (row: Int, column: Int)? {
    let blank = prompt.count > 1 ? 1 : 0
    let start =
      grid.draw(prompt, row: area.row, column: 0, style: Style(.accent, .bold)) + blank
    let before = columns(of: editor.textBeforeCursor, charset: charset)
    // A text longer than the line scrolls, so that the cursor stays in sight.
    let room = max(1, area.columns - start - 1)
    let offset = max(0, before - room)
    let line = GlyphLine(editor.text, charset: charset)
    grid.draw(
      line, from: offset, row: area.row, column: start, limit: area.maxColumn, truncates: false)
    if let error { underline(error, offset, start, on: &grid, area) }
    return (area.row, start + before - offset)
  }

  private func underline(
    _ error: FilterError, _ offset: Int, _ start: Int, on grid: inout Grid, _ area: Rect
  ) {
    let bytes = Array(error.text.utf8)
    func column(_ count: Int) -> Int {
      columns(of: String(decoding: bytes[..<count], as: UTF8.self), charset: charset) - offset
    }
    let first = column(error.range.lowerBound)
    let last = max(first + 1, column(error.range.upperBound))
    let line = Rect(column: start + first, row: area.row, columns: last - first, rows: 1)
    grid.restyle(line.intersection(area)) { _ in Style(.warning, .underline) }
  }

  /// The keys that matter here. The dearest stay when room is short; help always does.
  private func drawHints(on grid: inout Grid, _ area: Rect) {
    if !keys.pending.isEmpty || keys.count != nil {
      let typed = (keys.count.map(String.init) ?? "") + keys.pending.map(\.notation).joined()
      grid.draw(
        "\(typed) \(Ornament.ellipsis(charset))", row: area.row, column: 1,
        style: Style(.accent, .bold))
      return
    }
    let hints = CommandEntry.all.compactMap { entry -> (key: String, word: String, rank: Int)? in
      guard let hint = entry.hint, applies(entry), let key = entry.hintKey ?? entry.keys.first
      else { return nil }
      let word =
        switch entry.command {
        case .back where isOutermost: "quit"
        case .write: "write(\(Formats.grouped(picks.flagged.count)))"
        default: hint.word
        }
      return (Self.shortKey(key), word, hint.rank)
    }
    var shown = hints.sorted { $0.rank < $1.rank }
    func width() -> Int { shown.reduce(0) { $0 + $1.key.count + $1.word.count + 3 } }
    while shown.count > 1, width() > area.columns { shown.removeLast() }
    // Help stands last, where it is looked for.
    shown.append(shown.removeFirst())
    var column = 1
    for hint in shown {
      column = grid.draw(hint.key, row: area.row, column: column, style: Style(.accent))
      column = grid.draw(hint.word, row: area.row, column: column + 1, style: Style(.dim)) + 2
    }
  }

  /// Whether going back from here ends the program.
  private var isOutermost: Bool { focus == .list && !isZoomed && !isMaximised }

  private func applies(_ entry: CommandEntry) -> Bool {
    switch entry.command {
    case .nextView: hasViews(focus.pane ?? panes.current)
    case .split: isSplittable && !isMaximised && size.columns >= Layout.splitColumns
    case .foldToggle, .search, .nextItem: focus != .list
    case .byFile, .sort, .open, .filter, .moveDown, .moveUp, .mark, .flag: focus == .list
    case .write: !picks.flagged.isEmpty
    case .undo: !history.done.isEmpty
    default: true
    }
  }

  /// A key as people say it: `ctrl-d`, `enter`.
  static func shortKey(_ key: String) -> String {
    guard key.hasPrefix("<"), key.hasSuffix(">") else { return key }
    return key.dropFirst().dropLast().lowercased()
      .replacing("c-", with: "ctrl-").replacing("s-", with: "shift-")
  }
}
