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
  package mutating func start() -> [Effect] { [.load, .findInterrupted] }

  private mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .terminal(.key(let key)):
      list.isUntouched = false
      if case .filter = input {} else { list.home = nil }
      return press(key)
    case .terminal(.mouse(let mouse)):
      list.isUntouched = false
      list.home = nil
      return point(mouse)
    case .terminal(.paste(let text)):
      return paste(text)
    case .terminal(.resize(let size)): return resize(to: size)
    case .terminal(.hangUp), .terminated:
      isQuitting = true
      return [.quit]
    case .listed(.success(let listed)): return take(listed)
    case .listed(.failure(let error)):
      library.failure = error
      library.isListed = true
      record(error.description)
      isReadingAgain = false
      // Without files the list says so itself; with some, what was called off goes on.
      guard !library.files.isEmpty else { return [] }
      warn(error.description)
      return endReading()
    case .indexed(let results): return take(results)
    case .indexingEnded(let milliseconds): return endIndexing(milliseconds)
    case .checked(let results):
      for (file, findings) in results where library.files.indices.contains(file) {
        library.take(findings, ofFile: file)
        if panes.wanted?.place == nil { forget(file) }
      }
      return list.filter.dependsOnFindings ? refresh() : []
    case .rows(let rows): return take(rows)
    case .waiting:
      // Better nothing than what another row is about.
      if let row = list.current, row == panes.wanted, row != panes.subject.row {
        panes.show(.waiting(row))
      }
      return []
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
    case .reread(let report): return takeIfChanged(report)
    case .wrote(let result, let request): return take(result, of: request)
    case .interrupted(let error):
      warn(error.description)
      record(error.description)
      return []
    }
  }

  // MARK: - Library

  /// Gets ready for a new reading, also in the middle of one.
  mutating func startReading() -> [Effect] {
    isReadingAgain = !library.files.isEmpty
    // What is on its way is called off with the rest, and what could not be read may be readable now.
    if !showsCurrent { panes.wanted = nil }
    defer { reading = nil }
    guard reading?.firstQuery != nil else { return [] }
    // Rows of the reading that is given up may still come.
    reading = nil
    list.answered = list.query
    return [query()]
  }

  /// Takes the names of a first reading, or those of a new one beside it.
  private mutating func take(_ listed: BrowserLibrary) -> [Effect] {
    for remark in listed.remarks + listed.warnings.reversed() { record(remark) }
    guard library.files.isEmpty else {
      reading = Reading(library: listed)
      return []
    }
    library = listed
    list.isLoaded = false
    forgetReloadMessage()
    return [query()]
  }

  private mutating func take(_ reports: [FileReport]) -> [Effect] {
    if reading != nil {
      for report in reports { reading?.library.take(report) }
      return []
    }
    let reports = reports.filter { library.files.indices.contains($0.file) }
    for report in reports {
      let before = library.files[report.file].state.index
      library.take(report)
      forget(report.file)
      keepPicks(inFile: report.file, before)
    }
    // While the library is read for the first time, checking waits for the end of that.
    return refresh() + (list.isLoaded ? [.check(library, files: reports.map(\.file))] : [])
  }

  /// Puts the library that has been read anew in the place of the old one. All positions change their
  /// meaning, so whatever holds one is looked up by its path, or forgotten.
  private mutating func replaceLibrary(by new: BrowserLibrary, rows: RowList) -> [Effect] {
    let anchor = currentAnchor
    list.closed = translated(list.closed, to: new)
    list.closedUnderFilter = translated(list.closedUnderFilter, to: new)
    let old = library
    library = new
    keepFindings(of: old)
    keepPicks(of: old)
    list.rows = rows.rows
    list.isLoaded = true
    let height = list.cursor - list.top
    if let row = anchor.flatMap({ row(for: $0, in: library) }) {
      list.cursor = position(of: row) ?? list.cursor
      keepPanes(at: row, of: old)
    } else {
      panes.forget()
    }
    list.top = max(0, list.cursor - height)
    forgetReloadMessage()
    record(reading?.summary ?? "")
    reading = nil
    isReadingAgain = false
    // Whatever was asked about the old one is of no use.
    return [.cancel] + endReading()
  }

  private mutating func forgetReloadMessage() {
    if message?.text == reloadMessage { message = nil }
  }

  /// A file that is the same needs no second check.
  private mutating func keepFindings(of old: BrowserLibrary) {
    for (number, file) in library.files.enumerated() {
      guard let stamp = file.state.index?.stamp,
        let before = old.file(at: file.path).map({ old.files[$0] }),
        let findings = before.findings, stamp == before.state.index?.stamp,
        file.rules == before.rules
      else { continue }
      library.take(findings, ofFile: number)
    }
  }

  /// What is picked goes by positions, which mean others in the new library.
  private mutating func keepPicks(of old: BrowserLibrary) {
    list.rangeStart = nil
    if picks == Picks() {
      // Steps that only picked rows are about the old ones.
      history.done.removeAll { if case .picks = $0 { true } else { false } }
      history.undone.removeAll { if case .picks = $0 { true } else { false } }
      return
    }
    let library = library
    movePicks { row in
      guard let file = row.file, let now = library.file(at: old.files[file].path) else {
        return nil
      }
      guard let place = row.place else { return library.files[now].standsAlone ? .file(now) : nil }
      return Self.same(place, in: old.files[file].state.index, library.files[now].state.index)
        .map { .interaction(Place(file: now, position: $0)) }
    }
  }

  /// The same where one file has been read again.
  private mutating func keepPicks(inFile file: Int, _ before: FileIndex?) {
    guard picks != Picks(), let before else { return }
    let now = library.files[file].state.index
    guard before.stamp != now?.stamp else { return }
    movePicks { row in
      guard row.file == file, let place = row.place else { return row }
      return Self.same(place, in: before, now).map {
        .interaction(Place(file: file, position: $0))
      }
    }
  }

  /// Where an interaction stands in a file that has been read again; nil where it is not there, or not as
  /// it was.
  private static func same(_ place: Place, in old: FileIndex?, _ new: FileIndex?) -> Int? {
    guard let old, let new, place.position < old.count else { return nil }
    if old.stamp == new.stamp { return place.position }
    let before = old[place.position]
    func isSame(_ position: Int) -> Bool {
      new[position].hash == before.hash && new[position].size == before.size
    }
    if place.position < new.count, isSame(place.position) { return place.position }
    let others = (0..<new.count).filter(isSame)
    return others.count == 1 ? others[0] : nil
  }

  /// Panes that show an interaction of a file that is the same go on as they are.
  private mutating func keepPanes(at row: Row, of old: BrowserLibrary) {
    guard let place = row.place, case .interaction(let before, let opened) = panes.subject,
      library.file(at: old.file(before).path) == place.file, before.position == place.position,
      old.file(before).rules == library.file(place).rules, isCurrent(opened, at: place)
    else { return panes.forget() }
    panes.wanted = row
    panes.rename(.interaction(place, opened))
  }

  private func isCurrent(
    _ result: Result<OpenedInteraction, FixtureError>, at place: Place
  ) -> Bool {
    switch result {
    case .success(let opened): isCurrent(opened, at: place)
    case .failure: library.files.indices.contains(place.file)
    }
  }

  /// Whether an interaction was read from the file as the index knows it.
  private func isCurrent(_ opened: OpenedInteraction, at place: Place) -> Bool {
    library.files.indices.contains(place.file)
      && library.file(place).state.index?.stamp == opened.stamp
  }

  /// Whether the panes show the interaction that is wanted, as it is now.
  private var showsCurrent: Bool {
    guard case .interaction(let place, let opened) = panes.subject else { return false }
    return panes.wanted == .interaction(place) && isCurrent(opened, at: place)
  }

  private mutating func endIndexing(_ milliseconds: Int) -> [Effect] {
    if let listed = reading?.library {
      reading?.summary = Self.summary(of: listed, milliseconds)
      reading?.firstQuery = list.query + 1
      return [query()]
    }
    record(Self.summary(of: library, milliseconds))
    list.isLoaded = true
    return endReading()
  }

  /// What is to be done once all files have been read.
  private func endReading() -> [Effect] {
    // What was being written meanwhile may be whole now.
    let moving = library.files.indices.filter { number in
      switch library.files[number].state {
      case .broken(.changed), .pending: true
      default: false
      }
    }
    return moving.map { .reindex(file: $0, path: library.fullPath(of: $0)) }
      + [.check(library, files: Array(library.files.indices))]
  }

  private static func summary(of library: BrowserLibrary, _ milliseconds: Int) -> String {
    var text =
      "loaded \(Formats.count(library.interactions, "interaction")) from "
      + "\(Formats.count(library.fixtureFiles, "file")) in \(milliseconds) ms"
    if library.brokenFiles > 0 { text += ", \(library.brokenFiles) broken" }
    if library.otherFiles > 0 {
      text += ", \(Formats.count(library.otherFiles, "JSON file")) left out as no fixture"
    }
    return text
  }

  /// A file that is no longer what the index says is read again, and that is said.
  private mutating func reindexIfChanged(
    _ result: Result<OpenedInteraction, FixtureError>, _ file: Int
  ) -> [Effect] {
    guard !isReadingAgain, case .failure(.changed) = result else { return [] }
    sayChanged(file)
    return [.reindex(file: file, path: library.fullPath(of: file))]
  }

  private mutating func sayChanged(_ file: Int) {
    let text = "\(library.files[file].path) changed on disk: read again"
    say(text)
    record(text)
  }

  /// A file that is shown as it is has been read again on that occasion: it may have been mended.
  private mutating func takeIfChanged(_ report: FileReport) -> [Effect] {
    guard library.files.indices.contains(report.file) else { return [] }
    let known = library.files[report.file].state
    guard
      report.state.failure != known.failure || report.state.index?.stamp != known.index?.stamp
    else { return [] }
    sayChanged(report.file)
    library.take(report)
    forget(report.file)
    return refresh() + [.check(library, files: [report.file])]
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

  /// The query for the rows as they should be now; of a library that has been read again, for those.
  mutating func query() -> Effect {
    list.query += 1
    list.isStale = false
    let shown = if let reading, reading.firstQuery != nil { reading.library } else { library }
    return .query(
      RowQuery(
        number: list.query, library: shown, filter: list.filter, order: list.order,
        arrangement: arrangement,
        closed: reading == nil ? list.closedRows : translated(list.closedRows, to: shown),
        now: now))
  }

  /// Asks for the rows again, after the answer to a query that is under way: to give that up each time
  /// something has been read would be to get none.
  private mutating func refresh() -> [Effect] {
    guard list.answered == list.query else {
      list.isStale = true
      return []
    }
    return [query()]
  }

  /// Takes new rows, staying on the same one, at the same height on the screen.
  private mutating func take(_ rows: RowList) -> [Effect] {
    // An earlier query's answer is still better than older rows, while files stream in.
    guard rows.number > list.answered else { return [] }
    list.answered = rows.number
    list.interactions = rows.interactions
    list.passing = rows.passing
    // An overview says how much of it passes the filter.
    if case .heading(let row) = panes.subject, panes.wanted == row { panes.wanted = nil }
    let isRearranged = rows.arrangement != list.rowArrangement
    list.rowArrangement = rows.arrangement
    if rows.hasGivenUp { warn(Filter.givenUpRemark) }
    if let new = reading?.library, let first = reading?.firstQuery, rows.number >= first {
      return replaceLibrary(by: new, rows: rows)
    }
    let current = list.current
    // Where headings come in, those of the row show too.
    let height = max(list.cursor - list.top, isRearranged ? 2 : 0)
    list.rows = rows.rows
    let again = list.isStale && rows.number == list.query ? [query()] : []
    if list.isUntouched {
      list.cursor = list.rows.firstIndex { $0.place != nil } ?? 0
      list.top = 0
      return again
    }
    if let home = list.home.flatMap({ row(for: $0, in: library) }).flatMap(list.rows.firstIndex) {
      list.cursor = home
    } else if let current {
      list.cursor = position(of: current) ?? list.cursor
    }
    list.top = max(0, list.cursor - height)
    return again
  }

  /// The current row by what stays the same when the folder is read again.
  var currentAnchor: RowAnchor? { list.current.map { anchor(of: $0) } }

  private func anchor(of row: Row) -> RowAnchor {
    switch row {
    case .folder(let folder): .folder(library.folders[folder].path)
    case .file(let file): .file(library.files[file].path)
    case .interaction(let place):
      .interaction(library.files[place.file].path, position: place.position)
    }
  }

  /// The row that stands for what was there before the folder was read again.
  private func row(for anchor: RowAnchor, in library: BrowserLibrary) -> Row? {
    switch anchor {
    case .folder(let path): library.folder(at: path).map { .folder($0) }
    case .file(let path): library.file(at: path).map { .file($0) }
    case .interaction(let path, let position):
      library.file(at: path).map { .interaction(Place(file: $0, position: position)) }
    }
  }

  /// The same rows by the positions of another reading.
  private func translated(_ rows: Set<Row>, to other: BrowserLibrary) -> Set<Row> {
    Set(rows.compactMap { row(for: anchor(of: $0), in: other) })
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
      // The last one left of a file that has become shorter, or the folder that has been closed.
      let position = row.place?.position ?? 0
      let folder = Row.folder(library.files[file].folder)
      return list.rows.lastIndex { $0.file == file && ($0.place?.position ?? 0) <= position }
        ?? (list.closedRows.contains(folder) ? list.rows.firstIndex(of: folder) : nil)
    }
  }

  // MARK: - Panes

  /// Asks for what the current row stands for, unless it is there or on its way.
  private mutating func openCurrent() -> [Effect] {
    guard let row = list.current else {
      if panes.wanted != nil { panes.forget() }
      return []
    }
    guard row != panes.wanted else { return [] }
    switch row {
    case .interaction(let place):
      guard let index = library.files[place.file].state.index, place.position < index.count
      else { return [] }
      panes.wanted = row
      return [
        .open(
          place, path: library.fullPath(of: place.file), index: index,
          rules: library.file(place).rules)
      ]
    case .file(let file):
      panes.wanted = row
      guard library.files[file].standsAlone else {
        panes.show(.heading(row))
        return []
      }
      if case .pending = library.files[file].state {
        if panes.subject.row != row { panes.show(.waiting(row)) }
        panes.wanted = nil
        return []
      }
      return [
        .openFile(file, path: library.fullPath(of: file))
      ]
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
        let before = panes[id].content.key
        let isSame = before?.subject == key.subject && before?.view == key.view
        let anchor = isSame ? panes[id].currentLine?.id : nil
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
