import CNcurses
import TerminalUI

/// Brings grids onto the screen: finds the rows that changed and hands ncurses those, which compares
/// again with what the terminal shows and sends the least.
@MainActor
final class CursesPainter {
  private let window: UnsafeMutablePointer<WINDOW>
  private let frame: FrameBuffer
  private var line: CursesLine
  /// What ncurses was last given; nil where the next grid must be painted whole.
  private var shown: Grid?
  private var shownCursor: (row: Int, column: Int)?
  private var isCursorVisible: Bool?

  init(window: UnsafeMutablePointer<WINDOW>, frame: FrameBuffer, usesColours: Bool) {
    self.window = window
    self.frame = frame
    self.line = CursesLine(palette: CursesPalette(usesColours: usesColours))
  }

  /// What is on the screen is not what was painted: the next grid is painted whole.
  func forgetScreen() {
    shown = nil
    isCursorVisible = nil
    clearok(cn_physical_screen(), true)
  }

  func paint(_ grid: Grid, cursor: (row: Int, column: Int)?) {
    let cursor = cursor.flatMap { isOnScreen(row: $0.row, column: $0.column) ? $0 : nil }
    let changed = paintRows(of: grid)
    guard changed || cursor?.row != shownCursor?.row || cursor?.column != shownCursor?.column else {
      return
    }
    // Hidden, it may stay where the last change left it.
    leaveok(window, cursor == nil)
    if let cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
    frame.collect {
      if cursor == nil { setCursorVisible(false) }
      wnoutrefresh(window)
      doupdate()
      if cursor != nil { setCursorVisible(true) }
    }
    shownCursor = cursor
  }

  /// Gives ncurses what differs from the last grid; returns whether anything does.
  private func paintRows(of grid: Grid) -> Bool {
    var changed = false
    let old = shown.flatMap { $0.size == grid.size ? $0 : nil }
    if old == nil {
      werase(window)
      changed = true
    }
    for row in 0..<min(grid.size.rows, Int(getmaxy(window))) {
      if let old {
        guard let columns = grid.changedColumns(inRow: row, since: old) else { continue }
        paint(grid, row: row, columns: columns)
        changed = true
      } else {
        paint(grid, row: row, columns: 0..<grid.size.columns)
      }
    }
    shown = grid
    return changed
  }

  private func paint(_ grid: Grid, row: Int, columns: Range<Int>) {
    let start = row * grid.size.columns
    line.set(grid.cells[start + columns.lowerBound..<start + columns.upperBound])
    wmove(window, Int32(row), Int32(columns.lowerBound))
    // Unlike wadd_wch it neither wraps nor scrolls at the edge of the window.
    wadd_wchnstr(window, line.cells, Int32(line.cells.count))
  }

  private func isOnScreen(row: Int, column: Int) -> Bool {
    row >= 0 && row < Int(getmaxy(window)) && column >= 0 && column < Int(getmaxx(window))
  }

  private func setCursorVisible(_ isVisible: Bool) {
    guard isVisible != isCursorVisible else { return }
    curs_set(isVisible ? 1 : 0)
    isCursorVisible = isVisible
  }
}
