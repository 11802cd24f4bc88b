import TerminalUI

extension Grid {
  /// One row of text, drawn from the left.
  init(row text: String, columns: Int, charset: Charset = .unicode, truncates: Bool = true) {
    self.init(size: Size(columns: columns, rows: 1), charset: charset)
    draw(text, row: 0, column: 0, truncates: truncates)
  }

  /// Whether every left half of a wide character has its right half and the other way round.
  var isWhole: Bool {
    (0..<size.rows).allSatisfy { row in
      (0..<size.columns).allSatisfy { column in
        switch self[row, column].width {
        case 2: column + 1 < size.columns && self[row, column + 1].width == 0
        case 0: column > 0 && self[row, column - 1].width == 2
        default: true
        }
      }
    }
  }
}
