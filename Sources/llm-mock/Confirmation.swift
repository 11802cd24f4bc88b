import Glibc

/// Asks before something is written that cannot be seen at a glance.
struct Confirmation {
  /// Whether `--yes` was given.
  let isGiven: Bool

  /// Returns when the answer is yes.
  /// - Parameter question: says what will happen, as one sentence without a mark.
  func ask(_ question: String) throws {
    if isGiven { return }
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw CommandFailure(.usage, "\(question)? Without a terminal this needs --yes")
    }
    Output.flush()
    guard ["y", "yes"].contains(Self.answer(to: "\(question)? [y/N] ").lowercased()) else {
      throw CommandFailure(.refused, "cancelled: nothing was changed")
    }
  }

  /// What a person types at a terminal, without blanks.
  static func answer(to prompt: String) -> String {
    Output.prompt(prompt.visible)
    let line = readLine() ?? ""
    return String(line.drop { $0 == " " }.prefix { $0 != " " })
  }
}
