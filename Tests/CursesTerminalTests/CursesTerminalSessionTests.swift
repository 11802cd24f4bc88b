import CNcurses
import CursesTerminal
import Glibc
import TerminalTestSupport
import TerminalUI
import Testing

extension CursesTerminalTests {
  // MARK: - Opening and closing

  private func modes() -> [UInt32] {
    var modes = termios()
    tcgetattr(screen.terminal, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  @Test("Closing restores the terminal", arguments: ["xterm-256color", "vt100"])
  func restores(name: String) throws {
    let before = modes()
    let terminal = try open(name, mouse: true)
    terminal.present(grid(terminal, "abc"), cursor: nil)
    #expect(modes() != before)
    #expect(screen.properties.reportsMouse)
    #expect(screen.properties.isAlternateScreen == (name != "vt100"))
    terminal.close()
    terminal.close()
    #expect(modes() == before)
    let properties = screen.properties
    #expect(properties.isCursorVisible)
    #expect(!properties.isAlternateScreen)
    #expect(!properties.reportsMouse)
    #expect(String(decoding: screen.takeOutput(), as: UTF8.self).contains("\u{1B}[?2004l"))
  }

  @Test("It can be opened and closed many times")
  func reopens() throws {
    for round in 0..<20 {
      let terminal = try open()
      terminal.present(grid(terminal, "round \(round)"), cursor: nil)
      #expect(screen.line(0) == "round \(round)")
      terminal.close()
    }
  }

  @Test("A closed terminal does nothing")
  func isInertOnceClosed() throws {
    let terminal = try open()
    let grid = grid(terminal, "abc")
    terminal.close()
    _ = screen.takeOutput()
    screen.send("j")
    terminal.present(grid, cursor: nil)
    terminal.redraw()
    terminal.copy("secret")
    #expect(terminal.pendingEvents() == [])
    #expect(terminal.withSuspended { 7 } == 7)
    // The line discipline echoes the key, and this question is the only sequence.
    #expect(screen.takeOutput().count { $0 == 0x1B } == 1)
  }

  @Test(
    "A terminal that cannot be used is refused, in words, before anything is sent",
    arguments: [
      ("", CursesTerminal.Failure.noTerminalName),
      ("no-such-terminal", .unknownTerminal(name: "no-such-terminal")),
      ("\u{1B}c", .unknownTerminal(name: "\u{1B}c")),
      ("dumb", .incapableTerminal(name: "dumb")),
    ])
  func refusesTerminals(name: String, failure: CursesTerminal.Failure) {
    #expect(throws: failure) { try open(name) }
    #expect(!failure.description.unicodeScalars.contains { $0.value < 0x20 })
    #expect(failure.description.contains("TERM=xterm-256color"))
    #expect(screen.takeOutput() == Array("\u{1B}[5n".utf8))
  }

  @Test("What is no terminal is refused")
  func refusesFiles() {
    let file = Glibc.open("/dev/null", O_RDWR)
    defer { Glibc.close(file) }
    #expect(throws: CursesTerminal.Failure.notATerminal(stream: "standard input")) {
      try CursesTerminal(input: file, output: screen.terminal, termName: "xterm")
    }
    #expect(throws: CursesTerminal.Failure.notATerminal(stream: "standard output")) {
      try CursesTerminal(input: screen.terminal, output: file, termName: "xterm")
    }
  }

  @Test("While suspended the terminal is as it was; afterwards all is painted again")
  func suspends() throws {
    let before = modes()
    let terminal = try open(mouse: true)
    defer { terminal.close() }
    let grid = grid(terminal, "one", "two")
    terminal.present(grid, cursor: nil)
    let own = modes()
    terminal.withSuspended {
      #expect(modes() == before)
      let properties = screen.properties
      #expect(!properties.isAlternateScreen && properties.isCursorVisible)
      #expect(!properties.reportsMouse)
      write(screen.terminal, "\u{1B}[2Jeditor", 10)
    }
    terminal.present(grid, cursor: nil)
    #expect(modes() == own)
    #expect(screen.lines[..<3] == ["one", "two", ""])
    let properties = screen.properties
    #expect(properties.isAlternateScreen && !properties.isCursorVisible)
    #expect(properties.reportsMouse)
    screen.send("\u{1B}OA")
    #expect(awaitEvents(terminal) == [.key(.up)])
  }

