import FixtureKit
import LosslessJSON

extension State {
  // MARK: - List

  mutating func toggleArrangement() -> [Effect] {
    list.arrangement = arrangement == .flat ? .byFile : .flat
    return [query()]
  }

  mutating func toggleRow(_ row: Row) -> [Effect] {
    if list.closedRows.remove(row) == nil { list.closedRows.insert(row) }
    return [query()]
  }

  mutating func sort(_ argument: String?) -> [Effect] {
    let words = (argument ?? "").split(separator: " ")
    guard let field = words.first.flatMap({ SortOrder.Field(rawValue: String($0)) }),
      words.count == 1 || words[1...] == [SortOrder.reversed[...]]
    else {
      let fields = SortOrder.Field.allCases.map(\.rawValue).joined(separator: ", ")
      warn("sort takes one of \(fields), and then perhaps '\(SortOrder.reversed)'")
      return []
    }
    list.order = SortOrder(field, isReversed: words.count == 2)
    return [query()]
  }

  mutating func startFilter(_ argument: String?) -> [Effect] {
    guard let argument else {
      list.home = currentAnchor
      input = .filter(LineEditor(list.filterText), before: list.filterText)
      return []
    }
    let effects = setFilter(argument)
    if let error = list.filterError {
      list.filterError = nil
      warn(error.description)
    }
    return effects
  }

  mutating func clearFilter() -> [Effect] {
    guard list.isFiltered else {
      say("no filter is on")
      return []
    }
    return setFilter("")
  }

  // MARK: - Views

  /// The pane that view and fold commands go to: the focused one, else the one last used.
  private var chosenPane: PaneID { focus.pane ?? panes.current }

  mutating func nextView() -> [Effect] {
    let id = chosenPane
    guard hasViews(id) else {
      say("there is one view of this")
      return []
    }
    let views = views(of: id)
    let position = views.firstIndex(of: shownView(of: id)) ?? 0
    return show(views[(position + 1) % views.count])
  }

  /// Whether what the pane shows can be looked at in more than one way.
  func hasViews(_ id: PaneID) -> Bool { id != .meta && isSplittable }

  private func views(of id: PaneID) -> [PaneView] {
    let isStreamed = (panes.opened?.eventCount ?? 0) > 0
    return PaneView.allCases.filter { $0 != .stream || (id == .response && isStreamed) }
  }

  /// What the pane's lines are made as: where there is no stream to show, its view is the tree.
  func shownView(of id: PaneID) -> PaneView {
    views(of: id).contains(panes[id].view) ? panes[id].view : .tree
  }

  mutating func setView(_ argument: String?) -> [Effect] {
    guard let argument else {
      input = .command(CommandLine("view "))
      return []
    }
    guard let view = PaneView(rawValue: argument) else {
      warn("views are \(PaneView.allCases.map(\.rawValue).joined(separator: ", "))")
      return []
    }
    if view == .stream, panes.opened?.interaction.isStreamed != true {
      say("this answer is no stream")
      return []
    }
    return show(view)
  }

  /// Request and response look alike: their views change together, but only one can be a stream.
  private mutating func show(_ view: PaneView) -> [Effect] {
    for id in [PaneID.request, .response] {
      if !panes[id].turn(to: view == .stream && id == .request ? .tree : view) {
        panes[id].begin(folded: panes.initialFolds(of: id))
      }
    }
    return []
  }

  // MARK: - Folds

  mutating func toggleFold() -> [Effect] {
    if focus == .list {
      guard arrangement == .byFile else { return sayFlat() }
      guard let row = list.current else { return [] }
      guard row.place == nil, !isShownAlone(row) else {
        say("there is nothing to fold here: h goes to what this is in")
        return []
      }
      return toggleRow(row)
    }
    let id = chosenPane
    guard let value = currentValue(in: id) else { return [] }
    if panes[id].expanded.contains(value.id) {
      panes[id].expand(value.id, false)
    } else if isCutShort(panes[id].currentLine, value) {
      panes[id].expand(value.id)
    } else if value.isContainer || value.kind == .string {
      panes[id].setFolded(value.id, !panes[id].folded.contains(value.id))
    }
    return []
  }

  private mutating func sayFlat() -> [Effect] {
    say("a flat list has no folds: L groups it by file")
    return []
  }

  /// The value's place in what the pane shows: request, answer or events.
  func path(of value: JSONValue, in id: PaneID) -> JSONPath {
    panes.root(of: id).map { value.path(from: $0) } ?? value.path
  }

  func currentValue(in id: PaneID) -> JSONValue? {
    panes[id].currentLine?.id.flatMap { panes[id].content.document?.value(id: $0) }
  }

  /// Whether the line stands for more of a string than is shown.
  private func isCutShort(_ line: PaneLine?, _ value: JSONValue) -> Bool {
    if case .more? = line { return true }
    return StringShape.isBase64(value)
  }

  /// Opens the value under the cursor; from one that is open, goes into it.
  mutating func unfold(in id: PaneID) -> [Effect] {
    guard let value = currentValue(in: id) else { return [] }
    if panes[id].folded.contains(value.id) {
      panes[id].setFolded(value.id, false)
    } else if isCutShort(panes[id].currentLine, value) {
      panes[id].expand(value.id)
    } else if value.isContainer, value.subtreeSize > 1 {
      panes[id].cursor += 1
    }
    return []
  }

