import Glibc
import Testing

@Suite("llm-mock-tui on a real terminal", .enabled(if: Tmux.program != nil))
struct TmuxTests {
  private func browser(columns: Int = 80, rows: Int = 24) throws -> Tmux {
    try Tmux(
      columns: columns, rows: rows, running: "\(Tool.browser.path) Fixtures/library")
  }

  @Test("It starts, moves, opens, goes back and quits, and the terminal is as it was")
  func startsAndQuits() throws {
    let tmux = try browser()
    _ = try tmux.screen(showing: "112 interactions")
    #expect(try tmux.value("alternate_on") == "1")
    try tmux.type("j", "j")
    _ = try tmux.screen(showing: "agents/night-train.json#1")
    try tmux.type("Enter")
    _ = try tmux.screen(showing: "─ Request")
    try tmux.type("Escape")
    _ = try tmux.screen(showing: "─ Interactions  row 3 of 116")
    try tmux.type("q")
    let screen = try tmux.screen(showing: "exit status 0")
    #expect(!screen.contains("Interactions"))
    #expect(try tmux.value("alternate_on") == "0")
    #expect(try tmux.value("cursor_flag") == "1")
  }

  @Test("A smaller and a larger terminal keep what is selected")
  func resizes() throws {
    let tmux = try browser(columns: 200, rows: 60)
    _ = try tmux.screen(showing: "loaded 112 interactions")
    let hash = "5930ba9d4138"
    try tmux.type(":", "filter file:bedtime", "Enter")
    _ = try tmux.screen(showing: "1 of 112 interactions")
    try tmux.type("G", "F")
    _ = try tmux.screen(showing: "56 files  112 interactions")
    #expect(try tmux.screen(showing: hash).contains("streaming/bedtime-story.json#1"))
    try tmux.resize(columns: 40, rows: 10)
    _ = try tmux.screen(showing: "─ Interactions")
    #expect(try tmux.screen(showing: hash).contains("? help"))
    try tmux.resize(columns: 200, rows: 60)
    _ = try tmux.screen(showing: "─ Files")
    _ = try tmux.screen(showing: "streaming/bedtime-story.json#1")
  }

  @Test(
    "A signal ends it with 128 and its number, and the terminal is as it was",
    arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGALRM, SIGXCPU])
  func endsOnSignal(signal: Int32) throws {
    let tmux = try browser()
    _ = try tmux.screen(showing: "112 interactions")
    try tmux.signal(signal)
    _ = try tmux.screen(showing: "exit status \(128 + signal)")
    #expect(try tmux.value("alternate_on") == "0")
    #expect(try tmux.value("cursor_flag") == "1")
  }

  @Test("Stopped by force and continued, it has keys and screen again")
  func comesBack() throws {
    let tmux = try Tmux(columns: 80, rows: 24, running: "\(Tool.browser.path) Fixtures/library")
    _ = try tmux.screen(showing: "112 interactions")
    try tmux.signal(SIGSTOP)
    // What a shell does to the terminal of a job that it has not seen stop.
    try tmux.disturb()
    try tmux.signal(SIGCONT)
    try tmux.type("j", "j")
    let screen = try tmux.screen(showing: "row 3 of 116")
    #expect(screen.contains("? help") && !screen.contains("disturbed"))
  }

  @Test(
    "On a terminal that can do too little it says so in words",
    arguments: ["TERM=dumb", "TERM=no-such-terminal", "-u TERM"])
  func refusesTerminal(setting: String) throws {
    let tmux = try Tmux(
      columns: 120, rows: 24, running: "env \(setting) \(Tool.browser.path) Fixtures/library")
    let screen = try tmux.screen(showing: "exit status 2")
    #expect(screen.contains("llm-mock list Fixtures/library"))
    #expect(try tmux.value("alternate_on") == "0")
  }
}
