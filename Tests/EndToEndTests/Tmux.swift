import Glibc

/// A program on a real terminal: a window of a tmux server of its own.
final class Tmux {
  /// Nil where there is no tmux.
  static let program: String? =
    ["/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux"].first { access($0, X_OK) == 0 }

  private let folder: TemporaryFolder

  /// Runs a shell command; what it prints and the exit code stay on the screen after it.
  init(columns: Int, rows: Int, running command: String) throws {
    folder = try TemporaryFolder()
    let script = try folder.write(
      """
      export LC_ALL=C.UTF-8 TERM=xterm-256color
      unset LINES COLUMNS NO_COLOR
      cd '\(Repository.path)'
      bash -c 'echo $$ > \(folder.path)/process; exec \(command)'
      echo "exit status $?"
      exec cat
      """, to: "script")
    try tmux(
      "-f", "/dev/null", "-u", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "bash \(script)")
  }

  deinit { _ = try? tmux("kill-server") }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> Tool.Result {
    guard let program = Self.program else { throw SystemError(call: "tmux", code: ENOENT) }
    return try Tool(path: program).run(["-S", folder.path + "/socket"] + arguments)
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
    let text = try Tool.shell("-c", "cat \(folder.path)/process").text
    guard let process = pid_t(text.dropLast()), kill(process, signal) == 0 else {
      throw SystemError(call: "kill \(text)", code: errno)
    }
  }

  /// The screen, once it says `text`. tmux reports nothing by itself, so it is asked again and again.
  func screen(showing text: String) throws -> String {
    for _ in 0..<Self.patience {
      let screen = try screen
      if screen.contains(text) { return screen }
      usleep(20_000)
    }
    throw Timeout(text: text, screen: try screen)
  }

  /// Ten seconds.
  private static let patience = 500

  struct Timeout: Error, CustomStringConvertible {
    let text: String
    let screen: String

    var description: String { "the screen never showed '\(text)'. It shows:\n\(screen)" }
  }
}
