import TerminalUI

/// The line behind `:`, and what Tab makes of it.
struct CommandLine: Sendable {
  private(set) var editor: LineEditor
  /// While Tab goes through the choices: what had been typed, and which of them stands there now.
  private var turn: (typed: String, choice: Int)?

  init(_ text: String = "") {
    editor = LineEditor(text)
  }

  mutating func edit(_ key: Key) {
    turn = nil
    _ = editor.edit(key)
  }

  mutating func insert(_ text: String) {
    turn = nil
    editor.insert(text)
  }

  /// What the last word may become: names of commands, or what a command takes.
  var choices: [String] { Self.choices(for: turn?.typed ?? editor.text) }

  /// The choice that Tab has put there.
  var choice: Int? { turn?.choice }

  /// Completes the last word as far as it can be known, with a blank behind the whole name of a
  /// command; where nothing more is known, puts the next choice there.
  mutating func complete() {
    let choices = choices
    let typed = turn?.typed ?? editor.text
    let (stem, word) = Self.parted(typed)
    guard var common = choices.first else { return }
    for choice in choices { common = common.commonPrefix(with: choice) }
    if turn == nil, choices.count == 1 || common.utf8.count > word.utf8.count {
      let isWholeName = choices.count == 1 && stem.isEmpty
      editor = LineEditor(stem + common + (isWholeName ? " " : ""))
      return
    }
    let next = turn.map { $0.choice + 1 } ?? (choices[0] == word ? 1 : 0)
    turn = (typed, next % choices.count)
    editor = LineEditor(stem + choices[next % choices.count])
  }

  private static func choices(for text: String) -> [String] {
    let (stem, word) = parted(text)
    let words = stem.split(separator: " ")
    var all = Command.allCases.map(\.rawValue)
    if let name = words.first {
      guard let command = Command.named(String(name)),
        let choices = CommandEntry.entry(for: command)?.choices,
        words.count <= choices.count
      else { return [] }
      all = choices[words.count - 1]
    }
    return all.filter { $0.hasPrefix(word) }
  }

  /// What comes before the last word, and that.
  private static func parted(_ text: String) -> (stem: String, word: String) {
    let word = text.reversed().prefix { $0 != " " }.count
    return (String(text.dropLast(word)), String(text.suffix(word)))
  }
}

extension Command {
  /// The commands whose names begin so.
  static func beginning(with start: String) -> [Command] {
    allCases.filter { $0.rawValue.hasPrefix(start) }
  }

  /// The command of that name, or the only one whose name begins so.
  static func named(_ name: String) -> Command? {
    if let command = Command(rawValue: name) { return command }
    let commands = beginning(with: name)
    return commands.count == 1 ? commands[0] : nil
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
