import CNcurses
import TerminalUI

/// Cells in ncurses' form. One is kept and refilled, for its memory.
struct CursesLine {
  /// Right halves are left out: ncurses makes its own.
  private(set) var cells: [cchar_t] = []
  private let palette: CursesPalette

  init(palette: CursesPalette) {
    self.palette = palette
  }

  mutating func set(_ source: ArraySlice<Cell>) {
    cells.removeAll(keepingCapacity: true)
    var style = Style.plain
    var blank = palette.blank(style)
    for cell in source where cell.width > 0 {
      if cell.style != style {
        style = cell.style
        blank = palette.blank(style)
      }
      // ncurses lays out by wcwidth. Should this C library disagree with the table, what it calls
      // invisible or of another width must not shift the rest of the row.
      if cell.scalar < 0x80 || wcwidth(wchar_t(cell.scalar)) == Int32(cell.width) {
        append(cell.scalar, cell.marks, blank)
      } else {
        for _ in 0..<cell.width { append(0x3F, .none, blank) }
      }
    }
  }

  private mutating func append(_ scalar: UInt32, _ marks: Marks, _ blank: cchar_t) {
    var cell = blank
    cell.chars.0 = wchar_t(scalar)
    if !marks.isEmpty {
      withUnsafeMutableBytes(of: &cell.chars) { bytes in
        let characters = bytes.bindMemory(to: wchar_t.self)
        for (index, mark) in marks.enumerated() { characters[index + 1] = wchar_t(mark) }
      }
    }
    cells.append(cell)
  }
}
