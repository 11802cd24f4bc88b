import FixtureKit
import TerminalUI

extension State {
  mutating func press(_ key: Key) -> [Effect] {
    message = nil
    if case .none = input {
    } else {
      // What a shell would act on goes on working while something is typed.
      switch key {
      case .control("z"): return [.suspend]
      case .control("l"): return [.redraw]
      case .control("c"): return press(.escape)
      default: break
      }
    }
    switch input {
    case .filter(let editor, let before):
      return press(key, inFilter: editor, before: before)
    case .search(let editor): return press(key, inSearch: editor)
    case .command(let line): return press(key, inCommand: line)
    case .help(let help): return press(key, inHelp: help)
    case .writing(let dialog): return press(key, inWriteDialog: dialog)
    case .quitting: return pressWhileQuitting(key)
    case .none: return pressCommandKey(key)
    }
  }

  private mutating func pressCommandKey(_ key: Key) -> [Effect] {
    if keys.pending.isEmpty, case .character(let character) = key,
      let digit = character.wholeNumberValue, character.isASCII, digit > 0 || keys.count != nil
    {
      keys.count = min((keys.count ?? 0) * 10 + digit, 1_000_000_000)
      return []
    }
    if key == .escape, keys.count != nil || !keys.pending.isEmpty {
      keys = KeyState()
      return []
    }
    keys.pending.append(key)
    switch Keymap.match(keys.pending) {
    case .more: return []
    case .command(let binding):
      let count = keys.count
      keys = KeyState()
      return perform(binding.command, count: count, argument: binding.argument)
    case .nothing:
      let typed = keys.pending.map(\.notation).joined()
      keys = KeyState()
      say("\(typed) does nothing here: ? shows the keys")
      return []
    }
  }

  mutating func paste(_ text: String) -> [Effect] {
    switch input {
    case .writing, .quitting: return []
    case .none:
      // Pasted text is never taken for commands.
      say("paste goes nowhere here: f or / first")
      return []
    case .filter(var editor, let before):
      editor.insert(text)
      return filter(by: editor, before: before)
    case .search(var editor):
      editor.insert(text)
      return search(for: editor)
    case .command(var line):
      line.insert(text)
      input = .command(line)
      return []
    case .help(var help):
      help.filter.insert(text)
      input = .help(help)
      return []
    }
  }

  // MARK: - Typing a filter

  private mutating func press(
    _ key: Key, inFilter editor: LineEditor, before: String
  ) -> [Effect] {
    switch key {
    case .enter:
      // What is no filter is not taken: mend it, or Esc brings back the one before.
      if list.filterError == nil { input = .none }
      return []
    case .escape:
      input = .none
      return before == list.filterText && list.filterError == nil ? [] : setFilter(before)
    case .up, .down:
      moveList(by: key == .up ? -1 : 1)
      list.home = currentAnchor
      return []
    default:
      var editor = editor
      guard editor.edit(key) else { return [] }
      return filter(by: editor, before: before)
    }
  }

  /// Takes what has been typed for the filter, if it is one; else keeps the last good one.
  private mutating func filter(by editor: LineEditor, before: String) -> [Effect] {
    input = .filter(editor, before: before)
    let effects = setFilter(editor.text)
    guard let error = list.filterError, let finished = finishedPart(of: editor.text) else {
      return effects
    }
    defer { list.filterError = error }
    return setFilter(finished)
  }

  /// What stands in front of a condition such as `size:>4k` that has just been begun. The last good
  /// filter then looks for its name, which nobody meant; nil where it does not.
  private func finishedPart(of text: String) -> String? {
    let condition = text.reversed().prefix { $0 != " " }.count
    let finished = text.dropLast(condition)
    guard text.hasPrefix(list.filterText), list.filterText.count > finished.count,
      !list.filterText.dropFirst(finished.count).contains(":")
    else { return nil }
    return String(finished.reversed().drop { $0 == " " }.reversed())
  }

  mutating func setFilter(_ text: String) -> [Effect] {
    do throws(FilterError) {
      list.filter = try Filter(text)
      list.filterText = text
      list.filterError = nil
      list.closedUnderFilter = []
      return [query()]
    } catch {
      list.filterError = error
      return []
    }
  }

  // MARK: - Typing a search

  private mutating func press(_ key: Key, inSearch editor: LineEditor) -> [Effect] {
    guard let id = focus.pane else {
      input = .none
      return []
    }
    switch key {
    case .enter:
      input = .none
      return goToHit(in: id, forward: true, fromHere: true)
    case .escape:
      input = .none
      panes.search = nil
      return []
    default:
      var editor = editor
      guard editor.edit(key) else { return [] }
      return search(for: editor)
    }
  }

  private mutating func search(for editor: LineEditor) -> [Effect] {
    input = .search(editor)
    panes.search = editor.text.isEmpty ? nil : TextPattern(part: editor.text)
    return []
  }

  // MARK: - Typing a command

  private mutating func press(_ key: Key, inCommand line: CommandLine) -> [Effect] {
    var line = line
    switch key {
    case .enter:
      input = .none
      return run(line.editor.text)
    case .escape:
      input = .none
      return []
    case .backspace where line.editor.text.isEmpty:
      input = .none
      return []
    case .tab: line.complete()
    default: line.edit(key)
    }
    input = .command(line)
    return []
  }

  /// Runs a command line: a name from the table and what it takes.
  mutating func run(_ line: String) -> [Effect] {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard let name = parts.first.map(String.init) else { return [] }
    let argument = parts.count > 1 ? String(parts[1]) : nil
    if name.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      // No list has so many rows as a number too large.
      return perform(.moveBottom, count: Int(name) ?? .max, argument: nil)
    }
    if let command = Command.named(name) {
      if argument != nil, let entry = CommandEntry.entry(for: command), entry.choices.isEmpty,
        !entry.takesText
      {
        warn("\(command.rawValue) takes nothing behind it")
        return []
      }
      return perform(command, count: nil, argument: argument)
    }
    let names = Command.beginning(with: name)
    warn(
      names.isEmpty
        ? "no command '\(name)': ? lists them"
        : "'\(name)' may be \(names.map(\.rawValue).joined(separator: ", "))")
    return []
  }

  // MARK: - Help

  private mutating func press(_ key: Key, inHelp help: HelpState) -> [Effect] {
    var help = help
    switch key {
    case .escape, .function(1):
      input = .none
      return []
    case .enter:
      input = .none
      guard let entry = help.current else { return [] }
      return perform(
        entry.command, count: nil, argument: entry.keys.first.flatMap { entry.keyArguments[$0] })
    case .control("y"):
      guard let entry = help.current else { return [] }
      say("copied \(entry.command.rawValue)")
      return [.copy(entry.command.rawValue)]
    case .up, .control("p"): help.move(by: -1)
    case .down, .control("n"): help.move(by: 1)
    case .pageUp: help.move(by: -10)
    case .pageDown: help.move(by: 10)
    case .left, .right, .home, .end: break
    default:
      if help.filter.edit(key) { help.selected = 0 }
    }
    input = .help(help)
    return []
  }
}
