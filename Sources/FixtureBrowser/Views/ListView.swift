import FixtureKit
import TerminalUI

/// Widths of the list's columns; 0 leaves one out. What a list shows every wider one shows too.
struct ListColumns {
  let hash: Int
  let date: Int
  let model: Int
  let size: Int
  let file: Int

  /// - Parameters:
  ///   - indentation: columns in front of the first field.
  ///   - namesFile: rows say which file they are in.
  init(width: Int, indentation: Int, namesFile: Bool) {
    let room = width - indentation
    hash = Self.hashDigits(in: width)
    date = room >= 40 ? 7 : 0
    size = room >= 46 ? 4 : 0
    // With the size stands the mark of a stream.
    let fixed = [hash, date, size, size > 0 ? 1 : 0]
    var rest = fixed.reduce(room) { $1 > 0 ? $0 - $1 - 1 : $0 }
    model = size > 0 && rest >= 29 ? max(10, min(24, rest / 6 + 5)) : 0
    rest -= model + 1
    // The prompt takes what the others leave. It tells rows apart better than the file does.
    let spare = rest - Self.promptColumns - 1
    file = namesFile && spare >= 18 ? min(34, spare) : 0
  }

  private static let promptColumns = 40

  /// How much of a hash is shown where there are that many columns.
  static func hashDigits(in width: Int) -> Int { width >= 140 ? 12 : width >= 100 ? 8 : 6 }
}

extension State {
  func drawList(on grid: inout Grid, _ part: Layout.Part) {
    let area = part.body
    drawListTitle(on: &grid, part)
    guard !list.rows.isEmpty else {
      drawEmptyList(on: &grid, area)
      return
    }
    let columns = ListColumns(
      width: area.columns, indentation: Self.gutter + placeIndentation,
      namesFile: list.rowArrangement == .flat)
    let range = rangePositions
    for offset in 0..<max(0, min(area.rows, list.rows.count - list.top)) {
      let row = area.row + offset
      let position = list.top + offset
      draw(list.rows[position], on: &grid, row: row, area, columns)
      drawPick(of: list.rows[position], at: position, on: &grid, row, area, range)
      guard position == list.cursor else { continue }
      grid.draw(">", row: row, column: area.column, style: Style(.accent, .bold))
      let line = Rect(column: area.column, row: row, columns: area.columns, rows: 1)
      // One bar where keys go: colours in it would be a patchwork. Elsewhere bold.
      grid.restyle(line) {
        focus == .list ? Style(.text, .reverse) : $0.adding(.bold)
      }
    }
  }

  private func drawListTitle(on grid: inout Grid, _ part: Layout.Part) {
    let isFocused = focus == .list
    let count =
      list.rows.isEmpty
      ? "" : "row \(Formats.grouped(list.cursor + 1)) of \(Formats.grouped(list.rows.count))"
    let order = list.order.field.rawValue + (list.order.isReversed ? " reversed" : "")
    // Files stand where their names put them.
    let isWithin = list.rowArrangement == .byFile && list.order.field != .file
    let range = isWithin ? " in each file" : ""
    grid.drawTitle(
      [
        (
          list.rowArrangement == .flat ? "Interactions" : "Files",
          isFocused ? Style(.accent, .bold) : Style(.title)
        ),
        (count, Style(.dim)),
      ],
      right: part.columns.count < 50 ? [] : [("sorted by \(order)\(range)", Style(.dim))],
      on: part.titleRow, in: part.columns)
  }

  /// An empty list says what to do next.
  private func drawEmptyList(on grid: inout Grid, _ area: Rect) {
    let text: String
    if let failure = library.failure {
      text = failureSentence(failure) + " F5 tries again."
    } else if !library.isListed || library.isIndexing || list.answered < list.query {
      text = "reading \(Ornament.ellipsis(charset))"
    } else if list.isFiltered {
      if case .filter = input {
        text = "No interaction matches. Esc brings back the filter before."
      } else {
        text = "No interaction matches. F clears the filter."
      }
    } else if library.otherFiles > 0 {
      text = "No fixture files here, only \(Formats.count(library.otherFiles, "other JSON file"))."
    } else {
      text = "No fixture files here. llm-mock for Python records some; F5 reads the folder again."
    }
    let lines = wrap(text, columns: max(8, area.columns - 4), charset: charset)
    for (offset, range) in lines.enumerated() where offset + 1 < area.rows {
      grid.draw(text[range], row: area.row + 1 + offset, column: area.column + 2)
    }
  }

