import FixtureKit
import TerminalUI

@testable import FixtureBrowser

/// A browser without terminal and threads: whatever its state asks for is answered at once from the
/// sample library in memory, until it asks for no more.
struct Browsing {
  private(set) var state: State
  /// What has been asked for that is no reading: copies, redraws, quitting.
  private(set) var requests: [Effect] = []
  /// What has been asked to be written, and why that fails.
  private(set) var writes: [WriteRequest] = []
  var writeFailure: FixtureError?
  /// Leaves what is asked for undone, to see what is on the screen meanwhile.
  var holdsAnswers = false
  private let library = SampleLibrary.shared

  /// With the sample library loaded.
  /// - Parameter root: what the library's folder is called; any path that leads there.
  init(
    columns: Int = 80, rows: Int = 24, charset: Charset = .unicode,
    root: String = "Fixtures/library"
  ) {
    state = State(
      root: root, size: Size(columns: columns, rows: rows), charset: charset,
      now: Scene.now)
    perform(state.start())
    requests = []
  }

  // MARK: - Doing

  mutating func handle(_ event: Event) {
    perform(state.update(event))
  }

  /// Types keys in notation.
  mutating func type(_ notation: String) {
    guard let keys = try? Key.sequence(notation: notation) else {
      preconditionFailure("\(notation) is no key sequence")
    }
    for key in keys { handle(.terminal(.key(key))) }
  }

  /// Types a command line.
  mutating func run(_ command: String) {
    type(":")
    paste(command)
    type("<Enter>")
  }

  mutating func paste(_ text: String) { handle(.terminal(.paste(text))) }

  mutating func resize(_ columns: Int, _ rows: Int) {
    handle(.terminal(.resize(Size(columns: columns, rows: rows))))
  }

  mutating func mouse(
    _ button: MouseEvent.Button, row: Int, column: Int, kind: MouseEvent.Kind = .press
  ) {
    let event = MouseEvent(button: button, kind: kind, row: row, column: column)
    handle(.terminal(.mouse(event)))
  }

  /// Puts the list's cursor, which must have the focus, on an interaction.
  mutating func go(to path: String, _ number: Int = 1) {
    precondition(state.focus == .list, "keys go to the list")
    let place = Place(file: library.file(path), position: number - 1)
    guard let position = state.list.rows.firstIndex(of: .interaction(place)) else {
      preconditionFailure("\(path)#\(number) has a row")
    }
    type("\(position + 1)G")
  }

  /// Puts another interaction in the panes, in the place of the current row's.
  mutating func show(_ json: String) throws {
    guard let place = list.current?.place, let index = state.library.file(place).state.index else {
      preconditionFailure("the row is an interaction")
    }
    let interaction = try Interaction(Array(json.utf8), fileProvider: nil)
    let opened = OpenedInteraction(place.position, of: index, interaction)
    handle(.opened(place, .success(opened)))
  }

  private mutating func perform(_ effects: [Effect]) {
    var pending = effects[...]
    while let effect = pending.popFirst() {
      let events = holdsAnswers ? [] : answers(to: effect)
      if events.isEmpty { requests.append(effect) }
      for event in events { pending += state.update(event) }
    }
  }

  private mutating func answers(to effect: Effect) -> [Event] {
    switch effect {
    case .load:
      return [
        .listed(.success(BrowserLibrary(root: state.library.root, library.listing))),
        .indexed(library.states.enumerated().map { FileReport($0, $1) }),
        .indexingEnded(milliseconds: 38),
      ]
    case .query(let query): return [.rows(library.rows(query))]
    case .reindex(let file, _): return [.indexed([FileReport(file, library.states[file])])]
    case .check(_, let files):
      return [.checked(files.map { ($0, library.findings[$0]) })]
    case .open(let place, _, _, _):
      return [.opened(place, .success(library.interactions[place.file][place.position]))]
    case .openFile(let file, let path):
      return [
        .openedFile(
          file,
          Result { () throws(FixtureError) in
            let (bytes, size) = try FixtureReader.rawBytes(of: path, limit: OpenedFile.limit)
            return OpenedFile(bytes: bytes, size: size)
          }), .reread(FileReport(file, library.states[file])),
      ]
    case .write(let request):
      writes.append(request)
      if let writeFailure { return [.wrote(.failure(writeFailure), request)] }
      // As if it had been done: the library in memory stays as it is.
      return [.wrote(.success(WrittenOperation(root: "/", number: 1)), request)]
    case .findInterrupted, .cancel, .copy, .redraw, .suspend, .quit: return []
    }
  }

  // MARK: - Looking

  var list: ListState { state.list }
  var cursor: Int { state.list.cursor }
  var message: String { state.message?.text ?? "" }

  /// The pane that has the focus, or would have it.
  var pane: Pane { state.panes[state.focus.pane ?? state.panes.current] }

  /// `agents/night-train.json#3`, or a folder's or file's path.
  var selection: String {
    switch list.current {
    case nil: ""
    case .folder(let folder)?: state.library.folders[folder].path
    case .file(let file)?: state.library.files[file].path
    case .interaction(let place)?: "\(state.library.file(place).path)#\(place.position + 1)"
    }
  }

  var screen: Grid { state.render().grid }
  var lastLine: String { screen.text(ofRow: state.size.rows - 1) }
  var statusLine: String { screen.text(ofRow: state.size.rows - 2) }

  /// The line of the focused pane that the cursor is on, as the screen shows it.
  var paneLine: String { paneLine(pane.cursor) }

  func paneLine(_ line: Int) -> String {
    let id = state.focus.pane ?? state.panes.current
    guard let part = state.layout.panes.first(where: { $0.id == id })?.part.body else { return "" }
    let row = part.row + line - pane.top
    guard part.contains(column: part.column, row: row) else { return "" }
    let screen = screen
    let cells = (part.column..<part.maxColumn).map { screen[row, $0].text }
    return cells.joined().trimmingBlanks
  }

  /// Every text offered to the clipboard.
  var copied: [String] {
    requests.compactMap { if case .copy(let text) = $0 { text } else { nil } }
  }
}

extension String {
  var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
