import FixtureKit
import LosslessJSON
import TerminalUI

extension State {
  func drawPane(_ id: PaneID, on grid: inout Grid, _ part: Layout.Part) {
    let pane = panes[id]
    let area = part.body
    drawPaneTitle(id, on: &grid, part)
    let lines = pane.content.lines
    for offset in 0..<max(0, min(area.rows, lines.count - pane.top)) {
      let position = pane.top + offset
      let row = area.row + offset
      var drawing = PaneDrawing(
        content: pane.content, folded: pane.folded, expanded: pane.expanded, area: area, row: row,
        charset: charset)
      drawing.draw(lines[position], on: &grid)
      if let search = panes.search {
        highlight(search, lines[position], pane, on: &grid, area, row)
      }
      guard focus == .pane(id), position == pane.cursor else { continue }
      let line = Rect(column: area.column, row: row, columns: area.columns, rows: 1)
      grid.restyle(line) { Style(.text, $0.attributes.intersection(.underline).union(.reverse)) }
    }
  }

  private func drawPaneTitle(_ id: PaneID, on grid: inout Grid, _ part: Layout.Part) {
    let pane = panes[id]
    var right: [(text: String, style: Style)] = []
    let count = pane.content.lines.count
    if count > part.body.rows {
      let last = pane.top + part.body.rows
      right.append(("\(last * 100 / max(1, count))%", Style(.dim)))
    }
    let view = shownView(of: id)
    if hasViews(id), view != .tree { right.insert((view.rawValue, Style(.dim)), at: 0) }
    grid.drawTitle(
      paneTitles(id).map { ($0.text, $0.style) }, right: right, on: part.titleRow,
      in: part.columns)
  }

  /// The names in a pane's title row from left to right: its own, and those of panes it hides.
  func paneTitles(_ id: PaneID) -> [(id: PaneID, text: String, style: Style)] {
    if case .file(let file, _) = panes.subject {
      return [(id, "\(library.files[file].name) as it is", titleStyle(id))]
    }
    if case .heading = panes.subject { return [(id, headingTitle, titleStyle(id))] }
    if splitsPanes { return [(id, paneTitle(id), titleStyle(id))] }
    return PaneID.allCases.map { other in
      other == id
        ? (id, "[\(paneTitle(id))]", titleStyle(id)) : (other, other.title, Style(.dim))
    }
  }

  private var headingTitle: String {
    switch panes.subject.row {
    case .folder(let folder)?: library.folders[folder].name
    case .file(let file)?: String(library.files[file].name)
    case .interaction?, nil: ""
    }
  }

  private func titleStyle(_ id: PaneID) -> Style {
    focus == .pane(id) ? Style(.accent, .bold) : Style(.title)
  }

  private func paneTitle(_ id: PaneID) -> String {
    guard id == .response, let opened = panes.opened, opened.isAssembled,
      shownView(of: id) != .stream
    else { return id.title }
    return "\(id.title) from \(Formats.count(opened.eventCount, "event"))"
  }

  /// Marks what is searched for. Hits are looked for in what the row shows, so that a mark never
  /// stands beside its word; only of a wrapped text is what comes before and after looked at too.
  private func highlight(
    _ pattern: TextPattern, _ line: PaneLine, _ pane: Pane, on grid: inout Grid, _ area: Rect,
    _ row: Int
  ) {
    var text = ""
    var starts: [Int] = []
    for column in area.column..<min(area.maxColumn, grid.size.columns) {
      let cell = grid[row, column].text
      for _ in cell.utf8 { starts.append(column) }
      text += cell
    }
    for range in pattern.ranges(in: text[...]) {
      let first = starts[text.utf8.distance(from: text.startIndex, to: range.lowerBound)]
      let last = starts[text.utf8.distance(from: text.startIndex, to: range.upperBound) - 1]
      mark(first..<last + 1, on: &grid, row)
    }
    let piece: Substring
    var start = area.column
    switch line {
    case .piece(_, let depth, let text):
      piece = text
      start += TreeLines.indentation(at: depth, columns: area.columns)
    case .text(let text, _, let indentation):
      piece = text
      start += indentation
    case .value, .more, .raw: return
    }
    for hit in hitsAcrossBreaks(of: piece, pattern) {
      let first = start + columns(of: piece[piece.startIndex..<hit.lowerBound], charset: charset)
      let last = start + columns(of: piece[piece.startIndex..<hit.upperBound], charset: charset)
      // A pane may be narrower than the narrowest lines.
      mark(first..<max(first, min(last, area.maxColumn)), on: &grid, row)
    }
  }