  private func failureSentence(_ failure: FixtureError) -> String {
    if case .notFound = failure { return "There is no folder \(library.root)." }
    return failure.description + "."
  }

  // MARK: - Rows

  /// Columns in front of every row: cursor and problem.
  static let gutter = 4
  /// Columns a file stands behind its folder.
  static let fileIndentation = 2

  /// Columns an interaction stands behind the gutter: by file, where its file's name does.
  private var placeIndentation: Int { list.rowArrangement == .byFile ? 4 : 0 }

  private func draw(
    _ row: Row, on grid: inout Grid, row screenRow: Int, _ area: Rect, _ columns: ListColumns
  ) {
    var line = LineWriter(
      row: screenRow, column: area.column + Self.gutter, limit: area.maxColumn)
    switch row {
    case .folder(let folder): draw(folder: folder, on: &grid, &line, area)
    case .file(let file): draw(file: file, on: &grid, &line, area)
    case .interaction(let place):
      line.column += placeIndentation
      draw(place, on: &grid, &line, area, columns)
    }
  }

  private func draw(
    _ place: Place, on grid: inout Grid, _ line: inout LineWriter, _ area: Rect,
    _ columns: ListColumns
  ) {
    guard let summary = library.summary(at: place) else { return }
    let problem = summary.problem(with: library.findings(at: place))
    if problem != nil { markProblem(on: &grid, line.row, area) }
    line.draw(summary.hash, width: columns.hash, Style(.dim), on: &grid, marksCut: false)
    let date = summary.timestamp.map { dateText($0) } ?? "-"
    line.draw(date, width: columns.date, Style(.dim), on: &grid, alignsRight: true)
    line.draw(summary.model, width: columns.model, .plain, on: &grid)
    line.draw(
      Formats.size(summary.size), width: columns.size, Style(.dim), on: &grid, alignsRight: true)
    if columns.file > 0 {
      line.drawEnd(
        of: "\(library.file(place).path)#\(place.position + 1)", width: columns.file, Style(.dim),
        on: &grid)
    }
    if columns.size > 0 {
      let mark = summary.isStreamed ? Ornament.stream(charset) : ""
      line.draw(mark, width: 1, Style(.dim), on: &grid)
    }
    if let problem {
      let mark = summary.preview.isEmpty ? "" : ":"
      line.draw(problem + mark, Style(.warning), on: &grid)
    }
    line.draw(summary.preview, .plain, on: &grid)
  }

  /// `D` for what is flagged, else `*` for what is marked or in the range.
  private func drawPick(
    of row: Row, at position: Int, on grid: inout Grid, _ screenRow: Int, _ area: Rect,
    _ range: ClosedRange<Int>?
  ) {
    if picks.flagged.contains(row) {
      grid.draw("D", row: screenRow, column: area.column + 1, style: Style(.removed, .bold))
    } else if picks.marked.contains(row) || range?.contains(position) == true {
      grid.draw("*", row: screenRow, column: area.column + 1, style: Style(.accent, .bold))
    }
  }

  private func markProblem(on grid: inout Grid, _ row: Int, _ area: Rect) {
    grid.draw(Ornament.problem, row: row, column: area.column + 2, style: Style(.warning, .bold))
  }

  /// Month and day of this year, year and month of another.
  private func dateText(_ moment: Timestamp) -> String {
    let day = moment.dayText
    return moment.date.year == now.date.year ? String(day.dropFirst(5)) : String(day.prefix(7))
  }

  private func draw(
    folder: Int, on grid: inout Grid, _ line: inout LineWriter, _ area: Rect
  ) {
    let isClosed = list.closedRows.contains(.folder(folder))
    line.draw(Ornament.fold(isClosed, charset), Style(.dim), on: &grid)
    let totals = shownTotals(of: .folder(folder))
    if totals.problems > 0 { markProblem(on: &grid, line.row, area) }
    line.draw(
      library.folders[folder].name, rightText: text(of: totals, area), Style(.title, .bold),
      on: &grid)
  }

