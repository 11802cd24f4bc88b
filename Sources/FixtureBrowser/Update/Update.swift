import FixtureKit
import LosslessJSON
import TerminalUI

extension State {
  /// Takes an event in and says what is to be done about it outside. Pure: time is in ``now``, and
  /// whatever touches a file or a terminal is an ``Effect``.
  package mutating func update(_ event: Event) -> [Effect] {
    var effects = handle(event)
    keepInBounds()
    effects += openCurrent()
    layOutPanes()
    return effects
  }

  /// What to do first.
  package mutating func start() -> [Effect] { [.load] }

  private mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .terminal(.key(let key)):
      list.isUntouched = false
      list.anchor = nil
      if case .filter = input {} else { list.home = nil }
      return press(key)
    case .terminal(.mouse(let mouse)):
      list.isUntouched = false
      return point(mouse)
    case .terminal(.paste(let text)):
      return paste(text)
    case .terminal(.resize(let size)): return resize(to: size)
    case .terminal(.hangUp), .terminated:
      isQuitting = true
      return [.quit]
    case .listed(.success(let listing)):
      takeListing(listing)
      for remark in library.remarks { record(remark) }
      return [query()]
    case .listed(.failure(let error)):
      isReloading = false
      library.failure = error
      library.isListed = true
      return []
    case .indexed(let results):
      for (file, state) in results where library.files.indices.contains(file) {
        library.take(state, ofFile: file)
        forget(file)
      }
      // While the library is read for the first time, checking waits for the end of that.
      return [query()] + (list.isLoaded ? check(results.map(\.file)) : [])
    case .indexingEnded(let milliseconds): return endIndexing(milliseconds)
    case .checked(let results):
      for (file, findings) in results where library.files.indices.contains(file) {
        guard findings.count == library.files[file].state.index?.count else { continue }
        library.files[file].findings = findings
        if panes.wanted?.place == nil { forget(file) }
      }
      return list.filter.dependsOnFindings ? [query()] : []
    case .rows(let rows): return take(rows)
    case .opened(let place, let result):
      guard isCurrent(result, at: place) else {
        // An answer about files as they were: ask again.
        if panes.wanted == .interaction(place) { panes.wanted = nil }
        return []
      }
      take(result.map { .interaction(place, $0) }, for: .interaction(place))
      return reindexIfChanged(result, place.file)
    case .openedFile(let file, let result):
      take(result.map { .file(file, $0) }, for: .file(file))
      return []
    }
  }

  // MARK: - Library

  /// Takes the names of a new reading. All positions change their meaning, so nothing that holds one
  /// is kept; the row one stood on is looked for by its path.
  private mutating func takeListing(_ listing: LibraryListing) {
    list.anchor = currentAnchor
    library.take(listing)
    isReloading = false
    message = nil
    list.rows = []
    list.interactions = 0
    list.closed = []
    list.answered = list.query
    list.isLoaded = false
    panes.wanted = nil
    panes.show(.nothing)
  }

  /// Whether an answer is about the interaction the index has at that place.
  private func isCurrent(
    _ result: Result<OpenedInteraction, FixtureError>, at place: Place
  ) -> Bool {
    guard case .success(let opened) = result else {
      return library.files.indices.contains(place.file)
    }
    guard let summary = library.summary(at: place) else { return false }
    return summary.range == opened.summary.range && summary.hash == opened.summary.hash
  }

  private mutating func endIndexing(_ milliseconds: Int) -> [Effect] {
    var text =
      "loaded \(Formats.count(library.interactions, "interaction")) from "
      + "\(Formats.count(library.fixtureFiles, "file")) in \(milliseconds) ms"
    if library.brokenFiles > 0 { text += ", \(library.brokenFiles) broken" }
    if library.otherFiles > 0 {
      text += ", \(Formats.count(library.otherFiles, "JSON file")) left out as no fixture"
    }
    record(text)
    list.isLoaded = true
    return check(Array(library.files.indices))
  }

  /// Asks for what only a whole file tells, of files where it is not known.
  private func check(_ files: [Int]) -> [Effect] {
    let unchecked = files.compactMap { number in
      library.files[number].findings == nil
        ? library.files[number].state.index.map { (number, library.fullPath(of: number), $0) }
        : nil
    }
    return unchecked.isEmpty ? [] : [.check(unchecked)]
  }

  /// A file that is no longer what the index says is read again, and that is said.
  private mutating func reindexIfChanged(
    _ result: Result<OpenedInteraction, FixtureError>, _ file: Int
  ) -> [Effect] {
    guard case .failure(.changed) = result else { return [] }
    let text = "\(library.files[file].path) changed on disk: read again"
    say(text)
    record(text)
    return [.reindex(file: file, path: library.fullPath(of: file))]
  }

  /// Panes that show a file which has been read anew show it anew.
  private mutating func forget(_ file: Int) {
    switch panes.wanted {
    case .folder(let folder)?:
      if library.files[file].folder == folder { panes.wanted = nil }
    case .file(file)?: panes.wanted = nil
    case .interaction(let place)?:
      if place.file == file { panes.wanted = nil }
    case .file?, nil: break
    }
  }

  // MARK: - Rows

  /// The query for the rows as they should be now.
  mutating func query() -> Effect {
    list.query += 1
    return .query(
      RowQuery(
        number: list.query, library: library, filter: list.filter, order: list.order,
        arrangement: arrangement, closed: list.closed, now: now))
  }

  /// Takes new rows, staying on the same one, at the same height on the screen.
  private mutating func take(_ rows: RowList) -> [Effect] {
    // An earlier query's answer is still better than older rows, while files stream in.
    guard rows.number > list.answered else { return [] }
    let current = list.anchor.flatMap(row) ?? list.current
    let height = list.cursor - list.top
    list.answered = rows.number
    list.interactions = rows.interactions
    list.rows = rows.rows
    if list.isUntouched {
      list.cursor = list.rows.firstIndex { $0.place != nil } ?? 0
      list.top = 0
      return []
    } else if let home = list.home.flatMap(row).flatMap(list.rows.firstIndex) {
      list.cursor = home
    } else if let current {
      list.cursor = position(of: current) ?? list.cursor
    }
    list.top = max(0, list.cursor - height)
    // Once all is read the row has been found, or is gone.
    if list.isLoaded, rows.number == list.query { list.anchor = nil }
    return []
  }

  /// The current row by what stays the same when the folder is read again.
  var currentAnchor: RowAnchor? {
    list.current.flatMap { row in
      row.file.map { RowAnchor(path: library.files[$0].path, position: row.place?.position) }
    }
  }

  /// The row that stands for what was there before the folder was read again.
  private func row(for anchor: RowAnchor) -> Row? {
    guard let file = library.files.firstIndex(where: { $0.path == anchor.path }) else { return nil }
    return anchor.position.map { .interaction(Place(file: file, position: $0)) } ?? .file(file)
  }

  /// Where a row, or what has become of it, is now.
  private func position(of row: Row) -> Int? {
    // Mostly nothing has moved in front of it.
    if list.rows.indices.contains(list.cursor), list.rows[list.cursor] == row { return list.cursor }
    if let same = list.rows.firstIndex(of: row) { return same }
    if case .folder(let folder) = row {
      return list.rows.firstIndex { $0.file.map { library.files[$0].folder } == folder }
    }
    return row.file.flatMap { file in
      // The last one left of a file that has become shorter.
      let position = row.place?.position ?? 0
      return list.rows.lastIndex { $0.file == file && ($0.place?.position ?? 0) <= position }
    }
  }

  // MARK: - Panes

  /// Asks for what the current row stands for, unless it is there or on its way.
  private mutating func openCurrent() -> [Effect] {
    guard !isReloading else { return [] }
    guard let row = list.current else {
      if panes.wanted != nil {
        panes.wanted = nil
        panes.show(.nothing)
      }
      return []
    }
    guard row != panes.wanted else { return [] }
    switch row {
    case .interaction(let place):
      guard let index = library.files[place.file].state.index, place.position < index.count
      else { return [] }
      panes.wanted = row
      return [.open(place, path: library.fullPath(of: place.file), index: index)]
    case .file(let file):
      panes.wanted = row
      guard library.files[file].standsAlone else {
        panes.show(.heading(row))
        return []
      }
      if case .pending = library.files[file].state {
        panes.wanted = nil
        return []
      }
      return [.openFile(file, path: library.fullPath(of: file))]
    case .folder:
      panes.wanted = row
      panes.show(.heading(row))
      return []
    }
  }

  private mutating func take(_ result: Result<Panes.Subject, FixtureError>, for row: Row) {
    guard panes.wanted == row else { return }
    switch result {
    case .success(let subject): panes.show(subject)
    case .failure(let error): panes.show(.failure(row, error))
    }
    if case .success(.file(let file, let opened)) = result { goToError(ofFile: file, opened) }
  }

  /// Puts the raw view of a broken file where reading stopped.
  private mutating func goToError(ofFile file: Int, _ opened: OpenedFile) {
    guard case .broken(.syntax(_, let error)) = library.files[file].state else { return }
    layOutPanes()
    for id in PaneID.allCases {
      let line = panes[id].content.lines.lastIndex { line in
        if case .raw(let range) = line { range.lowerBound <= error.offset } else { false }
      }
      panes[id].cursor = line ?? 0
    }
  }

  private mutating func resize(to size: Size) -> [Effect] {
    let before = arrangement
    self.size = size
    return arrangement == before ? [] : [query()]
  }

  // MARK: - Bounds

  private mutating func keepInBounds() {
    list.cursor = max(0, min(list.cursor, list.rows.count - 1))
    let layout = layout
    if let rows = layout.list?.body.rows {
      list.top = Self.top(list.top, showing: list.cursor, of: list.rows.count, rows: rows)
    }
    // The pane that has the focus is always one of those shown.
    if let id = focus.pane { panes.current = id }
  }

  /// The first line to show, so that the cursor is among `rows` lines and none is wasted at the end.
  static func top(_ top: Int, showing cursor: Int, of count: Int, rows: Int) -> Int {
    let rows = max(1, rows)
    let lowest = max(0, cursor - rows + 1)
    return max(0, min(max(min(top, cursor), lowest), count - rows))
  }

  /// Makes the lines of the panes on screen, where what they depend on has changed.
  mutating func layOutPanes() {
    for part in layout.panes {
      let columns = part.part.body.columns
      let id = part.id
      let key = ContentKey(
        subject: panes.generation, view: panes[id].view, columns: columns,
        foldings: panes[id].foldings)
      if panes[id].content.key != key {
        let anchor = panes[id].content.key?.subject == key.subject ? panes[id].currentLine?.id : nil
        panes[id].content = content(of: id, columns: columns)
        panes[id].content.key = key
        if let anchor { stay(at: anchor, in: id) }
      }
      let count = panes[id].content.lines.count
      panes[id].cursor = max(0, min(panes[id].cursor, count - 1))
      panes[id].top = Self.top(
        panes[id].top, showing: panes[id].cursor, of: count, rows: part.part.body.rows)
    }
  }

  /// After lines have come or gone the cursor stays on the same value.
  private mutating func stay(at value: Int, in id: PaneID) {
    let lines = panes[id].content.lines
    if panes[id].currentLine?.id == value { return }
    panes[id].cursor =
      lines.firstIndex { $0.id == value } ?? lines.lastIndex { ($0.id ?? .max) < value } ?? 0
  }
}

extension Filter {
  /// Whether the filter asks what only a check of whole files tells.
  var dependsOnFindings: Bool {
    switch self {
    case .state(let states): states.contains(.mismatch) || states.contains(.duplicate)
    case .and(let filters), .or(let filters): filters.contains { $0.dependsOnFindings }
    case .not(let filter): filter.dependsOnFindings
    case .all, .word, .text, .number, .path: false
    }
  }
}
