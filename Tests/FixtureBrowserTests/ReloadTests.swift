import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

/// The folder is read again beside what is on the screen, and takes its place in one step: numbers of
/// the old reading must not be taken for those of the new one, and nobody loses his place.
@Suite("Reading the folder again")
struct ReloadTests {
  /// A browser at the end of the library, and two files that take the place of all others.
  static func shrinking(_ keys: String, columns: Int = 80) throws -> (Browsing, FileState) {
    var browsing = Browsing(columns: columns, rows: 40)
    browsing.type(keys)
    browsing.holdsAnswers = true
    let listing = try LibraryListing(of: Repository.path + "/Fixtures/library/audio")
    browsing.handle(.listed(.success(BrowserLibrary(root: "Fixtures/library", listing))))
    let path = Repository.path + "/Fixtures/library/audio/" + listing.paths[0]
    return (browsing, LibraryIndexer.state(of: path, by: FileIndexer()))
  }

  /// The same with the new files in place.
  static func shrunk(_ keys: String, columns: Int = 80) throws -> Browsing {
    var (browsing, state) = try shrinking(keys, columns: columns)
    for file in 0..<4 { browsing.handle(.indexed([FileReport(file, state)])) }
    browsing.handle(.indexingEnded(milliseconds: 1))
    guard case .query(let query) = browsing.requests.last else { return browsing }
    let rows = query.rows(passing: { Array(0..<$1.count) }, filePasses: { _ in true })
    browsing.handle(.rows(rows))
    return browsing
  }

  @Test("Until the new rows are there the old ones can be used", arguments: [80, 200])
  func staysMeanwhile(columns: Int) throws {
    for keys in ["j", "[", "gg", "l", "<Enter>", "<Tab>", "<S-Tab>", "oa", "L", "yh", "Gk"] {
      var (browsing, state) = try Self.shrinking("G", columns: columns)
      #expect(browsing.list.rows.count > 100)
      #expect(browsing.screen.text(ofRow: 0).contains("reading again"))
      browsing.handle(.indexed([FileReport(0, state)]))
      browsing.type(keys)
      _ = browsing.screen
      #expect(browsing.state.reading != nil)
    }
  }

  @Test("A folder that has become smaller can be drawn and moved in", arguments: [80, 200])
  func shrinks(columns: Int) throws {
    for keys in ["", "G", "G<S-Tab>", ":filter file:merge-conflict<Enter>", "zMG"] {
      var browsing = try Self.shrunk(keys, columns: columns)
      #expect(browsing.state.library.files.count < 5)
      _ = browsing.screen
      browsing.type("jkG<Enter><Tab>[]")
      browsing.resize(180, 40)
      _ = browsing.screen
    }
  }

  @Test("An answer that comes late is not taken for one about the new files")
  func takesLateAnswers() throws {
    var browsing = try Self.shrunk("G")
    let place = Place(file: 55, position: 0)
    browsing.handle(.opened(place, .failure(.changed(path: "gone.json"))))
    browsing.handle(.openedFile(55, .failure(.notFound(path: "gone.json"))))
    browsing.handle(.reread(FileReport(55, .pending)))
    browsing.handle(.checked([(55, [])]))
    browsing.handle(.indexed([FileReport(55, .pending)]))
    _ = browsing.screen
  }

  @Test("One stays on the same row, at the same height, and reads on where one was")
  func keepsPlace() {
    var browsing = Browsing()
    browsing.type("40Gkkk<Tab>zM")
    let (before, top, cursor) = (browsing.selection, browsing.list.top, browsing.list.cursor)
    let folded = browsing.pane.folded
    browsing.type("<F5>")
    #expect(browsing.selection == before && browsing.list.top == top)
    #expect(browsing.list.cursor == cursor && browsing.pane.folded == folded && !folded.isEmpty)
  }