  @Test("An error thrown while suspended is passed on, and the terminal taken back")
  func suspendsThrowing() throws {
    let terminal = try open()
    defer { terminal.close() }
    #expect(throws: CancellationError.self) {
      try terminal.withSuspended { throw CancellationError() }
    }
    terminal.present(grid(terminal, "back"), cursor: nil)
    #expect(screen.line(0) == "back")
  }

  @Test(
    "The locale decides what can be shown",
    arguments: [
      ("C.UTF-8", Charset.unicode), ("C", .ascii), ("", .unicode), ("xx_XX.utf8", .unicode),
      ("xx_XX", .ascii),
    ])
  func followsLocale(name: String, charset: Charset) throws {
    setenv("LC_ALL", name, 1)
    for other in ["LC_CTYPE", "LANG"] { unsetenv(other) }
    // The C library keeps the last locale that could be set.
    setlocale(LC_CTYPE, "C")
    let terminal = try open()
    defer { terminal.close() }
    #expect(terminal.charset == charset)
    var grid = grid(terminal, "é漢")
    grid.horizontalLine(row: 1, column: 0, columns: 3, style: .plain)
    terminal.present(grid, cursor: nil)
    #expect(screen.line(0) == (charset == .unicode ? "é漢" : "\\u00e9\\u6f22"))
    #expect(screen.line(1) == (charset == .unicode ? "───" : "---"))
  }

  @Test("LINES and COLUMNS do not freeze the size")
  func ignoresSizeVariables() throws {
    setenv("LINES", "24", 1)
    setenv("COLUMNS", "80", 1)
    let terminal = try open()
    defer { terminal.close() }
    #expect(terminal.size == Size(columns: 40, rows: 8))
    #expect(getenv("LINES") == nil && getenv("COLUMNS") == nil)
  }

  // MARK: - Dying

  @Test("A terminal that takes no output does not keep a signal from ending the program")
  func endsWhileStuck() throws {
    let stuck = try HangUp()
    func modes() -> [UInt32] {
      var modes = termios()
      tcgetattr(stuck.terminal, &modes)
      return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
    }
    // As in the program: the threads that tests run on have signals blocked.
    var none = sigset_t()
    var usual = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &usual)
    defer { pthread_sigmask(SIG_SETMASK, &usual, nil) }
    let before = modes()
    let signals = try TerminationSignals()
    defer { signals.close() }
    let terminal = try CursesTerminal(
      input: stuck.terminal, output: stuck.terminal, termName: "xterm-256color")
    #expect(modes() != before)
    let thread = pthread_self()
    stuck.whenFull { pthread_kill(thread, SIGTERM) }
    terminal.copy(String(repeating: "nobody reads this", count: 100_000))
    #expect(signals.pending() == [SIGTERM])
    terminal.present(grid(terminal, "neither this"), cursor: nil)
    terminal.close()
    #expect(modes() == before)
  }

  @Test("A trap restores the terminal before it ends the process")
  func restoresOnTrap() async throws {
    let before = modes()
    let path = screen.path
    await #expect(processExitsWith: .failure) { [path = path as String] in
      try await dieInTerminal(at: path)
    }
    #expect(modes() == before)
    let properties = screen.properties
    #expect(!properties.isAlternateScreen && properties.isCursorVisible)
    #expect(!properties.reportsMouse)
    let output = String(decoding: screen.takeOutput(), as: UTF8.self)
    #expect(output.contains("\u{1B}[?1049h") && output.contains("\u{1B}[?1049l"))
  }
}

@MainActor
private func dieInTerminal(at path: String) throws {
  let descriptor = open(path, O_RDWR | O_NOCTTY)
  let terminal = try CursesTerminal(
    input: descriptor, output: descriptor, termName: "xterm-256color", mouse: true)
  terminal.present(Grid(size: terminal.size, charset: terminal.charset), cursor: nil)
  fatalError("on purpose")
}
