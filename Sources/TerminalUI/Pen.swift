/// Writes cells into one row from left to right, up to a limit.
struct Pen {
  private let row: UnsafeMutableBufferPointer<Cell>
  private let limit: Int
  /// Where the next cell goes; left of column 0 it is counted but not written.
  private(set) var column: Int
  /// The style of the cell that had no room, once one had none.
  private(set) var cutStyle: Style?

  /// `limit` must not exceed the row.
  init(_ row: UnsafeMutableBufferPointer<Cell>, column: Int, limit: Int) {
    self.row = row
    self.column = column
    self.limit = limit
  }

  /// Places a cell of width 1 or 2; returns whether it had room. Where a wide one has room for one
  /// half, that becomes a blank.
  @inline(__always)
  mutating func put(_ cell: Cell) -> Bool {
    guard column + Int(cell.width) <= limit else {
      cutStyle = cell.style
      if column < limit { write(.blank(cell.style)) }
      return false
    }
    if cell.width == 1 {
      write(cell)
    } else if column == -1 {
      column = 0
      write(.blank(cell.style))
    } else {
      write(cell)
      write(cell.rightHalf)
    }
    return true
  }

  @inline(__always)
  private mutating func write(_ cell: Cell) {
    if column >= 0 { row[column] = cell }
    column += 1
  }
}
