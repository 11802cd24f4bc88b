/// A screenful of cells: what a view draws into, what a terminal paints and what tests read.
///
/// Everything drawn is clipped to it. A wide character is never half there: drawing over one half
/// blanks the other.
package struct Grid: Equatable, Sendable {
  package let size: Size
  package let charset: Charset
  /// Row by row from the top; `size.columns` cells each.
  package internal(set) var cells: [Cell]

  /// All blank. A negative size counts as none.
  package init(size: Size, charset: Charset) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    self.charset = charset
    self.cells = Array(repeating: .blank(), count: self.size.columns * self.size.rows)
  }

  /// The cell must exist.
  package subscript(row: Int, column: Int) -> Cell {
    precondition(
      column >= 0 && column < size.columns && row >= 0 && row < size.rows,
      "no cell at row \(row), column \(column)")
    return cells[row * size.columns + column]
  }

  /// Blanks a part, and the lines in it.
  package mutating func fill(_ rect: Rect, style: Style) {
    let rect = rect.intersection(Rect(size))
    forEachCell(in: rect) { $0 = .blank(style) }
    mendSides(of: rect)
  }

  /// Changes how a part looks, not what it says: a selected row, a screen dimmed under a dialog.
  package mutating func restyle(_ rect: Rect, _ transform: (Style) -> Style) {
    forEachCell(in: rect.intersection(Rect(size))) { $0.style = transform($0.style) }
  }

  private mutating func forEachCell(in rect: Rect, _ body: (inout Cell) -> Void) {
    for row in rect.row..<rect.row + rect.rows {
      let start = row * size.columns + rect.column
      for index in start..<start + rect.columns { body(&cells[index]) }
    }
  }

  /// Mends each row where `rect`, which must lie in the grid, begins and ends.
  mutating func mendSides(of rect: Rect) {
    for row in rect.row..<rect.row + rect.rows {
      mend(row: row, column: rect.column)
      mend(row: row, column: rect.maxColumn)
    }
  }

  /// Blanks the half of a wide character that drawing up to `column`, or from it, has left alone
  /// there. Outside the grid there is nothing to mend.
  mutating func mend(row: Int, column: Int) {
    guard column > 0, column < size.columns else { return }
    let right = row * size.columns + column
    let left = right - 1
    switch (cells[left].width, cells[right].width) {
    case (2, 0): return
    case (2, _): cells[left] = .blank(cells[left].style)
    case (_, 0): cells[right] = .blank(cells[right].style)
    default: return
    }
  }
}
