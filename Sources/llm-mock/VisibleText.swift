import TerminalUI

extension String {
  /// Whether this is printable ASCII, which most texts are: a column a byte, nothing to spell out.
  private var isPlain: Bool { utf8.allSatisfy { $0 &- 0x20 < 0x5f } }

  /// This text on one line, with whatever a terminal would act on spelled out: `\n`, `\e`, `\u202e`.
  var visible: String { isPlain ? self : GlyphLine(self, charset: .unicode).text }

  /// The same for a text of several lines: line feeds stay.
  var visibleLines: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).visible }.joined(separator: "\n")
  }

  /// How many columns ``visible`` takes.
  var visibleColumns: Int {
    isPlain ? utf8.count : TerminalUI.columns(of: self, charset: .unicode)
  }

  /// This text on one line in exactly `columns` columns: cut with `…`, or filled with blanks.
  func fitted(to columns: Int) -> String {
    if isPlain {
      let missing = columns - utf8.count
      return missing >= 0 ? self + .blanks(missing) : prefix(Swift.max(0, columns - 1)) + "…"
    }
    var grid = Grid(size: Size(columns: columns, rows: 1), charset: .unicode)
    grid.draw(self, row: 0, column: 0)
    let text = grid.text(ofRow: 0)
    return text + .blanks(columns - text.visibleColumns)
  }

  /// The same with the blanks in front.
  func rightAligned(to columns: Int) -> String { .blanks(columns - visibleColumns) + visible }

  /// The same, cut at the start: of a path, the end tells more.
  func fittedAtEnd(to columns: Int) -> String {
    let plain = visible
    guard plain.visibleColumns > columns else { return plain.fitted(to: columns) }
    var tail = plain[...]
    while String(tail).visibleColumns > columns - 1 { tail.removeFirst() }
    return ("…" + tail).fitted(to: columns)
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: Swift.max(0, count))
  }
}
