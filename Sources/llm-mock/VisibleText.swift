import TerminalUI

extension String {
  /// Whether this is printable ASCII, which most texts are: a column a byte, nothing to spell out.
  private var isPlain: Bool { utf8.allSatisfy { $0 &- 0x20 < 0x5f } }

  /// This text on one line, with whatever a terminal would act on, or hide, spelled out: `\n`, `\e`,
  /// `\u202e`. Emoji and marks stay as they are.
  var visible: String {
    if isPlain { return self }
    var text = String.UnicodeScalarView()
    var isInTags = false
    for scalar in unicodeScalars {
      // Tags after a black flag, and joiners, are parts of emoji.
      let isTag = (0xe0020...0xe007f).contains(scalar.value)
      let isPart = scalar.value == 0x200d || scalar.value == 0x200c || (isTag && isInTags)
      isInTags = scalar.value == 0x1f3f4 || (isTag && isInTags)
      if scalar.isHarmless || isPart {
        text.append(scalar)
      } else {
        text.append(contentsOf: GlyphLine(String(scalar), charset: .unicode).text.unicodeScalars)
      }
    }
    return String(text)
  }

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

extension Unicode.Scalar {
  /// Whether a terminal shows the character, and does nothing else with it.
  fileprivate var isHarmless: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
