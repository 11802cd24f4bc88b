extension Grid {
  /// The screen as text: rows joined by newlines, without the blanks they end in.
  package var text: String {
    (0..<size.rows).map(text(ofRow:)).joined(separator: "\n")
  }

  /// One row as text, without the blanks it ends in.
  package func text(ofRow row: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for cell in self.row(row) { cell.append(to: &scalars) }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  /// The screen as text with its styles, for golden files: below each row that is not all plain, a
  /// line for the roles and one for each attribute in use, with a letter under each cell concerned.
  ///
  ///         |> 07cc2e  gpt-4o
  ///     role|  kkkkkk
  ///     rev |rrrrrrrrrrrrrrrr
  ///
  /// Roles: `d`im, `a`ccent, `t`itle, `k`ey, `l`iteral, `+` added, `-` removed, `!` warning,
  /// `e`scape, `b`order. Attributes: `b`old, `d`im, `r`everse, `u`nderline, `i`talic.
  package var styledText: String {
    (0..<size.rows).flatMap(styledLines(ofRow:)).joined(separator: "\n")
  }

  private func styledLines(ofRow row: Int) -> [String] {
    let cells = self.row(row)
    var lines = ["    |" + text(ofRow: row)]
    func add(_ label: String, _ letter: (Style) -> Character) {
      let marks = Self.trimmed(cells.map { letter($0.style) })
      if !marks.isEmpty { lines.append(label + "|" + marks) }
    }
    add("role", \.role.letter)
    for (attribute, label, letter) in Attributes.legend {
      add(label) { $0.attributes.contains(attribute) ? letter : " " }
    }
    return lines
  }

  private func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }

  private static func trimmed(_ characters: [Character]) -> String {
    let end = characters.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
    return String(characters[..<end])
  }
}

extension Role {
  fileprivate var letter: Character {
    switch self {
    case .text: " "
    case .dim: "d"
    case .accent: "a"
    case .title: "t"
    case .key: "k"
    case .literal: "l"
    case .added: "+"
    case .removed: "-"
    case .warning: "!"
    case .escape: "e"
    case .border: "b"
    }
  }
}

extension Attributes {
  fileprivate static let legend: [(Attributes, String, Character)] = [
    (.bold, "bold", "b"), (.dim, "dim ", "d"), (.reverse, "rev ", "r"),
    (.underline, "und ", "u"), (.italic, "ital", "i"),
  ]
}
