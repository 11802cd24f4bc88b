import BrowserRuntime
import CursesTerminal
import FixtureKit
import Glibc
import TerminalTestSupport

/// The browser, a terminal painted by ncurses, and a screen that shows what arrives.
@MainActor
final class Program {
  let screen: VirtualScreen
  let browser: Browser
  private let stop: Stop

  /// What was seen while the job was stopped, if it has been.
  private final class Stop {
    var sawAlternateScreen: Bool?
  }

  /// Whether the terminal was its old self while the job was stopped.
  var wasRestoredWhileStopped: Bool { stop.sawAlternateScreen == false }

  private init(_ root: String, _ screen: VirtualScreen, _ terminal: CursesTerminal) {
    self.screen = screen
    let now = Timestamp(seconds: 1_795_262_400)
    let stop = Stop()
    self.stop = stop
    browser = Browser(
      root: root, terminal: terminal, clock: { now },
      stopJob: { stop.sawAlternateScreen = screen.properties.isAlternateScreen })
  }

  /// Runs the browser for as long as `body` takes, then closes the terminal.
  @discardableResult
  static func run(
    _ root: String, columns: Int, rows: Int, _ body: @MainActor (Program) throws -> Void
  ) throws -> VirtualScreen {
    setenv("LC_ALL", "C.UTF-8", 1)
    unsetenv("NO_COLOR")
    let screen = try VirtualScreen(columns: columns, rows: rows)
    let terminal = try CursesTerminal(
      input: screen.terminal, output: screen.terminal, termName: "xterm-256color")
    defer { terminal.close() }
    let program = Program(root, screen, terminal)
    program.browser.start()
    try body(program)
    return screen
  }

  /// One turn of the program's loop: waits for something to happen, a moment at most.
  func turn() {
    _ = browser.wait(milliseconds: 20)
    browser.handlePending()
    browser.paint()
  }

  /// Turns until the screen says `text`.
  func await(_ text: String) throws {
    let end = ContinuousClock.now + Self.patience
    while ContinuousClock.now < end {
      if screen.lines.contains(where: { $0.contains(text) }) { return }
      turn()
    }
    throw Timeout(text: text, lines: screen.lines)
  }

  /// Turns until the workers have reported everything and it is on the screen.
  func settle() throws {
    let end = ContinuousClock.now + Self.patience
    while ContinuousClock.now < end {
      turn()
      if browser.isIdle, !browser.handlePending() { return browser.paint() }
    }
    throw Timeout(text: "an end", lines: screen.lines)
  }

  /// Types bytes as a terminal sends them, each by itself, so that Esc is no start of another key.
  func type(_ text: String, showing expected: String? = nil) throws {
    if text.hasPrefix("\u{1B}"), text.count > 2 {
      screen.send(text)
      turn()
    } else {
      for character in text {
        screen.send(String(character))
        turn()
      }
    }
    if let expected { try self.await(expected) }
  }

  /// Threads that index give way to everything else that runs on the machine.
  private static let patience: Duration = .seconds(120)

  struct Timeout: Error, CustomStringConvertible {
    let text: String
    let lines: [String]

    var description: String {
      "the screen never showed '\(text)'. It shows:\n" + lines.joined(separator: "\n")
    }
  }
}
