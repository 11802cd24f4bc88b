import FixtureKit
import TerminalUI

extension State {
  /// Over the lower part of the screen: what becomes of each file, and what confirms it.
  func draw(_ dialog: WriteDialog, on grid: inout Grid) {
    let wanted = dialog.lines.count + (dialog.remark.isEmpty ? 0 : 1)
    let rows = min(wanted, max(1, size.rows - 5))
    let first = size.rows - rows - 2
    let area = Rect(column: 0, row: first, columns: size.columns, rows: size.rows - first)
    grid.restyle(Rect(grid.size)) { _ in Style(.dim, .dim) }
    grid.fill(area, style: .plain)
    grid.horizontalLine(row: first, column: 0, columns: size.columns, style: Style(.border))
    grid.drawTitle(
      [(dialog.title, Style(.removed, .bold))],
      right: [("\(Formats.size(dialog.lines.reduce(0) { $0 + $1.bytes })) less", Style(.dim))],
      on: first, in: 0..<size.columns)
    var row = first + 1
    if !dialog.remark.isEmpty {
      grid.draw(dialog.remark, row: row, column: 2, style: Style(.warning, .bold))
      row += 1
    }
    let shown = dialog.lines[min(dialog.top, max(0, dialog.lines.count - 1))...]
      .prefix(max(0, size.rows - 1 - row))
    let nameColumns = min(
      size.columns / 2, shown.reduce(8) { max($0, columns(of: $1.name, charset: charset)) })
    for line in shown {
      var writer = LineWriter(row: row, column: 2, limit: size.columns - 1)
      writer.drawEnd(of: line.name, width: nameColumns, .plain, on: &grid)
      writer.column += 1
      writer.draw(line.change, rightText: "-" + Formats.size(line.bytes), .plain, on: &grid)
      row += 1
    }
    let isCut = shown.count < dialog.lines.count
    drawAnswers(
      [("y", "write it"), ("esc", "not now")] + (isCut ? [("j k", "more lines")] : []),
      from: 1, on: &grid)
  }

  /// What a question on the last line may be answered with.
  func drawAnswers(
    _ answers: [(key: String, word: String)], from start: Int, on grid: inout Grid
  ) {
    var column = start
    for (key, word) in answers {
      column = grid.draw(key, row: size.rows - 1, column: column, style: Style(.accent, .bold))
      column = grid.draw(word, row: size.rows - 1, column: column + 1, style: Style(.dim)) + 2
    }
  }
}
