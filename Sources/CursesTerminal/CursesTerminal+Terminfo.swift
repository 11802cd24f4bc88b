import CNcurses
import TerminalUI

/// What the description of the current terminal says. ncurses must have been started.
enum CursesTerminfo {
  /// A string capability without its padding, which is for terminals slower than any still in use.
  static func string(_ capability: String) -> [UInt8]? {
    // -1 stands for a name that is no string capability.
    guard let found = tigetstr(capability), Int(bitPattern: found) != -1 else { return nil }
    var bytes: [UInt8] = []
    var rest = String(cString: found).utf8[...]
    while let byte = rest.first {
      if rest.starts(with: "$<".utf8), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[rest.index(after: end)...]
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return bytes
  }

  static func flag(_ capability: String) -> Bool { tigetflag(capability) > 0 }

  /// What `endwin` sends, for when it cannot be called: plain colours and attributes, visible cursor,
  /// normal keypad, the screen from before.
  static var restoration: [UInt8] {
    ["sgr0", "op", "cnorm", "rmkx", "rmcup"].flatMap { string($0) ?? [] }
  }

  /// The keys as this terminal sends them, longest sequence first.
  static var keySequences: [(sequence: [UInt8], key: Key)] {
    let named: [(String, Key)] = [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
      ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert),
      ("kdch1", .delete), ("kcbt", .backTab), ("kri", .shiftUp), ("kind", .shiftDown),
    ]
    let functions = (1...12).map { ("kf\($0)", Key.function($0)) }
    return (named + functions)
      .compactMap { name, key in string(name).map { (sequence: $0, key: key) } }
      .filter { $0.sequence.count > 1 && $0.sequence.first == ControlByte.escape }
      .sorted { $0.sequence.count > $1.sequence.count }
  }
}

/// Modes of the terminal that ncurses leaves to the program.
struct TerminalModes {
  let on: [UInt8]
  let off: [UInt8]

  /// Bracketed paste, which terminals that do not know it ignore; with `mouse`, also reports of
  /// buttons and the wheel in SGR form, which takes the terminal's own selection away from the user.
  init(mouse: Bool) {
    on = Array((mouse ? "\u{1B}[?2004h\u{1B}[?1000h\u{1B}[?1006h" : "\u{1B}[?2004h").utf8)
    off = Array((mouse ? "\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l" : "\u{1B}[?2004l").utf8)
  }
}
