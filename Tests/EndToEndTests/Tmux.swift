import Glibc
import TestSupport

/// A program on a real terminal: a window of a tmux server of its own.
final class Tmux {
  /// Nil where there is no tmux.
  static let program: String? =
    ["/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux"].first { access($0, X_OK) == 0 }

  private let folder: TemporaryFolder
  /// A pipe with all that is written to the terminal.
  private let output: Int32

  /// Runs a shell command; what it prints and the exit code stay on the screen after it.
  init(columns: Int, rows: Int, running command: String) throws {
    folder = try TemporaryFolder()
    guard mkfifo(folder("output"), 0o600) == 0,
      case let output = open(folder("output"), O_RDWR | O_NONBLOCK), output >= 0
    else { throw SystemError(call: "mkfifo", code: errno) }
    self.output = output
    let script = try folder.write(
      """
      export LC_ALL=C.UTF-8 TERM=xterm-256color
      unset LINES COLUMNS NO_COLOR
      cd '\(Repository.path)'
      bash -c 'echo $$ > \(folder("process")); exec \(command)'
      echo "exit status $?"
      exec cat
      """, to: "script")
    try tmux(
      "-f", "/dev/null", "-u", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "bash \(script)", ";", "pipe-pane", "-O", "exec cat > '\(folder("output"))'")
  }

  deinit {
    _ = try? tmux("kill-server")
    close(output)
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> Tool.Result {
    guard let program = Self.program else { throw SystemError(call: "tmux", code: ENOENT) }
    return try Tool(path: program).run(["-S", folder("socket")] + arguments)
  }

  /// Types keys as tmux calls them: `j`, `Enter`, `Escape`.
  func type(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  var screen: String { get throws { try tmux("capture-pane", "-p").text } }

  /// The value of a format such as `alternate_on`.
  func value(_ format: String) throws -> String {
    String(try tmux("display-message", "-p", "#{\(format)}").text.dropLast())
  }

  /// Puts the terminal back into the modes of a shell and writes over the screen.
  func disturb() throws {
    let terminal = try value("pane_tty")
    _ = try Tool.shell("-c", "stty sane < \(terminal); echo disturbed > \(terminal)")
  }

  func signal(_ signal: Int32) throws {
    let text = try Tool.shell("-c", "cat \(folder("process"))").text
    guard let process = pid_t(text.dropLast()), kill(process, signal) == 0 else {
      throw SystemError(call: "kill \(text)", code: errno)
    }
  }

  /// The screen, once it says `text`. It is looked at again whenever the terminal was written to.
  func screen(showing text: String) throws -> String {
    while true {
      let screen = try screen
      if screen.contains(text) { return screen }
      guard awaitOutput() else { throw Timeout(text: text, screen: try self.screen) }
    }
  }

  /// False where nothing is written any more.
  private func awaitOutput() -> Bool {
    var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, Self.patience) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    return read(output, &bytes, bytes.count) > 0
  }

  /// Milliseconds.
  private static let patience: Int32 = 120_000

  struct Timeout: Error, CustomStringConvertible {
    let text: String
    let screen: String

    var description: String { "the screen never showed '\(text)'. It shows:\n\(screen)" }
  }
}
