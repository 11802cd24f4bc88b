import Glibc
import TerminalUI

/// Why a terminal cannot be used, and what to do about it.
package enum TerminalFailure: Error, Hashable, CustomStringConvertible {
  /// `stream` is "standard input" or "standard output".
  case notATerminal(stream: String)
  /// TERM is unset or empty.
  case noTerminalName
  case unknownTerminal(name: String)
  /// The terminal cannot move its cursor, as "dumb" cannot.
  case incapableTerminal(name: String)
  /// A system call failed.
  case system(call: String, code: Int32)

  package var description: String {
    switch self {
    case .notATerminal(let stream):
      "\(stream) is not a terminal, so there is nowhere to draw. Run it directly in a terminal."
    case .noTerminalName:
      "TERM is not set, so the terminal's abilities are unknown. Set it, for example "
        + "TERM=xterm-256color."
    case .unknownTerminal(let name):
      "TERM is '\(Self.printable(name))', which has no terminfo description here. Install the one "
        + "that came with the terminal (Debian: ncurses-term), or set TERM=xterm-256color."
    case .incapableTerminal(let name):
      "TERM is '\(Self.printable(name))', a terminal that cannot move its cursor. Use another "
        + "terminal, or set TERM to what this one really is, for example TERM=xterm-256color."
    case .system(let call, let code):
      "\(call) failed: \(String(cString: strerror(code)))."
    }
  }

  /// The name comes from the environment and goes to a terminal.
  private static func printable(_ name: String) -> String {
    GlyphLine(name, charset: .ascii).cells.map(\.text).joined()
  }
}
