import ArgumentParser
import BrowserRuntime
import CursesTerminal
import FixtureBrowser
import FixtureKit
import Glibc
import TerminalUI

struct Arguments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "llm-mock-tui",
    abstract: "Browse recorded LLM API calls: the fixture files that tests replay.",
    discussion: """
      Every key is explained on the screen: ? shows them.

      Exit codes:
        0      fine
        2      wrong usage, or no terminal
        3      a file could not be read or written
        128+n  ended by signal n
      """,
    version: "llm-mock-tui 0.1.0")

  @Argument(help: "A folder of fixture files.")
  var folder: String

  @Flag(help: "Take mouse clicks and the wheel. The terminal's own selection then needs Shift.")
  var mouse = false

  @Flag(help: "No colours; NO_COLOR does the same.")
  var noColor = false

  @Option(help: ArgumentHelp("Run the steps in a file instead of the keyboard.", valueName: "file"))
  var keys: String?

  @Option(help: ArgumentHelp("Screen size for --keys and --dump-screen.", valueName: "WxH"))
  var size = "80x24"

  @Flag(help: "Print the screen once everything is read, without a terminal.")
  var dumpScreen = false

  @Flag(help: "With --dump-screen, show each cell's style below the text.")
  var styles = false

  @Flag(help: "With --keys and --dump-screen, draw with ASCII only.")
  var ascii = false

  @Option(help: ArgumentHelp("Count ages to this moment (ISO 8601).", valueName: "moment"))
  var now: String?

  /// Opens the browser; returns the exit code.
  @MainActor
  func open() throws -> Int32 {
    guard case .folder(let root) = try resolvedFolder() else {
      throw Failure(code: 2, message: "\(folder) is a file: name the folder it is in")
    }
    let clock = try clock()
    if keys != nil || dumpScreen { return try runScript(root, clock) }
    return try Session(root: root, arguments: self, clock: clock).run()
  }

  private func resolvedFolder() throws -> FixturePath {
    do throws(FixtureError) {
      let path = try FixturePath(folder)
      if case .folder(let root) = path, root.count > 1, root.hasSuffix("/") {
        return .folder(String(root.dropLast()))
      }
      return path
    } catch {
      switch error {
      case .notFound: throw Failure(code: 3, message: "no such folder: \(folder)")
      case .emptyPath, .ambiguousPath: throw Failure(code: 2, message: error.description)
      default: throw Failure(code: 3, message: error.description)
      }
    }
  }

  private func clock() throws -> @Sendable () -> Timestamp {
    guard let now else { return { Timestamp(seconds: time(nil)) } }
    guard let moment = Timestamp(iso8601: now) else {
      throw Failure(code: 2, message: "--now takes a moment such as 2026-11-21T12:00:00Z")
    }
    return { moment }
  }

  // MARK: - Without a terminal

  @MainActor
  private func runScript(_ root: String, _ clock: @escaping @Sendable () -> Timestamp) throws
    -> Int32
  {
    guard let size = Size(notation: size) else {
      throw Failure(
        code: 2, message: "--size takes columns and rows, such as 80x24, up to \(Size.largest)")
    }
    var script: Script?
    if let keys {
      do {
        script = try Script(try readText(keys))
      } catch let error as Script.SyntaxError {
        throw Failure(code: 2, message: "\(keys): \(error)")
      }
    }
    let run = ScriptRun(
      root: root, size: size, charset: ascii ? .ascii : .unicode, clock: clock,
      settings: .ofEnvironment)
    // A reader that has seen enough (`| head`) shows as EPIPE, which is no error.
    signal(SIGPIPE, SIG_IGN)
    if let script {
      try run.run(script) { file, screen in
        try file == "-" ? writeOut(text(of: screen)) : write(text(of: screen), to: file)
      }
    }
    if dumpScreen { try writeOut(text(of: run.screen)) }
    // The screen says so too.
    return run.state.library.failure == nil ? 0 : 3
  }

  private func text(of screen: Grid) -> String {
    (styles ? screen.styledText : screen.text) + "\n"
  }

  private func readText(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else {
      throw Failure(code: 3, message: "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    guard ferror(file) == 0 else {
      throw Failure(code: 3, message: "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func writeOut(_ text: String) throws {
    // As it is: opened anew by name, a file that is there already would be emptied.
    try write(text, to: STDOUT_FILENO, called: "standard output")
  }

  private func write(_ text: String, to path: String) throws {
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard file >= 0 else { throw unwritable(path) }
    try write(text, to: file, called: path)
    guard close(file) == 0 else { throw unwritable(path) }
  }

  /// Writes all of it, or as much as somebody reads.
  private func write(_ text: String, to descriptor: Int32, called name: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      case EPIPE: return
      default: throw unwritable(name)
      }
    }
  }

  private func unwritable(_ name: String) -> Failure {
    Failure(code: 3, message: "cannot write \(name): \(String(cString: strerror(errno)))")
  }
}

extension Settings {
  static var ofEnvironment: Settings {
    Settings { name in getenv(name).map { String(cString: $0) } }
  }
}
