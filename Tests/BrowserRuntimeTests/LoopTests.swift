import BrowserRuntime
import CursesTerminal
import FixtureKit
import Glibc
import TerminalTestSupport
import TerminalUI
import TestSupport
import Testing

/// The program's own loop on a terminal painted by ncurses. Each test runs in a process of its own:
/// ncurses has one global state, and other suites use it too.
@Suite("The browser on a real terminal, in process")
struct LoopTests {
  @Test("Names appear, keys work and q quits")
  func works() async {
    await #expect(processExitsWith: .success) {
      try await Program.run(sampleLibrary, columns: 80, rows: 24) { program in
        try program.await("112 interactions")
        #expect(program.screen.properties.isAlternateScreen)
        #expect(program.screen.cell(2, 0).isReversed && program.screen.cell(2, 79).isReversed)
        try program.type("jj", showing: "agents/night-train.json#1")
        try program.type("\r", showing: "─ Request")
        try program.type("\u{1B}", showing: "─ Interactions  row 3 of 116")
        try program.type("\u{1B}OB\u{1B}[B", showing: "─ Interactions  row 5 of 116")
        try program.type("fgpt-4o-mini\r", showing: "14 of 112 interactions")
        try program.type("q")
        #expect(program.browser.isQuitting)
      }
    }
  }

  @Test("A new size is taken up, both ways, and the selection kept")
  func resizes() async {
    await #expect(processExitsWith: .success) {
      try await Program.run(sampleLibrary, columns: 200, rows: 60) { program in
        try program.await("112 interactions")
        try program.type("ffile:two-personas\r", showing: "2 of 112 interactions")
        try program.type("GF", showing: "chat/two-personas.json#2")
        for (columns, rows) in [(40, 10), (200, 60), (1, 1), (80, 24), (19, 5), (200, 60)] {
          program.screen.resize(columns: columns, rows: rows)
          try program.settle()
          guard columns >= 20 else { continue }
          #expect(program.screen.line(rows - 1).hasSuffix("? help"))
          #expect(program.screen.lines.contains { $0.hasPrefix(">") && $0.contains("9f697a") })
        }
        try program.await("chat/two-personas.json#2")
      }
    }
  }

  @Test("Escape sequences in recordings are text in every view and act in none")
  func cannotAct() async {
    await #expect(processExitsWith: .success) {
      try await Program.run(sampleLibrary, columns: 120, rows: 40) { program in
        try program.await("112 interactions")
        try program.type("ffile:escape\r", showing: "3 of 112 interactions")
        for keys in [
          "", "t", "t", "t", "\t", "\t", "\t", "\u{1B}", "j", "j", "\r", "t", "/\\e\r", "?",
        ] {
          try program.type(keys)
          try program.settle()
        }
        try program.type("\u{1B}\u{1B}\u{1B}")
        try program.settle()
        let properties = program.screen.properties
        #expect(properties.title == "" && properties.bells == 0)
        #expect(properties.isAlternateScreen && !properties.reportsMouse)
        let output = String(decoding: program.screen.takeOutput(), as: UTF8.self)
        for sequence in ["\u{1B}]", "\u{9B}", "\u{1B}c", "\u{202E}", "\u{200B}", "PWNED\u{7}"] {
          #expect(!output.contains(sequence), "\(sequence.debugDescription)")
        }
      }
    }
  }

  @Test("File names full of control characters are text too")
  func cannotActByName() async {
    await #expect(processExitsWith: .success) {
      let library = try TemporaryFolder()
      try library.write(["hello"], to: "a\u{1B}]0;PWN\u{7}.json")
      try library.write(["hello"], to: "b\u{202E}nosj.json")
      try await Program.run(library.path, columns: 120, rows: 24) { program in
        try program.await("2 interactions")
        try program.await(#"a\e]0;PWN\u0007.json#1"#)
        try program.type("L", showing: #"\u202enosj.json"#)
        try program.type("gg\t\t\t", showing: "file ")
        #expect(program.screen.properties.title == "" && program.screen.properties.bells == 0)
      }
    }
  }

  @Test("The line between the panes is in one column in every row, beside all kinds of text")
  func aligns() async {
    await #expect(processExitsWith: .success) {
      try await Program.run(sampleLibrary, columns: 120, rows: 40) { program in
        try program.await("112 interactions")
        try program.type("ffile:international\r", showing: "16 of 112 interactions")
        for _ in 0..<16 {
          for _ in 0..<3 {
            try program.settle()
            for row in 16..<38 {
              let cell = program.screen.cell(row, 59)
              #expect(cell.text == "│", "row \(row): \(program.screen.line(row))")
            }
            try program.type("t")
          }
          try program.type("j")
        }
      }
    }
  }

  @Test("Copying sends the exact bytes to the terminal's clipboard")
  func copies() async {
    await #expect(processExitsWith: .success) {
      try await Program.run(sampleLibrary, columns: 80, rows: 24) { program in
        try program.await("112 interactions")
        _ = program.screen.takeOutput()
        try program.type("\typ", showing: "copied $.max_tokens")
        let output = String(decoding: program.screen.takeOutput(), as: UTF8.self)
        // $.max_tokens
        #expect(output.contains("\u{1B}]52;c;JC5tYXhfdG9rZW5z"))
      }
    }
  }

  @Test("Quitting gives the terminal back as it was")
  func restores() async {
    await #expect(processExitsWith: .success) {
      let screen = try await Program.run(sampleLibrary, columns: 80, rows: 24) { program in
        try program.await("112 interactions")
        try program.type("Q")
      }
      #expect(!screen.properties.isAlternateScreen && screen.properties.isCursorVisible)
      #expect(!screen.lines.joined().contains("Interactions"))
    }
  }

  @Test("ctrl-z gives the terminal back while the job is stopped")
  func suspends() async {
    await #expect(processExitsWith: .success) {
      try await Program.run(sampleLibrary, columns: 80, rows: 24) { program in
        try program.await("112 interactions")
        try program.type("\u{1A}", showing: "─ Interactions")
        #expect(program.wasRestoredWhileStopped)
      }
    }
  }
}
