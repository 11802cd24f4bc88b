import Testing

@testable import TerminalUI

@Suite("Lines in a grid")
struct GridLinesTests {
  /// Two panes side by side in a frame, a title and a bottom pane.
  private func frames(_ charset: Charset) -> String {
    var grid = Grid(size: Size(columns: 13, rows: 7), charset: charset)
    let style = Style(.border)
    grid.horizontalLine(row: 0, column: 0, columns: 13, style: style)
    grid.horizontalLine(row: 4, column: 0, columns: 13, style: style)
    grid.horizontalLine(row: 6, column: 0, columns: 13, style: style)
    grid.verticalLine(column: 0, row: 0, rows: 7, style: style)
    grid.verticalLine(column: 12, row: 0, rows: 7, style: style)
    grid.verticalLine(column: 6, row: 0, rows: 5, style: style)
    grid.horizontalLine(row: 2, column: 6, columns: 7, style: style)
    grid.verticalLine(column: 9, row: 1, rows: 3, style: style)
    grid.draw(" T ", row: 0, column: 2)
    return grid.text
  }

  @Test("Lines join where they meet")
  func joinLines() {
    #expect(
      frames(.unicode) == """
        ┌─ T ─┬─────┐
        │     │  │  │
        │     ├──┼──┤
        │     │  │  │
        ├─────┴─────┤
        │           │
        └───────────┘
        """)
  }

  @Test("In ASCII they join in a plus sign")
  func joinInASCII() {
    #expect(
      frames(.ascii) == """
        +- T -+-----+
        |     |  |  |
        |     +--+--+
        |     |  |  |
        +-----+-----+
        |           |
        +-----------+
        """)
  }

  @Test("A single cell, and a line's loose end, are drawn whole")
  func drawsLooseEnds() {
    var grid = Grid(size: Size(columns: 5, rows: 3), charset: .unicode)
    grid.horizontalLine(row: 0, column: 0, columns: 1, style: .plain)
    grid.horizontalLine(row: 0, column: 2, columns: 3, style: .plain)
    grid.verticalLine(column: 0, row: 1, rows: 2, style: .plain)
    #expect(grid.text == "─ ───\n│\n│")
  }

  @Test("Text that looks like a line is not joined")
  func ignoresText() {
    var grid = Grid(row: "││││", columns: 4)
    grid.horizontalLine(row: 0, column: 1, columns: 2, style: .plain)
    #expect(grid.text == "│──│")
  }

  @Test("Lines are clipped to the grid")
  func clips() {
    var grid = Grid(size: Size(columns: 3, rows: 3), charset: .unicode)
    grid.horizontalLine(row: 1, column: -5, columns: 20, style: .plain)
    grid.verticalLine(column: 1, row: -5, rows: 20, style: .plain)
    grid.verticalLine(column: 7, row: 0, rows: 3, style: .plain)
    #expect(grid.text == " │\n─┼─\n │")
  }

  @Test("Styles stand in the golden text below their row")
  func describesStyles() {
    var grid = Grid(size: Size(columns: 16, rows: 3), charset: .unicode)
    grid.draw("plain", row: 0, column: 0)
    grid.draw("漢 key", row: 1, column: 1, style: Style(.key, .bold))
    grid.draw("\n", row: 1, column: 9)
    grid.fill(Rect(column: 0, row: 2, columns: 4, rows: 1), style: Style(.text, .reverse))
    #expect(
      grid.styledText == """
            |plain
            | 漢 key  \\n
        role| kkkkkk  ee
        bold| bbbbbb
            |
        rev |rrrr
        """)
    #expect(grid.text == "plain\n 漢 key  \\n\n")
  }
}
