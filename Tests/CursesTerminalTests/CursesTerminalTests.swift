import CursesTerminal
import Glibc
import TerminalTestSupport
import TerminalUI
import Testing

/// ncurses has one global state, so all that uses it is in this suite, one test after the other.
@MainActor @Suite("A terminal painted by ncurses", .serialized)
struct CursesTerminalTests {
  let screen: VirtualScreen

  init() throws {
    screen = try VirtualScreen(columns: 40, rows: 8)
    setenv("LC_ALL", "C.UTF-8", 1)
    unsetenv("NO_COLOR")
    unsetenv("ESCDELAY")
  }

  func open(
    _ name: String = "xterm-256color", colours: CursesTerminal.Colours = .automatic,
    mouse: Bool = false
  ) throws -> CursesTerminal {
    try CursesTerminal(
      input: screen.terminal, output: screen.terminal, termName: name, colours: colours,
      mouse: mouse)
  }

  func grid(_ terminal: CursesTerminal, _ rows: String...) -> Grid {
    var grid = Grid(size: terminal.size, charset: terminal.charset)
    for (row, text) in rows.enumerated() { grid.draw(text, row: row, column: 0) }
    return grid
  }

  // MARK: - Painting

  @Test("What is presented is on screen", arguments: ["xterm-256color", "xterm", "vt100", "linux"])
  func showsText(name: String) throws {
    let terminal = try open(name)
    defer { terminal.close() }
    #expect(terminal.size == Size(columns: 40, rows: 8))
    #expect(terminal.charset == .unicode)
    let grid = grid(terminal, "plain", "漢字 e\u{301} 🚀", "e\u{1B}]0;PWN\u{07}", "─┼─")
    terminal.present(grid, cursor: nil)
    #expect(
      screen.lines
        == grid.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init))
  }

  @Test("Only what changed is sent, and nothing if nothing did")
  func sendsChanges() throws {
    let terminal = try open()
    defer { terminal.close() }
    var grid = Grid(size: terminal.size, charset: terminal.charset)
    for row in 0..<8 { grid.draw("row \(row) of the screen", row: row, column: 0) }
    terminal.present(grid, cursor: nil)
    _ = screen.takeOutput()
    terminal.present(grid, cursor: nil)
    #expect(screen.takeOutput() == Array("\u{1B}[5n".utf8))
    grid.draw("X", row: 3, column: 4)
    terminal.present(grid, cursor: nil)
    #expect(screen.takeOutput().count < 30)
    #expect(screen.line(3) == "row X of the screen")
  }

  @Test("Roles and attributes arrive as colours and attributes")
  func showsStyles() throws {
    let terminal = try open()
    defer { terminal.close() }
    var grid = Grid(size: terminal.size, charset: terminal.charset)
    grid.draw("a", row: 0, column: 0, style: Style(.text, [.bold, .underline]))
    grid.draw("b", row: 0, column: 1, style: Style(.added, .reverse))
    grid.draw("c", row: 0, column: 2, style: Style(.text, .italic))
    grid.draw("d", row: 0, column: 3)
    terminal.present(grid, cursor: nil)
    let cells = (0..<4).map { screen.cell(0, $0) }
    #expect(cells.map(\.text) == ["a", "b", "c", "d"])
    #expect(cells.map(\.isBold) == [true, false, false, false])
    #expect(cells.map(\.isUnderlined) == [true, false, false, false])
    #expect(cells.map(\.isReversed) == [false, true, false, false])
    #expect(cells.map(\.isItalic) == [false, false, true, false])
    #expect(cells.map(\.foreground) == [nil, 64, nil, nil])
    #expect(cells.map(\.background) == [nil, nil, nil, nil])
  }

  @Test("A style that changes alone is repainted")
  func repaintsStyles() throws {
    let terminal = try open()
    defer { terminal.close() }
    var grid = grid(terminal, "selected")
    terminal.present(grid, cursor: nil)
    grid.restyle(Rect(column: 0, row: 0, columns: 40, rows: 1)) { $0.adding(.reverse) }
    terminal.present(grid, cursor: nil)
    #expect(screen.cell(0, 0).isReversed)
    #expect(screen.cell(0, 39).isReversed)
  }

  /// All roles in a row, each with its letter.
  private func roles(_ terminal: CursesTerminal) -> Grid {
    var grid = Grid(size: terminal.size, charset: terminal.charset)
    for (column, role) in Role.allCases.enumerated() {
      grid.draw("x", row: 0, column: column, style: Style(role))
    }
    grid.draw("selected", row: 1, column: 0, style: Style(.text, .reverse))
    return grid
  }

  private func coloursInUse() -> Set<Int?> {
    Set(
      Role.allCases.indices.flatMap { column in
        [screen.cell(0, column).foreground, screen.cell(0, column).background]
      })
  }

  @Test("With eight colours only those are used, on the terminal's own background")
  func usesEightColours() throws {
    let terminal = try open("xterm")
    defer { terminal.close() }
    terminal.present(roles(terminal), cursor: nil)
    #expect(coloursInUse().compactMap(\.self).allSatisfy { $0 < 16 })
    #expect(Role.allCases.indices.allSatisfy { screen.cell(0, $0).background == nil })
  }

  enum Monochrome: CaseIterable, Sendable { case noColor, asked, vt100 }

  @Test(
    "Without colours none are sent, and the selection still shows", arguments: Monochrome.allCases)
  func omitsColours(reason: Monochrome) throws {
    if reason == .noColor { setenv("NO_COLOR", "1", 1) }
    let terminal = try open(
      reason == .vt100 ? "vt100" : "xterm-256color", colours: reason == .asked ? .none : .automatic)
    defer { terminal.close() }
    terminal.present(roles(terminal), cursor: nil)
    #expect(coloursInUse() == [nil])
    #expect(screen.cell(1, 0).isReversed)
    #expect(screen.cell(0, Int(Role.accent.rawValue)).isBold)
    #expect(renditions(in: screen.takeOutput()).isSubset(of: ["", "0", "1", "2", "7"]))
  }

  /// The parameters of all `ESC [ … m`.
  private func renditions(in output: [UInt8]) -> Set<Substring> {
    let pieces = String(decoding: output, as: UTF8.self).split(separator: "\u{1B}[").dropFirst()
    let renditions = pieces.compactMap { piece -> Substring? in
      let parameters = piece.prefix { $0.isNumber || $0 == ";" }
      return piece[parameters.endIndex...].first == "m" ? parameters : nil
    }
    return Set(renditions.flatMap { $0.split(separator: ";", omittingEmptySubsequences: false) })
  }

  @Test("NO_COLOR counts only if it is not empty")
  func ignoresEmptyNoColor() throws {
    setenv("NO_COLOR", "", 1)
    let terminal = try open()
    defer { terminal.close() }
    terminal.present(roles(terminal), cursor: nil)
    #expect(coloursInUse().contains(64))
  }

  @Test("The cursor is where it was asked to be, or hidden")
  func placesCursor() throws {
    let terminal = try open()
    defer { terminal.close() }
    let grid = grid(terminal, "abc")
    terminal.present(grid, cursor: (row: 2, column: 5))
    #expect(screen.cursor == (2, 5))
    #expect(screen.properties.isCursorVisible)
    terminal.present(grid, cursor: (row: 3, column: 1))
    #expect(screen.cursor == (3, 1))
    terminal.present(grid, cursor: nil)
    #expect(!screen.properties.isCursorVisible)
    terminal.present(grid, cursor: (row: 99, column: 1))
    #expect(!screen.properties.isCursorVisible)
  }

  @Test("A wide character at the right edge never wraps", arguments: 1...6)
  func staysInRow(columns: Int) throws {
    screen.resize(columns: columns, rows: 3)
    let terminal = try open()
    defer { terminal.close() }
    var grid = Grid(size: terminal.size, charset: terminal.charset)
    grid.draw("漢字漢字", row: 0, column: 0)
    grid.draw("a漢字漢字", row: 1, column: 0, truncates: false)
    grid.draw("end", row: 2, column: 0, truncates: false)
    terminal.present(grid, cursor: nil)
    #expect(screen.lines == (0..<3).map(grid.text(ofRow:)))
  }

  @Test("The bottom right corner is painted without scrolling")
  func paintsCorner() throws {
    let terminal = try open()
    defer { terminal.close() }
    var grid = Grid(size: terminal.size, charset: terminal.charset)
    for row in 0..<8 { grid.draw(String(repeating: "\(row)", count: 40), row: row, column: 0) }
    terminal.present(grid, cursor: nil)
    #expect(screen.lines == (0..<8).map { String(repeating: "\($0)", count: 40) })
  }

  @Test("Half of a wide character painted over leaves no trace")
  func replacesWideCharacters() throws {
    let terminal = try open()
    defer { terminal.close() }
    terminal.present(grid(terminal, "漢字漢字"), cursor: nil)
    for text in ["a漢字b漢", "ab漢字", "漢a字b", "漢字漢字"] {
      terminal.present(grid(terminal, text), cursor: nil)
      #expect(screen.line(0) == text)
    }
  }

  @Test("After a redraw everything is sent again")
  func redraws() throws {
    let terminal = try open()
    defer { terminal.close() }
    let grid = grid(terminal, "one", "two")
    terminal.present(grid, cursor: nil)
    write(screen.terminal, "\u{1B}[1;1Hrubbish", 13)
    #expect(screen.line(0) == "rubbish")
    terminal.redraw()
    terminal.present(grid, cursor: nil)
    #expect(screen.lines[..<2] == ["one", "two"])
  }

  // MARK: - Hostile text

  @Test("Escape sequences in text cannot act", arguments: ["xterm-256color", "vt100"])
  func neutralisesSequences(name: String) throws {
    let terminal = try open(name)
    defer { terminal.close() }
    let hostile = [
      "\u{1B}]0;PWN\u{07}", "\u{1B}[2J\u{1B}[?25h", "\u{1B}]52;c;UFdO\u{07}", "\u{1B}c",
      "\u{9B}31mred", "\u{0E}\u{08}\r\n\t", "\u{1B}P1;2q\u{1B}\\",
    ]
    var grid = Grid(size: terminal.size, charset: terminal.charset)
    for (row, text) in hostile.enumerated() { grid.draw(text, row: row, column: 0) }
    terminal.present(grid, cursor: nil)
    #expect(screen.lines[..<7] == (0..<7).map(grid.text(ofRow:))[...])
    let properties = screen.properties
    #expect(properties.title == "")
    #expect(properties.bells == 0)
    #expect(!properties.isCursorVisible || name == "vt100")
    #expect(!String(decoding: screen.takeOutput(), as: UTF8.self).contains("\u{1B}]52"))
  }

  // libvterm 0.1.4 has tables of its own, from Unicode 9: it gives newer emoji and Tangut one column
  // and U+06DE none. The samples keep to what it and the C library agree on.
  @Test("A column drawn beside hostile text is straight")
  func alignsColumns() throws {
    let texts = GlyphSample.all.map(\.text)
    screen.resize(columns: 40, rows: texts.count)
    let terminal = try open()
    defer { terminal.close() }
    var grid = Grid(size: terminal.size, charset: terminal.charset)
    for (row, text) in texts.enumerated() {
      grid.draw(text, row: row, column: 0, limit: 20)
      grid.draw(text, row: row, column: 21)
    }
    grid.verticalLine(column: 20, row: 0, rows: texts.count, style: Style(.border))
    terminal.present(grid, cursor: nil)
    for row in texts.indices {
      #expect(screen.cell(row, 20).text == "│", "\(texts[row].debugDescription)")
    }
    #expect(screen.lines == texts.indices.map(grid.text(ofRow:)))
  }
}
