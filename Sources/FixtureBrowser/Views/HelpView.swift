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
        : "enter runs it   ctrl-y copies its name   esc closes")
    screen.draw(
      footer, row: size.rows - 1, column: area.column + 1, limit: area.maxColumn,
      style: Style(.dim))
    return screen
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
      if entry.group != group {
        grid.draw(
          entry.group.rawValue, row: row, column: area.column + 1, limit: area.maxColumn,
          style: Style(.key))
        group = entry.group
      }
      draw(entry, on: &grid, row, area)
      guard top + offset == selected else { continue }
      let line = Rect(column: area.column + 7, row: row, columns: area.columns - 7, rows: 1)
      grid.restyle(line) { _ in Style(.text, .reverse) }
    }
  }

  private func draw(_ entry: CommandEntry, on grid: inout Grid, _ row: Int, _ area: Rect) {
    let keys = entry.keys.map(Self.shortKey)
    let keyText =
      keys.count > 4
      ? "\(keys[0]) \(Ornament.ellipsis(charset)) \(keys[keys.count - 1])"
      : keys.joined(separator: " ")
    grid.draw(
      keyText, row: row, column: area.column + 8, limit: area.column + 25, style: Style(.accent))
    let isUsable = entry.place == .anywhere || focus != .list
    let note = isUsable ? "" : " (in a pane)"
    grid.draw(
      entry.title + note, row: row, column: area.column + 26, limit: area.maxColumn - 1,
      style: isUsable ? .plain : Style(.dim))
    // The name, which `:` and scripts take, where there is room for both.
    guard area.columns >= 80 else { return }
    let name = entry.command.rawValue
    let start = area.maxColumn - name.count - 1
    if start > area.column + 28 + entry.title.count + note.count {
      grid.draw(name, row: row, column: start, limit: area.maxColumn, style: Style(.dim))
    }
  }
}