  /// Closes the value under the cursor; from one that is closed, goes to the one around it.
  mutating func foldOrLeave(_ id: PaneID) -> [Effect] {
    guard let value = currentValue(in: id) else {
      setFocus(.list)
      isZoomed = false
      return []
    }
    let isHead = if case .value = panes[id].currentLine { true } else { false }
    if isHead, value.isContainer, value.subtreeSize > 1, !panes[id].folded.contains(value.id) {
      panes[id].setFolded(value.id, true)
      return []
    }
    if isHead, isOpenString(at: panes[id].cursor, in: id) {
      close(value, in: id)
      return []
    }
    let lines = panes[id].content.lines
    // From a part of a long string to its head; else to the head of what holds this value.
    let target =
      isHead
      ? lines[..<panes[id].cursor].lastIndex { encloses($0, value) }
      : lines[..<panes[id].cursor].lastIndex {
        if case .value(value.id, _, _) = $0 { true } else { false }
      }
    if let target {
      panes[id].cursor = target
    } else if !isZoomed {
      setFocus(.list)
    }
    return []
  }

  /// Whether the text of the string at a line is shown in the lines below.
  private func isOpenString(at line: Int, in id: PaneID) -> Bool {
    let lines = panes[id].content.lines
    guard line + 1 < lines.count, case .piece(let piece, _, _) = lines[line + 1] else {
      return false
    }
    return piece == lines[line].id
  }

  /// Leaves one line of a string: base64 its size, any other text its start.
  private mutating func close(_ string: JSONValue, in id: PaneID) {
    panes[id].expand(string.id, false)
    if !StringShape.isBase64(string) { panes[id].setFolded(string.id, true) }
  }

  private func encloses(_ line: PaneLine, _ value: JSONValue) -> Bool {
    guard case .value(let id, _, _) = line, let outer = value.document.value(id: id) else {
      return false
    }
    return id < value.id && value.id < id + outer.subtreeSize
  }

  mutating func foldAll(_ closes: Bool) -> [Effect] {
    if focus == .list {
      guard arrangement == .byFile else { return sayFlat() }
      list.closedRows =
        closes
        ? Set(library.files.indices.map(Row.file) + library.folders.indices.map(Row.folder)) : []
      return [query()]
    }
    let id = chosenPane
    let containers = panes.root(of: id).map { Self.containers(in: $0, fromDepth: 1) } ?? []
    panes[id].setFolded(closes ? containers : [])
    return []
  }

  mutating func fold(toLevel level: Int?) -> [Effect] {
    guard let level, (1...9).contains(level) else {
      warn("a level is a number from 1 to 9")
      return []
    }
    let id = chosenPane
    if let root = panes.root(of: id) {
      panes[id].setFolded(Self.containers(in: root, fromDepth: level))
    }
    return []
  }

  /// Containers at a depth or deeper; what is directly in `root` has depth 1.
  private static func containers(in root: JSONValue, fromDepth depth: Int) -> Set<Int> {
    var found: Set<Int> = []
    var ends = [root.id + root.subtreeSize]
    for id in root.id + 1..<root.id + root.subtreeSize {
      while let end = ends.last, end <= id { ends.removeLast() }
      guard let value = root.document.value(id: id), value.isContainer else { continue }
      if ends.count >= depth { found.insert(id) }
      ends.append(id + value.subtreeSize)
    }
    return found
  }

  // MARK: - Copy

  mutating func copy(_ command: Command) -> [Effect] {
    if command == .copyHash {
      guard let place = list.current?.place, let summary = library.summary(at: place) else {
        say("there is no hash here")
        return []
      }
      return offer(summary.hash, "the hash")
    }
    guard panes.subject.row == list.current else {
      say("it is still being read")
      return []
    }
    guard let id = focus.pane, let value = currentValue(in: id) else {
      let isOtherView = hasViews(chosenPane) && shownView(of: chosenPane) != .tree
      say("there is no JSON value here" + (isOtherView ? ": t shows the tree" : ""))
      return []
    }
    switch command {
    case .copySource: return offer(value.sourceText, "the value as it stands")
    case .copyKey:
      guard case .member(let name) = path(of: value, in: id).steps.last else {
        say("an element of an array has no name")
        return []
      }
      return offer(name, "the name")
    case .copyPath:
      let path = path(of: value, in: id).description
      return offer(path, path)
    default: return offer(value.string ?? value.sourceText, "the value")
    }
  }

  private mutating func offer(_ text: String, _ what: String) -> [Effect] {
    let sentence = "copied \(what) (\(Formats.count(text.utf8.count, "byte")))"
    if text.utf8.count > Self.safeCopy {
      warn(sentence + ": many terminals take no more than 74 kB")
    } else {
      say(sentence)
    }
    return [.copy(text)]
  }

  /// Bytes that every terminal with a clipboard takes: 74,994 characters of base64.
  private static let safeCopy = 74_994 / 4 * 3
}
