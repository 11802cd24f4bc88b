import ArgumentParser
import BrowserRuntime
import CursesTerminal
import FixtureBrowser
import FixtureKit
import Glibc
import TerminalUI

@main
@MainActor
enum Program {
  static func main() {
    do {
      let arguments = try Arguments.parse()
      exit(try arguments.open())
    } catch let failure as Failure {
      printError("llm-mock-tui: \(failure.message)")
      exit(failure.code)
    } catch {
      let message = Arguments.fullMessage(for: error)
      guard Arguments.exitCode(for: error).isSuccess else {
        printError(message)
        exit(2)
      }
      print(message)
      exit(0)
    }
  }

  static func printError(_ line: String) {
    // Names from outside must not act on the terminal, here neither.
    let lines = line.split(separator: "\n", omittingEmptySubsequences: false)
    let visible = lines.map { GlyphLine($0, charset: .unicode).text }.joined(separator: "\n")
    fputs(visible + "\n", stderrStream)
  }

  /// The C library's stream for errors, opened anew: Swift does not import the global.
  private static let stderrStream = fdopen(STDERR_FILENO, "w")
}

/// Ends the program with a sentence and an exit code: 2 wrong usage or no terminal, 3 a file that
/// could not be read or written.
struct Failure: Error {
  let code: Int32
  let message: String
}