  /// How many interactions there are, the files' size, and the day of the newest: under each other
  /// from row to row.
  private func text(of totals: BrowserLibrary.Totals, _ area: Rect) -> String {
    var fields = [(Formats.grouped(totals.interactions), 0), (Formats.size(totals.size), 5)]
    if area.columns >= 56 { fields.append((totals.newest.map { dateText($0) } ?? "-", 7)) }
    return fields.map { text, width in
      String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }.joined(separator: " ")
  }

  private func draw(
    file: Int, on grid: inout Grid, _ line: inout LineWriter, _ area: Rect
  ) {
    let entry = library.files[file]
    let name = list.rowArrangement == .flat ? entry.path[...] : entry.name
    if list.rowArrangement == .byFile { line.column += Self.fileIndentation }
    let totals = shownTotals(of: .file(file))
    if totals.problems > 0 { markProblem(on: &grid, line.row, area) }
    switch entry.state {
    case .pending:
      line.draw("  " + name, rightText: Ornament.ellipsis(charset), Style(.dim), on: &grid)
    case .broken(let error):
      line.draw((list.rowArrangement == .byFile ? "  " : "") + name, .plain, on: &grid)
      line.column += 1
      line.draw(error.reason, Style(.warning), on: &grid)
    case .indexed(let index) where index.count == 0:
      line.draw((list.rowArrangement == .byFile ? "  " : "") + name, .plain, on: &grid)
      line.column += 1
      let faults = index.faults.joined(separator: "; ")
      if !faults.isEmpty { line.draw(faults + ";", Style(.warning), on: &grid) }
      line.draw("no interactions", Style(.dim), on: &grid)
    case .indexed:
      let isClosed = list.closedRows.contains(.file(file))
      line.draw(Ornament.fold(isClosed, charset), Style(.dim), on: &grid)
      line.draw(String(name), rightText: text(of: totals, area), .plain, on: &grid)
    case .notAFixture: break
    }
  }
}

/// Writes fields into a row from left to right, a blank between them.
struct LineWriter {
  let row: Int
  var column: Int
  let limit: Int

  var room: Int { max(0, limit - column) }

  /// A field of fixed width; nothing for width 0.
  mutating func draw(
    _ text: String, width: Int, _ style: Style, on grid: inout Grid, alignsRight: Bool = false,
    marksCut: Bool = true
  ) {
    guard width > 0, column < limit else { return }
    let end = min(limit, column + width)
    let used = alignsRight ? TerminalUI.columns(of: text, charset: grid.charset) : 0
    grid.draw(
      text, row: row, column: column + max(0, alignsRight ? width - used : 0), limit: end,
      style: style, truncates: marksCut)
    column += width + 1
  }

  /// A path in a field of fixed width: where it is too long its end tells more than its start.
  mutating func drawEnd(
    of text: String, width: Int, _ style: Style, on grid: inout Grid
  ) {
    guard width > 0 else { return }
    let total = TerminalUI.columns(of: text, charset: grid.charset)
    let end = min(limit, column + width)
    if total <= width {
      grid.draw(text, row: row, column: column, limit: end, style: style)
    } else {
      let line = GlyphLine(text, charset: grid.charset, style: style)
      grid.draw(line, from: total - width + 1, row: row, column: column + 1, limit: end)
      grid.draw(
        Ornament.cutStart(grid.charset), row: row, column: column, limit: end, style: style)
    }
    column += width + 1
  }

  /// What is left of the row.
  mutating func draw(_ text: some StringProtocol, _ style: Style, on grid: inout Grid) {
    guard column < limit else { return }
    column = grid.draw(text, row: row, column: column, limit: limit, style: style) + 1
  }

  /// The same with a dim text at the row's end.
  mutating func draw(
    _ text: some StringProtocol, rightText: String, _ style: Style, on grid: inout Grid
  ) {
    let columns = TerminalUI.columns(of: rightText, charset: grid.charset)
    let start = limit - columns - 1
    guard start > column + 4 else { return draw(text, style, on: &grid) }
    grid.draw(text, row: row, column: column, limit: start - 1, style: style)
    grid.draw(rightText, row: row, column: start, limit: limit, style: Style(.dim))
    column = limit
  }
}
