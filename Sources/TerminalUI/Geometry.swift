/// How many columns and rows a screen or a part of it has.
package struct Size: Hashable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A part of a screen, in cells from the top left corner, which is column 0 of row 0.
///
/// It may reach beyond the screen; whoever draws clips.
package struct Rect: Hashable, Sendable {
  package var column: Int
  package var row: Int
  package var columns: Int
  package var rows: Int

  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = columns
    self.rows = rows
  }

  /// The whole of a screen.
  package init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  package var size: Size { Size(columns: columns, rows: rows) }

  /// The first column to the right of it.
  package var maxColumn: Int { column + columns }

  /// The first row below it.
  package var maxRow: Int { row + rows }

  package var isEmpty: Bool { columns <= 0 || rows <= 0 }

  package func contains(column: Int, row: Int) -> Bool {
    column >= self.column && column < maxColumn && row >= self.row && row < maxRow
  }

  /// What both cover; empty, never negative, where they do not meet.
  package func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top,
      columns: max(0, min(maxColumn, other.maxColumn) - left),
      rows: max(0, min(maxRow, other.maxRow) - top))
  }
}
