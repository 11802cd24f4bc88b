import BrowserRuntime
import CursesTerminal
import FixtureBrowser
import FixtureKit
import Glibc
import TerminalUI

/// The browser on a real terminal, from taking it over to giving it back.
@MainActor
struct Session {
  private let root: String
  private let arguments: Arguments
  private let clock: @Sendable () -> Timestamp

  init(root: String, arguments: Arguments, clock: @escaping @Sendable () -> Timestamp) {
    self.root = root
    self.arguments = arguments
    self.clock = clock
  }

  /// The exit code.
  func run() throws -> Int32 {
    let signals: TerminationSignals
    let terminal: CursesTerminal
    do throws(CursesTerminal.Failure) {
      // Before the terminal, so that a signal that comes while it opens is not lost.
      signals = try TerminationSignals()
      terminal = try CursesTerminal(
        colours: arguments.noColor ? .none : .automatic, mouse: arguments.mouse)
    } catch {
      throw Failure(
        code: 2,
        message: """
          \(error)
          Without a terminal: llm-mock list \(root), llm-mock show FIXTURE HASH,
          or llm-mock-tui \(root) --dump-screen
          """)
    }
    defer { terminal.close() }
    return loop(terminal, signals)
  }

  /// How long the first screen waits for names at most, to come in one piece.
  private static let patienceForNames = Duration.milliseconds(60)
  /// How long a screen waits for what the cursor has come upon, which mostly takes less than painting.
  private static let patience: Int32 = 5

  private func loop(_ terminal: CursesTerminal, _ signals: TerminationSignals) -> Int32 {
    let browser = Browser(
      root: root, terminal: terminal, clock: clock, settings: .ofEnvironment,
      utcOffset: Self.utcOffset, stopJob: TerminationSignals.stopJob)
    browser.start()
    let deadline = ContinuousClock.now + Self.patienceForNames
    while browser.awaitsFirstRows, !browser.isQuitting {
      let rest = Int32((deadline - ContinuousClock.now) / .milliseconds(1))
      // Woken without news, it is a signal that waits.
      guard rest > 0, browser.wait(milliseconds: rest, signals: signals.descriptor),
        browser.handlePending()
      else { break }
    }
    while true {
      if let ending = handle(signals, terminal, browser) { return 128 + ending }
      browser.handlePending()
      if browser.wait(milliseconds: browser.isOpening ? Self.patience : 0) {
        browser.handlePending()
      }
      if browser.isOpening { browser.noteWaiting() }
      if browser.isQuitting { return 0 }
      browser.paint()
      _ = browser.wait(signals: signals.descriptor)
    }
  }

  /// Seconds that local time is ahead of UTC just now.
  private static var utcOffset: Int {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return local.tm_gmtoff
  }

  /// The signal that asks the program to end, if one has come.
  private func handle(
    _ signals: TerminationSignals, _ terminal: CursesTerminal, _ browser: Browser
  ) -> Int32? {
    for signal in signals.pending() {
      if TerminationSignals.ending.contains(signal) { return signal }
      switch signal {
      case SIGTSTP:
        terminal.withSuspended { TerminationSignals.stopJob() }
        browser.repaint()
      case SIGCONT:
        // Whoever stopped it may have used the terminal meanwhile.
        terminal.resume()
        browser.repaint()
      default: break
      }
    }
    return nil
  }
}
