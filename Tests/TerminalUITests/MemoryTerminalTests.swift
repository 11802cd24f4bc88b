import TerminalUI
import Testing

@MainActor @Suite("A terminal in memory")
struct MemoryTerminalTests {
  @Test("It gives back what it was fed, once, and takes a new size")
  func feeds() {
    let terminal = MemoryTerminal(size: Size(columns: 80, rows: 24))
    terminal.feed([.character("j"), .enter])
    terminal.feed([.resize(Size(columns: 10, rows: 3))])
    #expect(terminal.size.columns == 80)
    #expect(
      terminal.pendingEvents() == [
        .key(.character("j")), .key(.enter), .resize(Size(columns: 10, rows: 3)),
      ])
    #expect(terminal.size == Size(columns: 10, rows: 3))
    #expect(terminal.pendingEvents() == [])
  }

  @Test("It remembers what it was told")
  func remembers() {
    let terminal = MemoryTerminal(size: Size(columns: 8, rows: 1), charset: .ascii)
    var grid = Grid(size: terminal.size, charset: terminal.charset)
    grid.draw("é", row: 0, column: 0)
    terminal.present(grid, cursor: (row: 0, column: 2))
    terminal.copy("text")
    #expect(terminal.withSuspended { "done" } == "done")
    terminal.close()
    #expect(terminal.grid?.text == "\\u00e9")
    #expect(terminal.cursor?.column == 2)
    #expect(terminal.frames == 1)
    #expect(terminal.copied == ["text"])
    #expect(terminal.suspensions == 1)
    #expect(terminal.isClosed)
  }
}
