import CNcurses
import Glibc
import TerminalUI

/// ncurses between `newterm` and `delscreen`.
struct CursesSession {
  let window: UnsafeMutablePointer<WINDOW>
  private let screen: OpaquePointer
  private let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>

  /// What ncurses writes to.
  var outputDescriptor: Int32 { fileno(output) }

  /// Makes sure that ncurses knows the terminal; `newterm` and `initscr` end the process otherwise.
  static func checkedName(_ name: String?, output: Int32) throws(TerminalFailure) -> String {
    guard let name, !name.isEmpty else { throw .noTerminalName }
    var status: Int32 = 0
    guard setupterm(name, output, &status) == OK else { throw .unknownTerminal(name: name) }
    defer { del_curterm(set_curterm(nil)) }
    guard CursesTerminfo.string("cup") != nil else { throw .incapableTerminal(name: name) }
    return name
  }

  /// `terminal` must have passed ``checkedName(_:output:)``.
  init(terminal: String, input: Int32, output: Int32) throws(TerminalFailure) {
    // Copies, because closing the streams closes their descriptors.
    self.input = try Self.stream(input, mode: "r")
    do throws(TerminalFailure) {
      self.output = try Self.stream(output, mode: "w")
    } catch {
      fclose(self.input)
      throw error
    }
    guard let screen = newterm(terminal, self.output, self.input), let window = cn_standard_window()
    else {
      fclose(self.input)
      fclose(self.output)
      throw .unknownTerminal(name: terminal)
    }
    self.screen = screen
    self.window = window
    // ctrl-c and ctrl-z are keys, and Enter is told from ctrl-j.
    raw()
    noecho()
    nonl()
    intrflush(window, false)
    keypad(window, true)
    // A key typed meanwhile must not leave a frame half painted.
    typeahead(-1)
    def_prog_mode()
  }

  func end() {
    delscreen(screen)
    fclose(output)
    fclose(input)
  }

  private static func stream(
    _ descriptor: Int32, mode: String
  ) throws(TerminalFailure) -> UnsafeMutablePointer<FILE> {
    let copy = dup(descriptor)
    guard copy >= 0 else { throw .system(call: "dup", code: errno) }
    guard let stream = fdopen(copy, mode) else {
      let code = errno
      close(copy)
      throw .system(call: "fdopen", code: code)
    }
    return stream
  }
}
