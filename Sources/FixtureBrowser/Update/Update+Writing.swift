import FixtureKit
import TerminalUI

extension State {
  /// Shows what would be written.
  mutating func openWriteDialog() -> [Effect] {
    guard !picks.flagged.isEmpty else {
      say("nothing is to be written: d flags for deletion")
      return []
    }
    let deletions = deletions
    let interactions = picks.flagged.count { $0.place != nil }
    let gone = deletions.count { $0.remaining == nil }
    let files = Formats.count(deletions.count, "file")
    var title = "Delete \(files)"
    if interactions > 0 {
      title = "Delete \(Formats.count(interactions, "interaction")) in \(files)"
      if gone > 0 {
        title += ", \(gone == deletions.count ? "all" : Formats.grouped(gone)) emptied"
      }
    }
    let hidden = list.isFiltered ? picks.flagged.subtracting(shownRows).count : 0
    let arrow = Ornament.arrow(charset)
    let lines = deletions.map { deletion in
      let file = library.file(at: String(deletion.path.dropFirst(library.root.count + 1)))
      let size = file.map { library.files[$0].totals.size } ?? 0
      let count = Formats.grouped(deletion.index?.count ?? 0)
      let change =
        deletion.remaining.map { "\(count) \(arrow) \(Formats.count($0, "interaction"))" }
        ?? (deletion.positions.isEmpty
          ? "deleted" : "\(count) \(arrow) deleted, as it would be empty")
      return WriteDialog.Line(
        name: file.map { library.files[$0].path } ?? deletion.path, change: change,
        bytes: deletion.reclaimed(fileSize: size))
    }
    input = .writing(
      WriteDialog(
        deletions: deletions, lines: lines,
        title: title,
        remark: hidden > 0 ? "\(Formats.grouped(hidden)) of them hidden by the filter" : ""))
    return []
  }

  /// What the flags amount to, file by file.
  private var deletions: [FileDeletion] {
    var positions: [Int: [Int]] = [:]
    for row in picks.flagged {
      guard let file = row.file else { continue }
      positions[file, default: []] += row.place.map { [$0.position] } ?? []
    }
    return positions.keys.sorted().map { file in
      FileDeletion(
        path: library.fullPath(of: file), index: library.files[file].state.index,
        positions: (positions[file] ?? []).sorted())
    }
  }

  /// Only `y` writes.
  mutating func press(_ key: Key, inWriteDialog dialog: WriteDialog) -> [Effect] {
    var dialog = dialog
    switch key {
    case .character("y"):
      input = .none
      return startWriting(.delete(dialog.deletions))
    case .escape, .character("n"), .character("q"):
      input = .none
      return []
    case .character("j"), .down: dialog.top += 1
    case .character("k"), .up: dialog.top -= 1
    case .control("d"), .pageDown: dialog.top += 10
    case .control("u"), .pageUp: dialog.top -= 10
    default: say("y writes, Esc goes back")
    }
    dialog.top = max(0, min(dialog.top, dialog.lines.count - 1))
    input = .writing(dialog)
    return []
  }

  mutating func startWriting(_ request: WriteRequest) -> [Effect] {
    guard !isWriting else {
      say("still writing")
      return []
    }
    isWriting = true
    say("writing \(Ornament.ellipsis(charset))")
    return [.write(request)]
  }

  /// Takes in what has come of it.
  mutating func take(
    _ result: Result<WrittenOperation, FixtureError>, of request: WriteRequest
  ) -> [Effect] {
    isWriting = false
    switch result {
    case .failure(let error):
      warn(error.description)
      record(error.description)
      return []
    case .success(let operation):
      let text: String
      switch request {
      case .delete(let deletions):
        // What is flagged since is about files as they were.
        picks.flagged = []
        history = History()
        history.add(.written(operation))
        let count = deletions.reduce(0) { $0 + $1.positions.count }
        let files = Formats.count(deletions.count, "file")
        let what = count == 0 ? files : "\(Formats.count(count, "interaction")) in \(files)"
        text = "deleted \(what): u takes it back"
      case .takeBack:
        if let step = history.done.popLast() { history.undone.append(step) }
        text = "taken back: ctrl-r does it again"
      case .doAgain:
        if let step = history.undone.popLast() { history.done.append(step) }
        text = "done again: u takes it back"
      }
      let effects = [.cancel, .load] + startReading()
      say(text)
      record(text)
      return effects
    }
  }

  // MARK: - Quitting

  /// Ends the program, after a question where something would be lost.
  mutating func quit() -> [Effect] {
    guard !picks.flagged.isEmpty else {
      isQuitting = true
      return [.quit]
    }
    input = .quitting
    return []
  }

  mutating func pressWhileQuitting(_ key: Key) -> [Effect] {
    input = .none
    switch key {
    case .character("y"):
      isQuitting = true
      return [.quit]
    case .character("w"): return openWriteDialog()
    default: return []
    }
  }
}
