import FixtureKit
import TerminalUI

extension State {
  /// What is looked at: the folder, how much is in it, how much of that is shown and why.
  func drawHeader(on grid: inout Grid, in area: Rect) {
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
      add(list.filterText, Style(.text, .bold))
    } else {
      add(Formats.count(library.interactions, "interaction"))
    }
    if list.answered < list.query, list.isFiltered {
      add("filtering \(Ornament.ellipsis(charset))", Style(.accent))
    }
    if !library.remarks.isEmpty { add(library.remarks[0], Style(.warning)) }
    if library.brokenFiles > 0 { add("\(library.brokenFiles) broken", Style(.warning)) }
  }
}
