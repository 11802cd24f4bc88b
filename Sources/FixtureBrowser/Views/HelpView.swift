import TerminalUI

extension State {
  /// The help over the dimmed screen: a box with every command, its keys and what it does.
  func drawHelp(_ help: HelpState, on screen: inout Grid) -> Grid {
    screen.restyle(Rect(screen.size)) { _ in Style(.dim, .dim) }
    let columns = min(size.columns, 84)
    let area = Rect(
      column: (size.columns - columns) / 2, row: 0, columns: columns, rows: size.rows)
    screen.fill(area, style: .plain)
    let entries = help.entries
    let title = help.filter.text.isEmpty ? "type to find" : help.filter.text
    screen.horizontalLine(
      row: 0, column: area.column, columns: area.columns, style: Style(.border))
    screen.drawTitle(
      [("Help", Style(.accent, .bold)), (title, Style(.text, .bold))],
      right: [("\(min(help.selected + 1, entries.count)) of \(entries.count)", Style(.dim))], on: 0,
      in: area.column..<area.maxColumn)
    let body = Rect(
      column: area.column, row: 1, columns: area.columns, rows: max(0, area.rows - 3))
    draw(entries, selected: help.selected, on: &screen, body)
    screen.horizontalLine(
      row: size.rows - 2, column: area.column, columns: area.columns, style: Style(.border))
    let footer =
      message?.text
      ?? (entries.isEmpty
        ? "nothing is called that: Backspace"
        : "enter runs  ctrl-y copies  esc closes   \(legend)")
    screen.draw(
      footer, row: size.rows - 1, column: area.column + 1, limit: area.maxColumn,
      style: Style(.dim))
    return screen
  }

  /// What the marks in the list mean.
  private var legend: String {
    "\(Ornament.problem) problem  \(Ornament.stream(charset)) stream  * mark  D flag"
  }

  private func draw(
    _ entries: [CommandEntry], selected: Int, on grid: inout Grid, _ area: Rect
  ) {
    let top = Self.top(
      selected - area.rows / 2, showing: selected, of: entries.count, rows: area.rows)
    var group: CommandGroup?
    for offset in 0..<max(0, min(area.rows, entries.count - top)) {
      let entry = entries[top + offset]
      let row = area.row + offset
      if area.columns < Self.columnedWidth {
        drawBriefly(entry, on: &grid, row, area)
      } else {
        if entry.group != group {
          grid.draw(
            entry.group.rawValue, row: row, column: area.column + 1, limit: area.maxColumn,
            style: Style(.key))
        }
        group = entry.group
        draw(entry, on: &grid, row, area)
      }
      guard top + offset == selected else { continue }
      let margin = area.columns < Self.columnedWidth ? 0 : 7
      let line = Rect(
        column: area.column + margin, row: row, columns: area.columns - margin, rows: 1)
      grid.restyle(line) { _ in Style(.text, .reverse) }
    }
  }

  /// From here on there is room for columns of groups, keys and meanings.
  private static let columnedWidth = 60

  /// The meaning first, then as many of the keys as leave it room.
  private func drawBriefly(
    _ entry: CommandEntry, on grid: inout Grid, _ row: Int, _ area: Rect
  ) {
    let all = keyText(entry)
    let main = entry.hintKey ?? entry.keys.first.map(Self.shortKey) ?? ""
    let text = all.count <= area.columns / 3 ? all : main
    let start = area.maxColumn - 1 - text.count
    grid.draw(
      entry.title, row: row, column: area.column + 1, limit: start - 1,
      style: isUsable(entry) ? .plain : Style(.dim))
    grid.draw(text, row: row, column: start, limit: area.maxColumn, style: Style(.accent))
  }

  private func draw(_ entry: CommandEntry, on grid: inout Grid, _ row: Int, _ area: Rect) {
    grid.draw(
      keyText(entry), row: row, column: area.column + 8, limit: area.column + 25,
      style: Style(.accent))
    let note = isUsable(entry) ? "" : " (in a pane)"
    grid.draw(
      entry.title + note, row: row, column: area.column + 26, limit: area.maxColumn - 1,
      style: isUsable(entry) ? .plain : Style(.dim))
    // The name, which `:` and scripts take, where there is room for both.
    guard area.columns >= 80 else { return }
    let name = entry.command.rawValue
    let start = area.maxColumn - name.count - 1
    if start > area.column + 28 + entry.title.count + note.count {
      grid.draw(name, row: row, column: start, limit: area.maxColumn, style: Style(.dim))
    }
  }

  private func keyText(_ entry: CommandEntry) -> String {
    let keys = entry.keys.map(Self.shortKey)
    guard keys.count > 4 else { return keys.joined(separator: " ") }
    return "\(keys[0]) \(Ornament.ellipsis(charset)) \(keys[keys.count - 1])"
  }

  private func isUsable(_ entry: CommandEntry) -> Bool {
    entry.place == .anywhere || focus != .list
  }
}
