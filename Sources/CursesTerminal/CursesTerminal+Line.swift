import CNcurses
import TerminalUI

/// Cells in ncurses' form. One is kept and refilled, for its memory.
struct CursesLine {
  /// Right halves are left out: ncurses makes its own.
  private(set) var cells: [cchar_t] = []
  private let palette: CursesPalette
  /// One cell's character, its marks and the zero that ends them.
  private var characters = [wchar_t](repeating: 0, count: 6)

  init(palette: CursesPalette) {
    self.palette = palette
  }

  mutating func set(_ source: ArraySlice<Cell>) {
    cells.removeAll(keepingCapacity: true)
    var style = Style.plain
    var appearance = palette.appearance(of: style)
    for cell in source where cell.width > 0 {
      if cell.style != style {
        style = cell.style
        appearance = palette.appearance(of: style)
      }
      // ncurses lays out by wcwidth. Should this C library disagree with the table, what it calls
      // invisible or of another width must not shift the rest of the row.
      if cell.scalar < 0x80 || wcwidth(wchar_t(cell.scalar)) == Int32(cell.width) {
        append(cell.scalar, cell.marks, appearance)
      } else {
        for _ in 0..<cell.width { append(0x3F, .none, appearance) }
      }
    }
  }

  private mutating func append(
    _ scalar: UInt32, _ marks: Marks, _ appearance: (attributes: attr_t, pair: Int16)
  ) {
    characters[0] = wchar_t(scalar)
    for (index, mark) in marks.enumerated() { characters[index + 1] = wchar_t(mark) }
    characters[marks.count + 1] = 0
    var painted = cchar_t()
    setcchar(&painted, characters, appearance.attributes, appearance.pair, nil)
    cells.append(painted)
  }
}