  /// The parts of hits in a piece of a wrapped text that start before it or end after it.
  private func hitsAcrossBreaks(
    of piece: Substring, _ pattern: TextPattern
  ) -> [Range<String.Index>] {
    let text = piece.base
    let reach = pattern.text.utf8.count * 2
    let start = text.index(piece.startIndex, movedByBytes: -reach)
    let around = text[start..<text.index(piece.endIndex, movedByBytes: reach)]
    return pattern.ranges(in: around).compactMap { hit in
      guard hit.overlaps(piece.startIndex..<piece.endIndex) else { return nil }
      return hit.clamped(to: piece.startIndex..<piece.endIndex)
    }
  }

  private func mark(_ columns: Range<Int>, on grid: inout Grid, _ row: Int) {
    grid.restyle(Rect(column: columns.lowerBound, row: row, columns: columns.count, rows: 1)) {
      Style(.accent, $0.attributes.union([.underline, .bold]))
    }
  }
}

/// Draws the lines of a pane.
struct PaneDrawing {
  let content: PaneContent
  let folded: Set<Int>
  let expanded: Set<Int>
  let area: Rect
  let row: Int
  let charset: Charset

  mutating func draw(_ line: PaneLine, on grid: inout Grid) {
    switch line {
    case .text(let text, let kind, let indentation): draw(text, kind, indentation, on: &grid)
    case .raw(let range):
      grid.draw(
        bytes: content.bytes[range], row: row, column: area.column, limit: area.maxColumn)
    case .piece(_, let depth, let text):
      grid.draw(
        text, row: row, column: area.column + indentation(depth), limit: area.maxColumn,
        truncates: false)
    case .more(_, let depth, let bytes):
      grid.draw(
        "\(Ornament.ellipsis(charset)) \(Formats.size(bytes)) more, l opens", row: row,
        column: area.column + indentation(depth), limit: area.maxColumn, style: Style(.dim))
    case .value(let id, let label, let depth):
      guard let value = content.document?.value(id: id) else { return }
      draw(value, label, depth, on: &grid)
    }
  }

  private func indentation(_ depth: Int) -> Int {
    TreeLines.indentation(at: depth, columns: area.columns)
  }

  private func draw(
    _ text: Substring, _ kind: PaneLine.TextKind, _ indentation: Int, on grid: inout Grid
  ) {
    let style: Style
    switch kind {
    case .plain: style = .plain
    case .heading: style = Style(.title, .bold)
    case .dim: style = Style(.dim)
    case .warning: style = Style(.warning)
    case .fact(let label):
      grid.draw(
        label, row: row, column: area.column + 1, limit: area.maxColumn, style: Style(.key))
      style = .plain
    }
    grid.draw(
      text, row: row, column: area.column + indentation, limit: area.maxColumn, style: style)
  }

  // MARK: - JSON

  /// There may be as many strings on the screen as it has rows: longer ones are not counted.
  private static let countedBytes = 1 << 16

  private func draw(
    _ value: JSONValue, _ label: PaneLine.Label, _ depth: Int, on grid: inout Grid
  ) {
    let shape: StringShape? =
      value.kind == .string
      ? StringShape(
        value, label, in: area.columns - indentation(depth), charset,
        isOpen: expanded.contains(value.id)) : nil
    let isFoldable = (value.isContainer && value.subtreeSize > 1) || shape == .long
    var column = area.column + indentation(depth)
    if isFoldable {
      grid.draw(
        Ornament.fold(folded.contains(value.id), charset), row: row, column: column - 2,
        limit: area.maxColumn, style: Style(.dim))
    }
    switch label {
    case .none: break
    case .key(let id):
      let name = value.document.text(ofNode: id) ?? ""
      column = grid.draw(
        name, row: row, column: column, limit: area.maxColumn, style: Style(.key))
      column = grid.draw(":", row: row, column: column, limit: area.maxColumn, style: Style(.dim))
      column += 1
    case .position(let position):
      column = grid.draw(
        "\(position):", row: row, column: column, limit: area.maxColumn, style: Style(.dim))
      column += 1
    }
    drawValue(value, shape, column, on: &grid)
  }

