import TerminalUI

/// Where everything stands on a screen of the state's size.
struct Layout: Sendable {
  /// The smallest screen that shows anything but a notice.
  static let smallest = Size(columns: 20, rows: 5)

  /// Fewer columns hold one pane.
  static let splitColumns = 60

  /// A part with a title line above it.
  struct Part: Sendable {
    /// The title line's row.
    var titleRow: Int
    /// The title line's columns.
    var columns: Range<Int>
    /// What is below the title line, without the blank column that parts text from lines.
    var body: Rect

    /// - Parameter inset: blank columns at the left and the right of the body.
    init(_ area: Rect, inset: (left: Int, right: Int) = (0, 0)) {
      titleRow = area.row
      columns = area.column..<area.maxColumn
      body = Rect(
        column: area.column + inset.left, row: area.row + 1,
        columns: area.columns - inset.left - inset.right, rows: area.rows - 1)
    }
  }

  struct PanePart: Sendable {
    var id: PaneID
    var part: Part
  }

  var isTooSmall = false
  var header = Rect(column: 0, row: 0, columns: 0, rows: 0)
  var list: Part?
  /// From left to right: none, one or two.
  var panes: [PanePart] = []
  var log: Part?
  var status = Rect(column: 0, row: 0, columns: 0, rows: 0)
  var hints = Rect(column: 0, row: 0, columns: 0, rows: 0)
  /// Columns of the lines between parts side by side, and the rows they take.
  var separators: [Rect] = []
}

extension State {
  /// Breakpoints: below 60 columns one part at a time; below 110 the list above one pane; below 160
  /// the list above request and response; from 160 on everything side by side.
  var layout: Layout {
    var layout = Layout()
    guard size.columns >= Layout.smallest.columns, size.rows >= Layout.smallest.rows else {
      layout.isTooSmall = true
      return layout
    }
    layout.header = Rect(column: 0, row: 0, columns: size.columns, rows: 1)
    layout.hints = Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1)
    // A very low screen keeps its rows for what is read.
    let hasStatus = size.rows >= 8
    layout.status = Rect(
      column: 0, row: size.rows - 2, columns: size.columns, rows: hasStatus ? 1 : 0)
    var area = Rect(
      column: 0, row: 1, columns: size.columns, rows: size.rows - (hasStatus ? 3 : 2))
    if showsLog {
      layout.log = Layout.Part(
        Rect(column: 0, row: area.maxRow - 2, columns: area.columns, rows: 2))
      area.rows -= 2
    }
    place(in: area, &layout)
    return layout
  }

  private var showsLog: Bool { size.columns >= 160 && size.rows >= 30 && !isZoomed }

  /// Fewer rows than this hold one part at a time.
  private static let stackedRows = 8

  /// How many rows (from 160 columns on, pairs of columns) the list can have beyond its share.
  var listRoom: ClosedRange<Int> {
    let (share, least, most) = listShare(rows: size.rows - (showsLog ? 5 : 3))
    let step = size.columns >= 160 ? 2 : 1
    return -max(0, (share - least) / step)...max(0, (most - share) / step)
  }

  /// The list's share of the room, and the least and the most it can have.
  private func listShare(rows: Int) -> (share: Int, least: Int, most: Int) {
    size.columns >= 160
      ? (size.columns * 38 / 100, 30, size.columns - 62) : (rows * 2 / 5, 3, rows - 4)
  }

  private func place(in area: Rect, _ layout: inout Layout) {
    let isNarrow = size.columns < 60 || area.rows < Self.stackedRows && size.columns < 160
    let showsListAlone = isMaximised && focus == .list && !isZoomed
    let showsPanesAlone = isZoomed || (isMaximised && focus != .list)
    if showsListAlone || (isNarrow && focus == .list && !isZoomed) {
      layout.list = Layout.Part(area)
    } else if showsPanesAlone || isNarrow {
      place(panesIn: area, &layout)
    } else if size.columns >= 160 {
      let (share, least, most) = listShare(rows: area.rows)
      let columns = max(least, min(most, share + extraListRows * 2))
      let list = Rect(column: 0, row: area.row, columns: columns, rows: area.rows)
      layout.list = Layout.Part(list, inset: (0, 1))
      layout.separators.append(
        Rect(column: columns, row: area.row, columns: 1, rows: area.rows))
      place(
        panesIn: Rect(
          column: columns + 1, row: area.row, columns: area.columns - columns - 1,
          rows: area.rows), &layout)
    } else {
      let (share, least, most) = listShare(rows: area.rows)
      let rows = max(least, min(most, share + extraListRows))
      layout.list = Layout.Part(
        Rect(column: 0, row: area.row, columns: area.columns, rows: rows))
      place(
        panesIn: Rect(
          column: 0, row: area.row + rows, columns: area.columns, rows: area.rows - rows),
        &layout)
    }
  }

  private func place(panesIn area: Rect, _ layout: inout Layout) {
    // A line on the left needs a blank beside it; the screen's edge does not.
    func pane(_ id: PaneID, _ column: Int, _ columns: Int) -> Layout.PanePart {
      let rect = Rect(column: column, row: area.row, columns: columns, rows: area.rows)
      return .init(id: id, part: Layout.Part(rect, inset: (column > 0 ? 1 : 0, 1)))
    }
    guard splitsPanes else {
      layout.panes = [pane(panes.current, area.column, area.columns)]
      return
    }
    let left = (area.columns - 1) / 2
    let second: PaneID = panes.current == .meta ? .meta : .response
    layout.panes = [
      pane(.request, area.column, left),
      pane(second, area.column + left + 1, area.columns - 1 - left),
    ]
    layout.separators.append(
      Rect(column: area.column + left, row: area.row, columns: 1, rows: area.rows))
  }

  /// Whether there is a request and a response: anything but an interaction has one thing to show.
  var isSplittable: Bool {
    switch panes.subject {
    case .file, .heading, .failure: false
    case .nothing, .waiting, .interaction: true
    }
  }

  /// Whether request and response stand side by side.
  var splitsPanes: Bool {
    guard isSplittable else { return false }
    if isMaximised && focus != .list { return false }
    if size.columns < Layout.splitColumns { return false }
    return splits ?? (size.columns >= 110 || (isZoomed && size.columns >= 76))
  }
}
