import FixtureKit
import TerminalUI

extension State {
  /// Rows of the part that has the focus, as last laid out.
  var focusedRows: Int {
    let layout = layout
    switch focus {
    case .list: return layout.list?.body.rows ?? 1
    case .pane(let id): return layout.panes.first { $0.id == id }?.part.body.rows ?? 1
    }
  }

  mutating func move(by step: Int) -> [Effect] {
    if let id = focus.pane {
      panes[id].cursor = clamped(panes[id].cursor, by: step, panes[id].content.lines.count)
    } else {
      moveList(by: step)
    }
    return []
  }

  mutating func moveList(by step: Int) {
    list.cursor = clamped(list.cursor, by: step, list.rows.count)
  }

  private func clamped(_ position: Int, by step: Int, _ count: Int) -> Int {
    let (moved, overflows) = position.addingReportingOverflow(step)
    return max(0, min(overflows ? .max : moved, count - 1))
  }

  mutating func go(toLine line: Int) -> [Effect] {
    if let id = focus.pane {
      panes[id].cursor = max(0, min(line, panes[id].content.lines.count - 1))
    } else {
      list.cursor = max(0, min(line, list.rows.count - 1))
    }
    return []
  }

  /// Moves what is seen and the cursor together; at either end of the lines the cursor goes on.
  mutating func page(by step: Int) -> [Effect] {
    let rows = focusedRows
    if let id = focus.pane {
      panes[id].top = scrolled(panes[id].top, by: step, panes[id].content.lines.count, rows)
    } else {
      list.top = scrolled(list.top, by: step, list.rows.count, rows)
    }
    return move(by: step)
  }

  /// The first line to show, so that none is wasted at the end.
  private func scrolled(_ top: Int, by step: Int, _ count: Int, _ rows: Int) -> Int {
    max(0, min(top + step, count - rows))
  }

  /// Moves what is seen; the cursor comes along only where it would be left behind.
  mutating func scroll(by step: Int) -> [Effect] {
    if let id = focus.pane {
      scrollPane(id, by: step, rows: focusedRows)
    } else {
      scrollList(by: step, rows: focusedRows)
    }
    return []
  }

  private mutating func scrollList(by step: Int, rows: Int) {
    list.top = scrolled(list.top, by: step, list.rows.count, rows)
    list.cursor = max(list.top, min(list.cursor, list.top + rows - 1))
  }

  private mutating func scrollPane(_ id: PaneID, by step: Int, rows: Int) {
    panes[id].top = scrolled(panes[id].top, by: step, panes[id].content.lines.count, rows)
    panes[id].cursor = max(panes[id].top, min(panes[id].cursor, panes[id].top + rows - 1))
  }

  /// The next interaction of the list, wherever the focus is.
  mutating func moveItem(by step: Int) -> [Effect] {
    let direction = step < 0 ? -1 : 1
    var position = list.cursor
    for _ in 0..<abs(step) {
      var next = position + direction
      while list.rows.indices.contains(next), list.rows[next].place == nil,
        !isShownAlone(list.rows[next])
      { next += direction }
      guard list.rows.indices.contains(next) else {
        sayEnd(from: position, direction)
        break
      }
      position = next
    }
    list.cursor = position
    return []
  }

  /// Says that there is no interaction before or after a row, or that it is only folded away.
  private mutating func sayEnd(from position: Int, _ direction: Int) {
    let rest = direction > 0 ? list.rows[position...] : list.rows[..<position]
    if rest.contains(where: list.closedRows.contains) {
      say("what is \(direction > 0 ? "below" : "above") is folded: l opens a row, zR all of them")
    } else {
      say(direction > 0 ? "this is the last one" : "this is the first one")
    }
  }

  // MARK: - Mouse

  /// Lines a turn of the wheel scrolls.
  private static let wheelStep = 3

  mutating func point(_ mouse: MouseEvent) -> [Effect] {
    guard mouse.kind == .press, case .none = input else { return [] }
    let layout = layout
    let target: (focus: Focus, body: Rect)? =
      if let part = layout.list, part.contains(mouse) {
        (.list, part.body)
      } else {
        layout.panes.first { $0.part.contains(mouse) }.map { pane in
          (.pane(paneNamed(at: mouse, in: pane) ?? pane.id), pane.part.body)
        }
      }
    guard let (target, body) = target else { return [] }
    switch mouse.button {
    case .wheelUp, .wheelDown:
      let step = mouse.button == .wheelUp ? -Self.wheelStep : Self.wheelStep
      if let id = target.pane {
        scrollPane(id, by: step, rows: body.rows)
      } else {
        scrollList(by: step, rows: body.rows)
      }
    case .left: return click(target, row: mouse.row - body.row, column: mouse.column - body.column)
    case .middle, .right: break
    }
    return []
  }

  /// The pane whose name stands there in the title row.
  private func paneNamed(at mouse: MouseEvent, in pane: Layout.PanePart) -> PaneID? {
    guard mouse.row == pane.part.titleRow else { return nil }
    var start = pane.part.columns.lowerBound + 1
    for (id, text, _) in paneTitles(pane.id) {
      // With a blank on either side.
      let end = start + columns(of: text, charset: charset) + 2
      if (start..<end).contains(mouse.column) { return id }
      start = end
    }
    return nil
  }

  /// A click goes there; one on a fold's mark, or on the line where the cursor is, opens or closes it.
  /// - Parameters:
  ///   - row: counted from the first line shown.
  ///   - column: counted from where lines begin.
  private mutating func click(_ target: Focus, row: Int, column: Int) -> [Effect] {
    let wasFocused = focus == target
    setFocus(target)
    guard row >= 0 else { return [] }
    if let id = target.pane {
      let line = panes[id].top + row
      guard line < panes[id].content.lines.count else { return [] }
      let isAgain = wasFocused && panes[id].cursor == line
      panes[id].cursor = line
      return isAgain || foldMark(ofLine: line, in: id) == column ? toggleFold() : []
    }
    let position = list.top + row
    guard position < list.rows.count else { return [] }
    let isAgain = wasFocused && list.cursor == position
    list.cursor = position
    if foldMark(of: list.rows[position]) == column { return toggleRow(list.rows[position]) }
    if isAgain { return perform(.open, count: nil, argument: nil) }
    return []
  }
}

extension State {
  /// The column a row of the list has its fold's mark in.
  private func foldMark(of row: Row) -> Int? {
    if row.place != nil || isShownAlone(row) { return nil }
    return row.file == nil ? Self.gutter : Self.gutter + Self.fileIndentation
  }

  /// The column a line of a pane has, or could have, its fold's mark in.
  private func foldMark(ofLine line: Int, in id: PaneID) -> Int? {
    guard case .value(_, _, let depth) = panes[id].content.lines[line],
      let columns = layout.panes.first(where: { $0.id == id })?.part.body.columns
    else { return nil }
    return TreeLines.indentation(at: depth, columns: columns) - TreeLines.indentation
  }
}

extension Layout.Part {
  /// Whether the pointer is on the part or its title.
  fileprivate func contains(_ mouse: MouseEvent) -> Bool {
    body.contains(column: mouse.column, row: mouse.row)
      || (mouse.row == titleRow && columns.contains(mouse.column))
  }
}
