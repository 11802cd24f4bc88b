import CursesTerminal
import Glibc
import TerminalTestSupport
import TerminalUI
import Testing

extension CursesTerminalTests {
  /// The events of one turn of a program's loop: waits in `poll` until there is input.
  func awaitEvents(_ terminal: CursesTerminal) -> [TerminalEvent] {
    var request = pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
    poll(&request, 1, 10_000)
    return terminal.pendingEvents()
  }

  @Test(
    "Keys arrive as keys",
    arguments: [
      ("xterm-256color", "\u{1B}OA", Key.up), ("xterm-256color", "\u{1B}[A", .up),
      ("xterm", "\u{1B}[3~", .delete), ("vt100", "\u{1B}OP", .function(1)),
      ("linux", "\u{1B}[[A", .function(1)), ("rxvt", "\u{1B}[8~", .end),
      ("xterm", "\u{1B}", .escape), ("xterm", "\u{1B}x", .alt("x")),
      ("xterm", "\u{03}", .control("c")),
      ("xterm", "\u{1A}", .control("z")), ("xterm", "\u{13}", .control("s")),
      ("xterm", "\r", .enter), ("xterm", "\n", .control("j")), ("xterm", "漢", .character("漢")),
    ])
  func readsKeys(name: String, bytes: String, key: Key) throws {
    let terminal = try open(name)
    defer { terminal.close() }
    screen.send(bytes)
    #expect(awaitEvents(terminal) == [.key(key)])
    #expect(terminal.pendingEvents() == [])
  }

  @Test("A sequence whose end comes within the delay is one key", arguments: 1..<6)
  func joinsSplitSequences(split: Int) async throws {
    setenv("ESCDELAY", "10000", 1)
    let terminal = try open()
    defer { terminal.close() }
    let bytes = Array("\u{1B}[1;2A".utf8)
    screen.send(Array(bytes[..<split]))
    let rest = Task.detached { [screen] in screen.sendAfterRead(Array(bytes[split...])) }
    #expect(awaitEvents(terminal) == [.key(.shiftUp)])
    await rest.value
  }

  @Test("Many keys in one go arrive all at once, in order")
  func readsFloods() throws {
    let terminal = try open()
    defer { terminal.close() }
    screen.send(String(repeating: "j", count: 200) + "\u{1B}OBq")
    let keys = Array(repeating: TerminalEvent.key(.character("j")), count: 200)
    #expect(awaitEvents(terminal) == keys + [.key(.down), .key(.character("q"))])
  }

  @Test("A paste is one event")
  func readsPastes() throws {
    let terminal = try open()
    defer { terminal.close() }
    screen.send("\u{1B}[200~ddw\ry\u{1B}[201~")
    #expect(awaitEvents(terminal) == [.paste("ddw\ny")])
  }

  @Test("The mouse is reported if asked for, also beyond column 223")
  func readsMouse() throws {
    let terminal = try open(mouse: true)
    defer { terminal.close() }
    screen.send("\u{1B}[<0;240;2M\u{1B}[<0;240;2m")
    #expect(
      awaitEvents(terminal) == [
        .mouse(MouseEvent(button: .left, kind: .press, row: 1, column: 239)),
        .mouse(MouseEvent(button: .left, kind: .release, row: 1, column: 239)),
      ])
  }

  @Test(
    "A new size is noticed, both ways, and everything repainted", arguments: ["xterm", "vt100"])
  func noticesResizes(name: String) throws {
    let terminal = try open(name)
    defer { terminal.close() }
    for (columns, rows) in [(100, 30), (10, 4), (1, 1), (60, 9), (200, 60)] {
      screen.resize(columns: columns, rows: rows)
      let size = Size(columns: columns, rows: rows)
      #expect(terminal.pendingEvents() == [.resize(size)])
      #expect(terminal.size == size)
      #expect(terminal.pendingEvents() == [])
      var grid = Grid(size: size, charset: terminal.charset)
      for row in 0..<rows {
        grid.draw("\(row)" + String(repeating: "-", count: 300), row: row, column: 0)
      }
      terminal.present(grid, cursor: nil)
      #expect(screen.lines == (0..<rows).map(grid.text(ofRow:)))
    }
  }

  @Test("A grid of another size than the screen's is clipped")
  func clipsGrids() throws {
    let terminal = try open()
    defer { terminal.close() }
    for size in [Size(columns: 90, rows: 20), Size(columns: 5, rows: 2), Size(columns: 0, rows: 0)]
    {
      var grid = Grid(size: size, charset: .unicode)
      for row in 0..<size.rows {
        grid.draw(String(repeating: "漢", count: 60), row: row, column: 1, truncates: false)
      }
      terminal.present(grid, cursor: nil)
      #expect(screen.line(1).count == [90: 20, 5: 3, 0: 0][size.columns])
    }
  }

  @Test("A terminal that is gone says so")
  func reportsHangUp() throws {
    let ends = try HangUp()
    let terminal = try CursesTerminal(
      input: ends.terminal, output: ends.terminal, termName: "xterm-256color")
    defer { terminal.close() }
    ends.hangUp()
    #expect(terminal.pendingEvents().last == .hangUp)
  }

  @Test(
    "Copied text goes to the terminal's clipboard as base64",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("ÿ漢\u{1B}", "w7/mvKIb"),
    ])
  func copies(text: String, encoded: String) throws {
    let terminal = try open()
    defer { terminal.close() }
    _ = screen.takeOutput()
    terminal.copy(text)
    let output = String(decoding: screen.takeOutput(), as: UTF8.self)
    #expect(output == "\u{1B}]52;c;\(encoded)\u{07}\u{1B}[5n")
  }
}
