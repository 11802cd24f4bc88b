import FixtureKit
import LosslessJSON
import TerminalUI

extension State {
  /// Runs a command.
  /// - Parameters:
  ///   - count: the number typed before the key; how often, or which line.
  ///   - argument: what follows the name on the `:` line, or what the key stands for.
  mutating func perform(_ command: Command, count: Int?, argument: String?) -> [Effect] {
    if let entry = CommandEntry.entry(for: command), entry.place == .pane, focus == .list {
      say("\(entry.command.rawValue) works in a pane: Tab goes there")
      return []
    }
    let times = count ?? 1
    switch command {
    case .moveDown: return move(by: times)
    case .moveUp: return move(by: -times)
    case .moveTop: return go(toLine: (count ?? 1) - 1)
    case .moveBottom: return go(toLine: count.map { $0 - 1 } ?? .max)
    case .halfPageDown: return page(by: count ?? max(1, focusedRows / 2))
    case .halfPageUp: return page(by: -(count ?? max(1, focusedRows / 2)))
    case .pageDown: return page(by: times * max(1, focusedRows - 1))
    case .pageUp: return page(by: -times * max(1, focusedRows - 1))
    case .scrollDown: return scroll(by: times)
    case .scrollUp: return scroll(by: -times)
    case .open: return open()
    case .back: return back(mayQuit: argument != CommandEntry.stay)
    case .inside: return goInside()
    case .outside: return goOutside()
    case .nextItem: return moveItem(by: times)
    case .previousItem: return moveItem(by: -times)
    case .nextPane: return cycleFocus(1)
    case .previousPane: return cycleFocus(-1)
    case .nextView: return nextView()
    case .view: return setView(argument)
    case .split: toggleSplit()
    case .maximise: isMaximised.toggle()
    case .grow: resizeList(by: times)
    case .shrink: resizeList(by: -times)
    case .byFile: return toggleArrangement()
    case .foldToggle: return toggleFold()
    case .foldOpenAll: return foldAll(false)
    case .foldCloseAll: return foldAll(true)
    case .foldLevel: return fold(toLevel: argument.flatMap { Int($0) })
    case .filter: return startFilter(argument)
    case .clearFilter: return clearFilter()
    case .search: return startSearch(argument)
    case .searchNext: return searchAgain(forward: true)
    case .searchPrevious: return searchAgain(forward: false)
    case .sort: return sort(argument)
    case .copyValue, .copySource, .copyKey, .copyPath, .copyHash: return copy(command)
    case .reload:
      say(reloadMessage)
      return [.cancel, .load] + startReading()
    case .redraw: return [.redraw]
    case .commandLine: input = .command(CommandLine())
    case .help: input = .help(HelpState())
    case .suspend: return [.suspend]
    case .mark: return toggleMarks(count: times)
    case .markRange: return toggleRange()
    case .markAll: return markAllShown()
    case .clearMarks: return clearMarks()
    case .flag: return toggleFlags(argument)
    case .write: return openWriteDialog()
    case .undo: return undo()
    case .redo: return redo()
    case .quit: return quit()
    }
    return []
  }

  /// Gives the list room or takes it, no more than there is.
  private mutating func resizeList(by step: Int) {
    let layout = layout
    guard layout.list != nil, !layout.panes.isEmpty else { return say(Self.fillsScreen) }
    let range = listRoom
    extraListRows = max(range.lowerBound, min(range.upperBound, extraListRows + step))
  }

  /// What cannot show while one part fills the screen is not done either.
  private static let fillsScreen = "not while one part fills the screen"

  private mutating func toggleSplit() {
    guard isSplittable else { return say("there is nothing to split here") }
    guard !isMaximised else { return say(Self.fillsScreen) }
    guard size.columns >= Layout.splitColumns else {
      return say("a split needs \(Layout.splitColumns) columns")
    }
    splits = !splitsPanes
  }

  // MARK: - Focus

  private var order: [Focus] { [.list] + PaneID.allCases.map(Focus.pane) }

  private mutating func cycleFocus(_ step: Int) -> [Effect] {
    // A screen full of panes has no list to go to.
    let order = isZoomed ? order.filter { $0 != .list } : order
    let position = order.firstIndex(of: focus) ?? 0
    setFocus(order[(position + step + order.count) % order.count])
    return []
  }

  mutating func setFocus(_ focus: Focus) {
    self.focus = focus
    // Beside the list the two that belong together are shown again.
    if focus == .list, panes.current == .meta { panes.current = .request }
    if let id = focus.pane { panes.current = id }
  }

  /// Enter: from the list to the panes, from the panes to the whole screen.
  private mutating func open() -> [Effect] {
    guard let row = list.current else { return [] }
    if focus == .list, row.place == nil, !isShownAlone(row) { return toggleRow(row) }
    if focus.pane != nil, isZoomed { return toggleFold() }
    isZoomed = true
    setFocus(.pane(focus.pane ?? panes.current))
    return []
  }

  /// Whether the row stands for a file that is looked at by itself.
  func isShownAlone(_ row: Row) -> Bool {
    if case .file(let file) = row { return library.files[file].standsAlone }
    return false
  }

  private mutating func back(mayQuit: Bool) -> [Effect] {
    if list.rangeStart != nil {
      list.rangeStart = nil
      return []
    }
    if focus != .list, panes.search != nil {
      panes.search = nil
      return []
    }
    if isMaximised {
      isMaximised = false
    } else if isZoomed {
      isZoomed = false
      setFocus(.list)
    } else if focus != .list {
      setFocus(.list)
    } else if mayQuit {
      return perform(.quit, count: nil, argument: nil)
    } else if list.answered < list.query, list.isFiltered {
      // Esc gives up a filter that is still being worked out.
      return clearFilter()
    }
    return []
  }

  private mutating func goInside() -> [Effect] {
    if let id = focus.pane { return unfold(in: id) }
    guard let row = list.current else { return [] }
    if row.place == nil, !isShownAlone(row) {
      if list.closedRows.contains(row) { return toggleRow(row) }
      return move(by: 1)
    }
    setFocus(.pane(panes.current))
    return []
  }

  private mutating func goOutside() -> [Effect] {
    if let id = focus.pane { return foldOrLeave(id) }
    guard arrangement == .byFile, let row = list.current else { return [] }
    if row.place == nil, !list.closedRows.contains(row), !isShownAlone(row) {
      return toggleRow(row)
    }
    // Up to the row this one belongs to.
    guard let file = row.file else { return [] }
    let parent: Row = row.place == nil ? .folder(library.files[file].folder) : .file(file)
    if let position = list.rows[..<list.cursor].lastIndex(of: parent) { list.cursor = position }
    return []
  }
}
