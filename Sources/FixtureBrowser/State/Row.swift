package import FixtureKit

/// A row of the list.
package enum Row: Hashable, Sendable {
  /// Position in the library's folders.
  case folder(Int)
  /// Position in the library's files: a heading in the list by file, in the flat list a file that has
  /// no interaction to show.
  case file(Int)
  case interaction(Place)

  package var file: Int? {
    switch self {
    case .folder: nil
    case .file(let file): file
    case .interaction(let place): place.file
    }
  }

  package var place: Place? {
    if case .interaction(let place) = self { return place }
    return nil
  }
}

package enum Arrangement: Hashable, Sendable {
  case flat
  /// Folders, files in them, interactions in those.
  case byFile
}

/// Which rows the list shall have. Asked of a worker, because a filter may have to read files.
package struct RowQuery: Sendable {
  /// Counts queries: an answer is of use until that to a later one has come.
  package let number: Int
  package let library: BrowserLibrary
  package let filter: Filter
  package let order: SortOrder
  package let arrangement: Arrangement
  /// Folder and file rows that are closed.
  package let closed: Set<Row>
  package let now: Timestamp

  /// The rows, given which interactions pass the filter.
  /// - Parameters:
  ///   - passing: the positions of a file's interactions that pass; may read files.
  ///   - filePasses: whether a file without interactions passes.
  package func rows(
    passing: (_ file: Int, FileIndex) -> [Int], filePasses: (_ file: Int) -> Bool
  ) -> RowList {
    var list = RowList(number: number, arrangement: arrangement)
    switch arrangement {
    case .flat: appendFlat(to: &list, passing, filePasses)
    case .byFile: appendByFile(to: &list, passing, filePasses)
    }
    return list
  }

  /// Whether a file without interactions passes: of what a filter can ask, it has only a name.
  package func passes(file: Int) -> Bool {
    guard filter != .all else { return true }
    let entry = library.files[file]
    let isBroken = if case .broken = entry.state { true } else { false }
    let subject = FilterSubject(file: entry.path, isBroken: isBroken)
    return filter.verdict(on: subject, now: now) == .passes
  }

  private func appendFlat(
    to list: inout RowList, _ passing: (Int, FileIndex) -> [Int], _ filePasses: (Int) -> Bool
  ) {
    for (number, file) in library.files.enumerated() {
      if file.standsAlone {
        if case .notAFixture = file.state { continue }
        if filePasses(number) { list.rows.append(.file(number)) }
      } else if let index = file.state.index {
        for position in passing(number, index) {
          list.rows.append(.interaction(Place(file: number, position: position)))
          list.interactions += 1
        }
      }
    }
    list.rows = order.sorted(list.rows) { row in row.place.flatMap(library.summary) }
  }

  private func appendByFile(
    to list: inout RowList, _ passing: (Int, FileIndex) -> [Int], _ filePasses: (Int) -> Bool
  ) {
    if filter != .all { list.passing = Passing() }
    for (number, folder) in library.folders.enumerated() {
      let heading = list.rows.count
      for file in folder.files {
        append(file, to: &list, passing, filePasses)
        if let totals = list.passing?.totals[.file(file)] {
          list.passing?.totals[.folder(number), default: BrowserLibrary.Totals()].add(totals)
        }
      }
      let isEmpty = list.rows.count == heading
      // A library without folders needs no heading.
      if isEmpty || library.folders.count == 1 && folder.path.isEmpty { continue }
      if closed.contains(.folder(number)) { list.rows.removeSubrange(heading...) }
      list.rows.insert(.folder(number), at: heading)
    }
  }

  private func append(
    _ number: Int, to list: inout RowList, _ passing: (Int, FileIndex) -> [Int],
    _ filePasses: (Int) -> Bool
  ) {
    let file = library.files[number]
    if case .notAFixture = file.state { return }
    let positions = file.state.index.map { passing(number, $0) } ?? []
    guard !positions.isEmpty || (file.standsAlone && filePasses(number)) else { return }
    list.interactions += positions.count
    list.rows.append(.file(number))
    list.passing?.positions[number] = positions
    list.passing?.totals[.file(number)] =
      positions.isEmpty ? file.totals : totals(of: positions, in: number)
    guard !closed.contains(.file(number)) else { return }
    let places = positions.map { Place(file: number, position: $0) }
    list.rows += order.sorted(places, summary: library.summary).map(Row.interaction)
  }

  private func totals(of positions: [Int], in file: Int) -> BrowserLibrary.Totals {
    var totals = BrowserLibrary.Totals(files: 1)
    for position in positions {
      let place = Place(file: file, position: position)
      if let summary = library.summary(at: place) {
        totals.add(summary, library.findings(at: place))
      }
    }
    return totals
  }
}

/// The answer to a ``RowQuery``.
package struct RowList: Sendable {
  package let number: Int
  package let arrangement: Arrangement
  package var rows: [Row] = []
  /// Interactions that pass the filter, rows or not.
  package var interactions = 0
  /// By file and under a filter: what passes of each file and folder that has a row, or could have.
  package var passing: Passing?
  /// Whether a regular expression was given up on some texts.
  package var hasGivenUp = false
}

/// What of a library passes a filter.
package struct Passing: Sendable {
  /// Of each file that has some, the positions of the interactions that pass.
  var positions: [Int: [Int]] = [:]
  /// The same added up, of files and folders.
  var totals: [Row: BrowserLibrary.Totals] = [:]
}
