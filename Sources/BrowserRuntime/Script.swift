package import FixtureBrowser
package import FixtureKit
package import TerminalUI

/// A list of steps for the browser, one a line: keys in notation (`jj<Enter>`), `:command`,
/// `resize 80x24`, `wait idle`, `dump FILE`. Empty lines and lines starting with `#` are left out.
package struct Script: Sendable {
  package enum Step: Hashable, Sendable {
    case keys([Key])
    /// A command line, without the colon.
    case command(String)
    case resize(Size)
    case waitIdle
    /// Writes the screen to a file; `-` is standard output.
    case dump(String)
  }

  package struct SyntaxError: Error, CustomStringConvertible {
    package let line: Int
    package let reason: String
    package var description: String { "line \(line): \(reason)" }
  }

  package let steps: [Step]

  package init(_ text: String) throws(SyntaxError) {
    var steps: [Step] = []
    // A Swift character may be a whole CRLF.
    let lines = text.replacing("\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      do {
        steps.append(try Self.step(line))
      } catch {
        throw SyntaxError(line: number + 1, reason: "\(error)")
      }
    }
    self.steps = steps
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private static func step(_ line: Substring) throws -> Step {
    if line.hasPrefix(":") { return .command(String(line.dropFirst())) }
    let words = line.split(separator: " ")
    switch words.first {
    case "resize" where words.count == 2:
      guard let size = Size(notation: words[1]) else {
        throw Failure(
          description: "'\(words[1])' is no size: write it as 80x24, up to \(Size.largest)")
      }
      return .resize(size)
    case "wait" where words.count == 2:
      guard words[1] == "idle" else { throw Failure(description: "wait takes 'idle'") }
      return .waitIdle
    case "dump" where words.count >= 2:
      return .dump(String(line.drop { $0 != " " }.drop { $0 == " " }))
    case "resize", "wait", "dump":
      throw Failure(description: "write 'resize 80x24', 'wait idle' or 'dump FILE'")
    default: return .keys(try Key.sequence(notation: String(line)))
    }
  }
}

extension Size {
  /// The largest that can be asked for, in notation.
  package static let largest = "\(limit)x\(limit)"
  private static let limit = 1000

  /// Reads `80x24`: columns and rows, from 1 to ``largest``.
  package init?(notation: some StringProtocol) {
    let parts = notation.split(separator: "x").map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...Self.limit).contains(columns), (1...Self.limit).contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }
}

/// Runs a script against a browser without a terminal. Each step waits until the workers have
/// reported everything, so a script always shows the same.
@MainActor
package struct ScriptRun {
  private let browser: Browser
  private let terminal: MemoryTerminal

  package init(
    root: String, size: Size, charset: Charset, clock: @escaping @Sendable () -> Timestamp,
    settings: Settings = Settings { _ in nil }
  ) {
    terminal = MemoryTerminal(size: size, charset: charset)
    browser = Browser(root: root, terminal: terminal, clock: clock, settings: settings)
    browser.start()
    settle()
  }

  /// - Parameter dump: writes a screen where the script says so.
  package func run(
    _ script: Script, dump: (_ file: String, _ screen: Grid) throws -> Void
  ) rethrows {
    for step in script.steps {
      guard !browser.isQuitting else { return }
      switch step {
      case .keys(let keys):
        for key in keys where !browser.isQuitting {
          terminal.feed([key])
          settle()
        }
      case .command(let line):
        terminal.feed([.character(":")])
        terminal.feed([.paste(line), .key(.enter)])
      case .resize(let size): terminal.feed([.resize(size)])
      case .waitIdle: break
      case .dump(let file): try dump(file, screen)
      }
      settle()
    }
  }

  /// The screen as it is now.
  package var screen: Grid { browser.state.render().grid }

  package var state: State { browser.state }

  private func settle() {
    while true {
      if browser.handlePending() { continue }
      if browser.isIdle {
        // The last job may have reported between the two questions.
        if !browser.handlePending() { return }
      } else {
        _ = browser.wait(milliseconds: 10)
      }
    }
  }
}
