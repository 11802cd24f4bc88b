import FixtureKit
import TerminalUI

extension State {
  /// What is looked at: the library, or the row of the list that fills the screen.
  func drawHeader(on grid: inout Grid, _ layout: Layout) {
    if layout.list == nil, let row = list.current {
      drawHeader(about: row, on: &grid, in: layout.header)
    } else {
      drawHeaderOfLibrary(on: &grid, in: layout.header)
    }
  }

  // MARK: - Library

  /// The folder, how much is in it, how much of that is shown and why.
  private func drawHeaderOfLibrary(on grid: inout Grid, in area: Rect) {
    // A filter has to be read whole, the way to the folder has not.
    var line = LineWriter(row: area.row, column: 1, limit: area.maxColumn)
    let room = max(8, list.isFiltered ? area.columns / 4 : area.columns / 2)
    let width = min(room, TerminalUI.columns(of: library.root, charset: charset))
    line.drawEnd(of: library.root, width: width, Style(.title, .bold), on: &grid)
    var column = line.column - 1
    func add(_ text: String, _ style: Style = Style(.dim)) {
      guard column + 4 < area.maxColumn else { return }
      column = grid.draw(text, row: area.row, column: column + 2, style: style)
    }
    if !library.isListed {
      add("reading the folder \(Ornament.ellipsis(charset))")
      return
    }
    if !list.isFiltered { add(Formats.count(library.fixtureFiles, "file")) }
    if library.isIndexing {
      let count = Formats.grouped(library.indexedFiles)
      add("reading \(count) \(Ornament.ellipsis(charset))", Style(.accent))
    }
    if list.isFiltered {
      add(
        "\(Formats.grouped(list.interactions)) of \(Formats.count(library.interactions, "interaction"))",
        Style(.accent))
      add(filterText(in: area.maxColumn - column - 2), Style(.text, .bold))
    } else {
      add(Formats.count(library.interactions, "interaction"))
    }
    if !picks.marked.isEmpty { add("*\(Formats.grouped(picks.marked.count))", Style(.accent)) }
    if !picks.flagged.isEmpty {
      add("D\(Formats.grouped(picks.flagged.count))", Style(.removed, .bold))
    }
    if list.answered < list.query, list.isFiltered {
      add("filtering \(Ornament.ellipsis(charset))", Style(.accent))
    }
    if let failure = library.failure, !library.files.isEmpty {
      add(failure.reason, Style(.warning, .bold))
    }
    if let listed = reading?.library, listed.isIndexing {
      add("reading again \(Formats.grouped(listed.indexedFiles))", Style(.accent))
    }
    let broken = "\(Formats.grouped(library.brokenFiles)) broken"
    // Half a word tells nothing.
    if library.brokenFiles > 0, column + 2 + broken.count <= area.maxColumn {
      add(broken, Style(.warning))
    }
    if let warning = library.warnings.first { add(warning, Style(.warning)) }
  }

  /// The filter, with what it is where there is room for that.
  private func filterText(in room: Int) -> String {
    let text = "filter: \(list.filterText)"
    return columns(of: text, charset: charset) <= room ? text : list.filterText
  }

  // MARK: - One row

  /// What nothing else on the screen tells while the list is away: what this is and where.
  private func drawHeader(about row: Row, on grid: inout Grid, in area: Rect) {
    let end = drawPlaceInList(on: &grid, in: area)
    var line = LineWriter(row: area.row, column: 1, limit: end - 2)
    switch row {
    case .folder(let folder):
      line.drawEnd(
        of: library.folders[folder].name, width: line.room, Style(.title, .bold), on: &grid)
    case .file(let file):
      line.drawEnd(of: library.files[file].path, width: line.room, Style(.title, .bold), on: &grid)
    case .interaction(let place):
      guard let summary = library.summary(at: place) else { return }
      drawHeader(of: summary, at: place, on: &grid, &line)
    }
  }

  /// At the end of the line: which row it is, of how many, and the filter that picked them. Returns
  /// the column it starts in.
  private func drawPlaceInList(on grid: inout Grid, in area: Rect) -> Int {
    let number = Formats.grouped(list.cursor + 1)
    let count = Formats.grouped(list.rows.count)
    let place = area.columns < 60 ? "\(number)/\(count)" : "row \(number) of \(count)"
    let filter = list.isFiltered ? filterText(in: area.columns / 3 - 2) : ""
    let filterColumns =
      filter.isEmpty
      ? 0 : min(area.columns / 3, TerminalUI.columns(of: filter, charset: charset) + 2)
    let start = area.maxColumn - 1 - place.count - filterColumns
    let end = grid.draw(place, row: area.row, column: start, style: Style(.dim))
    grid.draw(
      filter, row: area.row, column: end + 2, limit: area.maxColumn - 1,
      style: Style(.text, .bold))
    return start
  }

  private func drawHeader(
    of summary: IndexedInteraction, at place: Place, on grid: inout Grid, _ line: inout LineWriter
  ) {
    // Fields stand two blanks apart.
    func draw(_ text: some StringProtocol, width: Int, _ style: Style) {
      guard width > 0 else { return }
      line.draw(String(text), width: width, style, on: &grid)
      line.column += 1
    }
    let hash = summary.hash.prefix(ListColumns.hashDigits(in: size.columns))
    draw(hash, width: hash.count, Style(.title, .bold))
    let file = "\(library.file(place).path)#\(place.position + 1)"
    let fileColumns = columns(of: file, charset: charset)
    let room = line.room
    // Of a model the start says enough, of a file the number must be seen.
    let modelRoom = room < 20 ? 0 : max(8, room - fileColumns - 2)
    let modelColumns = min(columns(of: summary.model, charset: charset), modelRoom)
    draw(summary.model, width: modelColumns, .plain)
    let spare = line.room - fileColumns
    if spare >= 12, let moment = summary.timestamp {
      draw(moment.dayText, width: 10, Style(.dim))
    }
    line.drawEnd(
      of: file, width: min(fileColumns, line.room), Style(.dim), on: &grid)
    line.column += 1
    if let problem = summary.problem(with: library.findings(at: place)) {
      line.draw(problem, Style(.warning), on: &grid)
    }
  }
}
