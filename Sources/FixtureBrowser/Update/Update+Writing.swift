import FixtureKit
import TerminalUI

extension State {
  /// Shows what would be written.
  mutating func openWriteDialog() -> [Effect] {
    guard !picks.flagged.isEmpty else {
      say("nothing is to be written: d flags for deletion")
      return []
    }
    let deletions = flaggedDeletions
    let hidden = list.isFiltered ? picks.flagged.subtracting(shownRows).count : 0
    input = .writing(
      WriteDialog(
        deletions: deletions.map(\.deletion), lines: deletions.map(line),
        title: title(for: deletions.map(\.deletion)),
        remark: hidden > 0 ? "\(Formats.grouped(hidden)) of them hidden by the filter" : ""))
    return []
  }

  private func title(for deletions: [FileDeletion]) -> String {
    let interactions = deletions.reduce(0) { $0 + ($1.positions?.count ?? 0) }
    let files = Formats.count(deletions.count, "file")
    guard interactions > 0 else { return "Delete \(files)" }
    let gone = deletions.count(where: \.deletesFile)
    let title = "Delete \(Formats.count(interactions, "interaction")) in \(files)"
    if gone == 0 { return title }
    return title + ", \(gone == deletions.count ? "all" : Formats.grouped(gone)) emptied"
  }

  private func line(file: Int, _ deletion: FileDeletion) -> WriteDialog.Line {
    let before =
      "\(Formats.grouped(deletion.removed + deletion.remaining)) \(Ornament.arrow(charset)) "
    let change =
      deletion.positions == nil
      ? "deleted"
      : deletion.deletesFile
        ? before + "deleted, as it would be empty"
        : before + Formats.count(deletion.remaining, "interaction")
    return WriteDialog.Line(
      name: library.files[file].path, change: change,
      bytes: deletion.deletesFile ? library.files[file].totals.size : deletion.reclaimed)
  }

  /// What the flags amount to, file by file.
  private var flaggedDeletions: [(file: Int, deletion: FileDeletion)] {
    Dictionary(grouping: picks.flagged.filter { $0.file != nil }, by: { $0.file ?? 0 })
      .sorted { $0.key < $1.key }
      .map { file, rows in
        // A row that is no interaction stands for the whole file.
        let positions = rows.compactMap { $0.place?.position }
        return (
          file,
          FileDeletion(
            library.fullPath(of: file), library.files[file].state.index,
            positions: positions.isEmpty ? nil : positions)
        )
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
        let count = deletions.reduce(0) { $0 + ($1.positions?.count ?? 0) }
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
