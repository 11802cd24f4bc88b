import FixtureKit
import TerminalUI

extension State {
  // MARK: - Marks

  /// Marks what the rows stand for, from the current one on, or takes the marks off; then goes on.
  mutating func toggleMarks(count: Int) -> [Effect] {
    if let range = rangeRows {
      list.rangeStart = nil
      changePicks { $0.marked.formUnion(range) }
      return []
    }
    let last = min(list.rows.count, list.cursor + max(1, count))
    let rows = Set(list.rows[min(list.cursor, last)..<last].flatMap(members))
    guard !rows.isEmpty else { return [] }
    changePicks { picks in
      if rows.isSubset(of: picks.marked) {
        picks.marked.subtract(rows)
      } else {
        picks.marked.formUnion(rows)
      }
    }
    moveList(by: max(1, count))
    return []
  }

  /// Begins a range at the current row, or ends it.
  mutating func toggleRange() -> [Effect] {
    guard focus == .list, let row = list.current else {
      say("a range is picked in the list")
      return []
    }
    guard list.rangeStart == nil else {
      list.rangeStart = nil
      return []
    }
    list.rangeStart = row
    say("a range begins here: move on, then space marks it, d flags it, Esc lets it go")
    return []
  }

  mutating func markAllShown() -> [Effect] {
    let shown = shownRows
    guard !shown.isEmpty else { return [] }
    changePicks { $0.marked.formUnion(shown) }
    say("marked \(Formats.count(shown.count, "row"))")
    return []
  }

  mutating func clearMarks() -> [Effect] {
    list.rangeStart = nil
    guard !picks.marked.isEmpty else {
      say("nothing is marked")
      return []
    }
    changePicks { $0.marked = [] }
    return []
  }

  // MARK: - Flags

  /// Flags for deletion what the command is about; where all of it is flagged already, no longer.
  mutating func toggleFlags(_ scope: String?) -> [Effect] {
    guard let (rows, remark) = rows(in: scope) else { return [] }
    guard !rows.isEmpty else {
      say(remark.isEmpty ? "there is nothing to flag here" : remark)
      return []
    }
    let isCurrentRow = scope == nil && rangeRows == nil && picks.marked.isDisjoint(with: rows)
    let isOff = rows.isSubset(of: picks.flagged)
    changePicks { picks in
      if isOff {
        picks.flagged.subtract(rows)
      } else {
        picks.flagged.formUnion(rows)
      }
      // They have served.
      picks.marked.subtract(rows)
    }
    list.rangeStart = nil
    let what = isOff ? "no longer flagged: " : "flagged for deletion: "
    let how = isOff || picks.flagged.isEmpty ? "" : "; w writes, u undoes"
    say(what + Formats.count(rows.count, "row") + how + (remark.isEmpty ? "" : "; " + remark))
    if isCurrentRow, focus == .list { moveList(by: 1) }
    return []
  }

  // MARK: - What a command is about

  /// What a scope names; without one what is marked and shown, else the range, else the current row.
  /// Nil where there is no such scope, which is said.
  /// - Returns: rows, with a remark about those that were left alone.
  private mutating func rows(in scope: String?) -> (rows: Set<Row>, remark: String)? {
    switch scope {
    case nil:
      if let range = rangeRows { return (range, "") }
      guard !picks.marked.isEmpty else { return (Set(list.current.map(members) ?? []), "") }
      let shown = picks.marked.intersection(shownRows)
      let hidden = picks.marked.count - shown.count
      let remark =
        hidden == 0
        ? ""
        : "\(Formats.grouped(hidden)) marked, hidden by the filter, left alone (@marked takes all)"
      return (shown, remark)
    case "@focus": return (Set(list.current.map(members) ?? []), "")
    case "@marked": return (picks.marked, "")
    case "@shown": return (shownRows, "")
    case "@hidden": return (allRows.subtracting(shownRows), "")
    case "@flagged": return (picks.flagged, "")
    case "@file":
      guard let file = list.current?.file else { return ([], "") }
      return (Set(rows(ofFile: file, passing: nil)), "")
    case "@all": return (allRows, "")
    case let other?:
      warn("'\(other)' is no scope: \(Self.scopes.joined(separator: " "))")
      return nil
    }
  }

  static let scopes = ["@focus", "@marked", "@shown", "@hidden", "@flagged", "@file", "@all"]

  /// The rows between the one where the range began and the current one; nil where none has begun.
  var rangeRows: Set<Row>? {
    rangePositions.map { Set(list.rows[$0].flatMap(members)) }
  }

  /// Positions in the list of the range that has begun.
  var rangePositions: ClosedRange<Int>? {
    guard let start = list.rangeStart, let first = list.rows.firstIndex(of: start) else {
      return nil
    }
    return min(first, list.cursor)...max(first, list.cursor)
  }

  /// What a row stands for: itself, or all in it that passes the filter.
  private func members(of row: Row) -> [Row] {
    switch row {
    case .interaction: return [row]
    case .file(let file): return rows(ofFile: file, passing: list.passing)
    case .folder(let folder):
      return library.folders[folder].files.flatMap { rows(ofFile: $0, passing: list.passing) }
    }
  }

  private func rows(ofFile file: Int, passing: Passing?) -> [Row] {
    let entry = library.files[file]
    // A filter may hide files too, whether they have interactions or none.
    if let passing, passing.positions[file] == nil { return [] }
    guard entry.isFixture else { return [] }
    guard let index = entry.state.index, index.count > 0 else {
      if case .pending = entry.state { return [] }
      return [.file(file)]
    }
    let positions = passing.map { $0.positions[file] ?? [] } ?? Array(0..<index.count)
    return positions.map { .interaction(Place(file: file, position: $0)) }
  }

  /// All that passes the filter, folded away or not.
  var shownRows: Set<Row> {
    switch list.rowArrangement {
    case .flat: Set(list.rows)
    case .byFile:
      Set(library.files.indices.flatMap { rows(ofFile: $0, passing: list.passing) })
    }
  }

  private var allRows: Set<Row> {
    Set(library.files.indices.flatMap { rows(ofFile: $0, passing: nil) })
  }

  // MARK: - Undo

  private mutating func changePicks(_ change: (inout Picks) -> Void) {
    let before = picks
    change(&picks)
    if picks != before { history.add(.picks(before: before, after: picks)) }
  }

  mutating func undo() -> [Effect] {
    guard let step = history.done.popLast() else {
      say("there is nothing to undo here; llm-mock undo takes back what was written earlier")
      return []
    }
    switch step {
    case .picks(let before, _):
      history.undone.append(step)
      picks = before
      return []
    case .written(let operation):
      history.done.append(step)
      return startWriting(.takeBack(operation))
    }
  }

  mutating func redo() -> [Effect] {
    guard let step = history.undone.popLast() else {
      say("there is nothing to redo")
      return []
    }
    switch step {
    case .picks(_, let after):
      history.done.append(step)
      picks = after
      return []
    case .written(let operation):
      history.undone.append(step)
      return startWriting(.doAgain(operation))
    }
  }

  /// After files have been read anew: what is picked stays with the interactions it is about.
  mutating func movePicks(by place: (Row) -> Row?) {
    let before = picks
    picks = picks.moved(by: place)
    guard picks != before else { return }
    // Earlier steps are about rows as they were.
    history = History()
    let gone = before.flagged.count - picks.flagged.count
    if gone > 0 { warn("\(Formats.count(gone, "flag")) gone: the file has changed on disk") }
  }
}
