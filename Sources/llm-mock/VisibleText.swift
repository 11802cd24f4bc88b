import TerminalUI

extension String {
  /// This text on one line, with whatever a terminal would act on spelled out: `\n`, `\e`, `\u202e`.
  var visible: String {
    // Printable ASCII, which most texts are, needs no second look.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return self }
    return GlyphLine(self, charset: .unicode).text
  }

  /// The same for a text of several lines: line feeds stay.
  var visibleLines: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).visible }.joined(separator: "\n")
  }

  /// This text on one line in exactly `columns` columns: cut with `…`, or filled with blanks.
  func fitted(to columns: Int) -> String {
    var grid = Grid(size: Size(columns: columns, rows: 1), charset: .unicode)
    grid.draw(self, row: 0, column: 0)
    let text = grid.text(ofRow: 0)
    return text + String(repeating: " ", count: columns - TerminalUI.columns(of: text, charset: .unicode))
  }

  /// The same with the blanks in front.
  func rightAligned(to columns: Int) -> String {
    let width = TerminalUI.columns(of: self, charset: .unicode)
    return String(repeating: " ", count: max(0, columns - width)) + visible
  }
}
