extension Grid {
  /// Draws a thin line; where it shares cells with lines already there, they join: `┬ ├ ┼`. To meet
  /// another line it must reach into that line's cells. Text drawn over a line replaces it.
  package mutating func horizontalLine(row: Int, column: Int, columns: Int, style: Style) {
    guard columns > 0 else { return }
    for position in column..<column + columns {
      let arms = Self.arms(
        at: position, of: column..<column + columns, backward: .left, forward: .right)
      join(arms, row: row, column: position, style: style)
    }
    mendSides(
      of: Rect(column: column, row: row, columns: columns, rows: 1).intersection(Rect(size)))
  }

  /// Draws a thin line downwards, as ``horizontalLine(row:column:columns:style:)`` does sideways.
  package mutating func verticalLine(column: Int, row: Int, rows: Int, style: Style) {
    guard rows > 0 else { return }
    for position in row..<row + rows {
      let arms = Self.arms(at: position, of: row..<row + rows, backward: .up, forward: .down)
      join(arms, row: position, column: column, style: style)
    }
    mendSides(of: Rect(column: column, row: row, columns: 1, rows: rows).intersection(Rect(size)))
  }

  /// A line's first and last cell have an arm only into the line, so that it can end on another one.
  private static func arms(
    at position: Int, of line: Range<Int>, backward: LineArms, forward: LineArms
  ) -> LineArms {
    if line.count > 1, position == line.lowerBound { return forward }
    if line.count > 1, position == line.upperBound - 1 { return backward }
    return backward.union(forward)
  }

  private mutating func join(_ arms: LineArms, row: Int, column: Int, style: Style) {
    guard Rect(size).contains(column: column, row: row) else { return }
    let index = row * size.columns + column
    cells[index] = .line(cells[index].arms.union(arms), in: charset, style: style)
  }
}
