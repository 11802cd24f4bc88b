import BrowserRuntime
import FixtureBrowser
import FixtureKit
import TerminalUI
import TestSupport
import Testing

/// The browser with its workers on a terminal in memory, against files that change meanwhile.
@MainActor @Suite("The browser while files change")
struct BrowserTests {
  /// Paints after every turn, as the program does, until there is nothing left to do.
  private func settle(_ browser: Browser) {
    while true {
      let isIdle = browser.isIdle
      if browser.handlePending() {
        browser.paint()
      } else if isIdle {
        return
      } else {
        _ = browser.wait(milliseconds: 10)
      }
    }
  }

  private func start(
    _ root: String, columns: Int = 80
  ) -> (browser: Browser, terminal: MemoryTerminal) {
    let terminal = MemoryTerminal(size: Size(columns: columns, rows: 24))
    let browser = Browser(root: root, terminal: terminal) { Timestamp(seconds: 1_795_262_400) }
    browser.start()
    settle(browser)
    return (browser, terminal)
  }

  private func type(_ notation: String, _ browser: Browser, _ terminal: MemoryTerminal) throws {
    for key in try Key.sequence(notation: notation) {
      terminal.feed([key])
      settle(browser)
    }
  }

  private func text(_ terminal: MemoryTerminal) -> String { terminal.grid?.text ?? "" }

  @Test("A file that is replaced is read again when it is looked at, which is said")
  func noticesReplaced() throws {
    let library = try TemporaryFolder()
    try library.write(["first"], to: "a.json")
    try library.write(["second"], to: "b.json")
    let (browser, terminal) = start(library.path)
    try library.write(["second, changed", "and one more"], to: "b.json")
    try type("j", browser, terminal)
    #expect(text(terminal).contains("b.json changed on disk: read again"))
    #expect(text(terminal).contains("content: \"second, changed\""))
    #expect(text(terminal).contains("3 interactions"))
    try type("j", browser, terminal)
    #expect(text(terminal).contains("content: \"and one more\""))
  }

  /// In a process of its own: what goes wrong here is a trap.
  @Test("A file that is replaced by a shorter one leaves the cursor in the file")
  func survivesShorter() async {
    await #expect(processExitsWith: .success) {
      try await BrowserTests.replaceByShorter()
    }
  }

  private static func replaceByShorter() throws {
    let tests = BrowserTests()
    let library = try TemporaryFolder()
    try library.write(["one", "two", "three"], to: "a.json")
    try library.write(["other"], to: "b.json")
    let (browser, terminal) = tests.start(library.path)
    try tests.type("jjj", browser, terminal)
    try library.write(["one, changed"], to: "a.json")
    try tests.type("k", browser, terminal)
    #expect(tests.text(terminal).contains("content: \"one, changed\""))
    #expect(tests.text(terminal).contains("2 interactions"))
  }

  @Test("A file that is gone says so where it is looked at")
  func noticesGone() throws {
    let library = try TemporaryFolder()
    try library.write(["first"], to: "a.json")
    try library.write(["second"], to: "b.json")
    let (browser, terminal) = start(library.path)
    try library.remove("b.json")
    try type("j", browser, terminal)
    #expect(text(terminal).contains("not found"))
    try type("k", browser, terminal)
    #expect(text(terminal).contains("content: \"first\""))
  }

  @Test("F5 finds new files and forgets those that are gone, and stays on the row")
  func reloads() throws {
    let library = try TemporaryFolder()
    for name in ["b.json", "c.json"] { try library.write([name], to: name) }
    let (browser, terminal) = start(library.path)
    try type("j", browser, terminal)
    try library.write(["a"], to: "a.json")
    try type("<F5>", browser, terminal)
    #expect(text(terminal).contains("3 files  3 interactions"))
    #expect(text(terminal).contains("c.json#1"))
  }

  @Test("Folders that are left out are for the log, not for the header")
  func countsLeftOut() throws {
    let library = try TemporaryFolder()
    for name in ["a.json", ".git/b.json", ".venv/c.json"] { try library.write([name], to: name) }
    try library.link("again", to: library.path)
    let (browser, terminal) = start(library.path)
    #expect(
      browser.state.library.remarks
        == ["1 hidden folder left out", "1 repeated folder left out"])
    #expect(text(terminal).prefix { $0 != "\n" }.hasSuffix("  1 file  1 interaction"))
    #expect(browser.state.library.warnings.isEmpty)
  }

  @Test("F5 in a folder that is gone says so")
  func reloadsGone() throws {
    let library = try TemporaryFolder()
    try library.write(["a"], to: "a.json")
    let (browser, terminal) = start(library.path + "/.")
    try library.remove("a.json")
    try type("<F5>", browser, terminal)
    #expect(text(terminal).contains("No fixture files here."))
  }

  /// In a process of its own: what goes wrong here is a trap.
  @Test("F5 after files have been removed can be painted at every moment")
  func reloadsSmaller() async {
    await #expect(processExitsWith: .success) {
      try await BrowserTests.reloadSmallerLibrary()
    }
  }

  private static func reloadSmallerLibrary() throws {
    let tests = BrowserTests()
    for columns in [80, 200] {
      let library = try TemporaryFolder()
      for name in ["a", "b", "c", "d"] { try library.write([name], to: name + ".json") }
      try library.write([#"" is no "#], to: "e.json")
      let (browser, terminal) = tests.start(library.path, columns: columns)
      try tests.type("G", browser, terminal)
      for name in ["c", "d", "e"] { try library.remove(name + ".json") }
      try tests.type("<F5>", browser, terminal)
      #expect(tests.text(terminal).contains("2 files"))
    }
  }

  @Test("Nothing is painted when nothing has happened")
  func paintsOnChange() throws {
    let (browser, terminal) = start(sampleLibrary)
    let frames = terminal.frames
    browser.paint()
    browser.handlePending()
    browser.paint()
    #expect(terminal.frames == frames)
    try type("j", browser, terminal)
    #expect(terminal.frames > frames)
  }

  @Test("What is copied reaches the terminal, ctrl-z gives it away")
  func performsEffects() throws {
    let (browser, terminal) = start(sampleLibrary)
    try type("yh<C-z>", browser, terminal)
    #expect(terminal.copied.first?.hasPrefix("9ef84d62c764") == true)
    #expect(terminal.suspensions == 1)
    try type("q", browser, terminal)
    #expect(browser.isQuitting)
  }
}
