package import TerminalUI

extension State {
  /// The screen, and where the terminal's cursor belongs if something is being typed.
  package func render() -> (grid: Grid, cursor: (row: Int, column: Int)?) {
    var grid = Grid(size: size, charset: charset)
    let layout = layout
    guard !layout.isTooSmall else {
      drawNotice(on: &grid)
      return (grid, nil)
    }
    drawHeader(on: &grid, layout)
    drawTitleLines(on: &grid, layout)
    if let part = layout.list { drawList(on: &grid, part) }
    for pane in layout.panes { drawPane(pane.id, on: &grid, pane.part) }
    if let log = layout.log { drawLog(on: &grid, log) }
    drawStatus(on: &grid, in: layout.status)
    let cursor = drawLastLine(on: &grid, layout)
    if case .help(let help) = input { return (drawHelp(help, on: &grid), nil) }
    if case .writing(let dialog) = input { draw(dialog, on: &grid) }
    return (grid, cursor)
  }

  private func drawNotice(on grid: inout Grid) {
    let text = "\(Layout.smallest.columns)x\(Layout.smallest.rows) needed"
    grid.draw(
      text, row: size.rows / 2, column: max(0, (size.columns - text.count) / 2),
      truncates: false)
  }

  /// Thin lines with titles set into them, and lines between parts that stand side by side.
  private func drawTitleLines(on grid: inout Grid, _ layout: Layout) {
    let parts =
      [layout.list, layout.log].compactMap { $0 } + layout.panes.map(\.part)
    for part in parts {
      // Reaching into the line beside it makes them join.
      let start = max(0, part.columns.lowerBound - 1)
      let end = min(size.columns, part.columns.upperBound + 1)
      grid.horizontalLine(
        row: part.titleRow, column: start, columns: end - start, style: Style(.border))
    }
    for separator in layout.separators {
      grid.verticalLine(
        column: separator.column, row: separator.row, rows: separator.rows, style: Style(.border))
    }
  }
}

extension Grid {
  /// Sets texts into a title line: `left` from the second column on, `right` before its end.
  mutating func drawTitle(
    _ left: [(text: String, style: Style)], right: [(text: String, style: Style)] = [],
    on row: Int, in columns: Range<Int>
  ) {
    var column = columns.lowerBound + 1
    let rightColumns = right.reduce(0) {
      $0 + TerminalUI.columns(of: $1.text, charset: charset) + 2
    }
    let limit = columns.upperBound - (rightColumns > 0 ? rightColumns + 1 : 0)
    for (text, style) in left where !text.isEmpty && column + 3 < limit {
      column = draw(" ", row: row, column: column, limit: limit)
      column = draw(text, row: row, column: column, limit: limit - 1, style: style)
      column = draw(" ", row: row, column: column, limit: limit)
    }
    guard column < columns.upperBound - rightColumns else { return }
    column = columns.upperBound - rightColumns - 1
    for (text, style) in right {
      column = draw(" " + text + " ", row: row, column: column, style: style)
    }
  }
}