  @Test("On a folder too, and what was closed stays closed")
  func keepsFolder() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.type("zMjj")
    let (before, rows) = (browsing.selection, browsing.list.rows)
    browsing.type("<F5>")
    #expect(browsing.selection == before && browsing.list.rows == rows)
  }

  @Test("Rows of a reading that another one has replaced are not taken for the shown files")
  func givesUpReading() throws {
    var (browsing, state) = try Self.shrinking("G")
    for file in 0..<4 { browsing.handle(.indexed([FileReport(file, state)])) }
    browsing.handle(.indexingEnded(milliseconds: 1))
    guard case .query(let query)? = browsing.requests.last else {
      Issue.record("the rows of the new reading are asked for")
      return
    }
    let rows = browsing.list.rows
    browsing.type("<F5>")
    browsing.handle(
      .rows(query.rows(passing: { Array(0..<$1.count) }, filePasses: { _ in true })))
    #expect(browsing.list.rows == rows)
    browsing.type("Gk")
    _ = browsing.screen
  }

  @Test("What was on its way when F5 was pressed is asked for again")
  func asksAgain() {
    var browsing = Browsing()
    browsing.holdsAnswers = true
    browsing.type("j<F5>")
    let opens = browsing.requests.filter { if case .open = $0 { true } else { false } }
    #expect(opens.count == 2)
    guard case .open? = browsing.requests.last else {
      Issue.record("it is asked for after the old answers have been called off")
      return
    }
  }

  @Test("A file that was read again before F5 is not shown as it was before that")
  func forgetsOldContent() throws {
    let library = SampleLibrary.shared
    let file = library.file("agents/night-train.json")
    var states = library.states
    states[file] = states[library.file("agents/count-files.json")]
    var browsing = Browsing()
    browsing.go(to: "agents/night-train.json")
    browsing.holdsAnswers = true
    browsing.handle(.indexed([FileReport(file, states[file])]))
    browsing.type("<F5>")
    guard case .open? = browsing.requests.last else {
      Issue.record("what was on its way is asked for again")
      return
    }
    browsing.handle(.listed(.success(library.listed)))
    browsing.handle(.indexed(states.enumerated().map { FileReport($0, $1) }))
    browsing.handle(.indexingEnded(milliseconds: 1))
    guard case .query(let query)? = browsing.requests.last else {
      Issue.record("the rows of the new reading are asked for")
      return
    }
    browsing.handle(.rows(library.rows(query)))
    guard case .open(let place, _, _, _)? = browsing.requests.last else {
      Issue.record("the interaction is asked for as it is now")
      return
    }
    #expect(place.file == file && browsing.state.panes.opened == nil)
  }

  @Test("What could not be shown before F5 is tried again")
  func triesAgain() throws {
    var browsing = Browsing()
    guard let place = browsing.list.current?.place else { return }
    browsing.holdsAnswers = true
    browsing.handle(.opened(place, .failure(.unreadable(path: "a", reason: "no"))))
    browsing.type("j")
    browsing.handle(.waiting)
    browsing.type("<F5>")
    guard case .open? = browsing.requests.last else {
      Issue.record("it is asked for after the old answers have been called off")
      return
    }
  }

  @Test("A broken file that is whole by the time it is looked at takes its interactions' rows")
  func takesMended() throws {
    var browsing = Browsing()
    browsing.run("filter file:empty.json")
    browsing.type("F")
    guard case .file(let file)? = browsing.list.current else {
      Issue.record("the cursor is on the broken file")
      return
    }
    let library = SampleLibrary.shared
    let total = browsing.state.library.interactions
    let sound = library.states[library.file("agents/night-train.json")]
    browsing.holdsAnswers = true
    browsing.handle(.reread(FileReport(file, sound)))
    #expect(browsing.state.library.interactions == total + 7)
    #expect(browsing.state.library.brokenFiles == 2)
    guard case .query(let query)? = browsing.requests.dropLast().last,
      case .check? = browsing.requests.last
    else {
      Issue.record("rows and findings are asked for")
      return
    }
    #expect(query.library.files[file].state.index != nil)
  }

  @Test("A folder that cannot be read any more is said, and what was read stays")
  func saysFailure() {
    var browsing = Browsing()
    let rows = browsing.list.rows
    browsing.holdsAnswers = true
    browsing.type("<F5>")
    browsing.handle(.listed(.failure(.notFound(path: "Fixtures/library/"))))
    #expect(browsing.message == "folder not found: Fixtures/library/")
    #expect(browsing.list.rows == rows && browsing.screen.text(ofRow: 0).contains("no such file"))
  }
}