  private func drawValue(
    _ value: JSONValue, _ shape: StringShape?, _ column: Int, on grid: inout Grid
  ) {
    switch shape {
    case .short?:
      let text = "\"" + (value.string ?? "") + "\""
      grid.draw(text, row: row, column: column, limit: area.maxColumn)
    case .long?:
      let isFolded = folded.contains(value.id)
      let start = grid.draw(
        StringTag.text(of: value, countingUpTo: Self.countedBytes), row: row, column: column,
        limit: area.maxColumn,
        style: Style(.dim))
      if isFolded {
        grid.draw(
          CompactText.text(of: value, charset), row: row, column: start + 2, limit: area.maxColumn)
      }
    case .base64(let type)?:
      let size = Formats.size(value.contentLength / 4 * 3)
      grid.draw(
        Ornament.quoted("\(type ?? "base64"), \(size)", charset), row: row, column: column,
        limit: area.maxColumn, style: Style(.literal))
    case nil where value.isContainer: drawContainer(value, column, on: &grid)
    case nil:
      grid.draw(
        value.sourceText, row: row, column: column, limit: area.maxColumn, style: Style(.literal))
    }
  }

  private func drawContainer(_ value: JSONValue, _ column: Int, on grid: inout Grid) {
    let isObject = value.kind == .object
    let count =
      isObject
      ? value.members.reduce(0) { count, _ in count + 1 }
      : value.elements.reduce(0) { count, _ in count + 1 }
    let brackets = isObject ? ("{", "}") : ("[", "]")
    let text = brackets.0 + (count == 0 ? "" : String(count)) + brackets.1
    let end = grid.draw(
      text, row: row, column: column, limit: area.maxColumn, style: Style(.dim))
    guard folded.contains(value.id) else { return }
    grid.draw(
      CompactText.text(of: value, charset), row: row, column: end + 1, limit: area.maxColumn,
      style: Style(.dim))
  }
}

/// How much is in a string: `12 lines, 8,012 chars`.
enum StringTag {
  /// - Parameter limit: strings of more bytes are not counted: their size in the file must do.
  static func text(of value: JSONValue, countingUpTo limit: Int) -> String {
    guard value.contentLength <= limit, let text = value.string else {
      return Formats.size(value.contentLength)
    }
    let characters = "\(Formats.grouped(text.unicodeScalars.count)) chars"
    let lines = text.utf8.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    return lines == 1 ? characters : "\(lines) lines, \(characters)"
  }
}

/// The start of a value on one line: what a closed fold shows of its inside.
enum CompactText {
  /// Enough for the widest screens.
  private static let limit = 300

  static func text(of value: JSONValue, _ charset: Charset) -> String {
    var text = ""
    append(value, to: &text, depth: 0, charset)
    return text
  }

  private static func append(
    _ value: JSONValue, to text: inout String, depth: Int, _ charset: Charset
  ) {
    guard text.utf8.count < limit else { return }
    switch value.kind {
    case .object where depth < 4:
      for (offset, member) in value.members.enumerated() {
        guard text.utf8.count < limit else { return }
        if offset > 0 { text += ", " }
        text += member.name + ": "
        append(member.value, to: &text, depth: depth + 1, charset)
      }
    case .array where depth < 4:
      for (offset, element) in value.elements.enumerated() {
        guard text.utf8.count < limit else { return }
        if offset > 0 { text += ", " }
        append(element, to: &text, depth: depth + 1, charset)
      }
    case .object: text += "{\(Ornament.ellipsis(charset))}"
    case .array: text += "[\(Ornament.ellipsis(charset))]"
    case .string:
      // A text of many megabytes must not be decoded for its start.
      let words = value.decodedStart(limit * 4).split(whereSeparator: \.isWhitespace)
      text += words.joined(separator: " ")
    case .integer, .real, .nonFinite, .boolean, .null: text += value.sourceText
    }
  }
}
