import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

/// What the browser does while files come in, in whatever order. Events are handed over one by one
/// here, and what it asks for is looked at.
@Suite("Loading")
struct LoadingTests {
  private let library = SampleLibrary.shared
  private var state = State(
    root: "Fixtures/library", size: Size(columns: 80, rows: 24), charset: .unicode, now: Scene.now)

  /// The query among what has been asked for.
  private func query(_ effects: [Effect]) -> RowQuery? {
    for case .query(let query) in effects { return query }
    return nil
  }

  private func indexed(_ files: Range<Int>) -> Event {
    .indexed(files.map { FileReport($0, library.states[$0]) })
  }

  private mutating func press(_ notation: String) -> [Effect] {
    ((try? Key.sequence(notation: notation)) ?? []).flatMap {
      state.update(.terminal(.key($0)))
    }
  }

  private mutating func answer(_ effects: [Effect]) throws -> [Effect] {
    state.update(.rows(library.rows(try #require(query(effects)))))
  }

  private var selection: String {
    guard let place = state.list.current?.place else { return "" }
    return "\(state.library.file(place).path)#\(place.position + 1)"
  }

  // MARK: - Coming in

  @Test("Names stand in the list before anything has been read")
  mutating func showsNames() throws {
    guard case .load = try #require(state.start().first) else {
      Issue.record("the folder is asked for first")
      return
    }
    #expect(state.render().grid.text.contains("reading the folder …"))
    _ = try answer(state.update(.listed(.success(library.listed))))
    #expect(state.list.rows.count == library.listing.paths.count)
    #expect(state.render().grid.text(ofRow: 0).contains("reading 0 …"))
    #expect(state.render().grid.text(ofRow: 2).contains("agents/count-files.json"))
  }

  @Test("Until a key is pressed the cursor keeps to the first interaction")
  mutating func keepsToFirst() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    _ = try answer(state.update(indexed(20..<30)))
    #expect(state.list.current?.place != nil)
    _ = try answer(state.update(indexed(0..<5)))
    #expect(selection == "agents/count-files.json#1")
    _ = try answer(state.update(indexed(5..<library.states.count)))
    #expect(selection == "agents/count-files.json#1")
  }

  @Test("By file the folder and file that the first interaction is in are on the screen too")
  mutating func showsFirstHeadings() throws {
    _ = state.update(.terminal(.resize(Size(columns: 200, rows: 60))))
    _ = try answer(state.update(.listed(.success(library.listed))))
    _ = try answer(state.update(indexed(0..<library.states.count)))
    #expect(selection == "agents/count-files.json#1")
    #expect(state.list.top == 0)
  }

  @Test("Rows that come in leave the cursor on its row, at its height on the screen")
  mutating func keepsRow() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    _ = try answer(state.update(indexed(30..<40)))
    _ = press("33G")
    let before = (selection, state.list.cursor - state.list.top)
    #expect(before.0 != "")
    for files in [0..<10, 40..<50, 10..<30, 50..<library.states.count] {
      _ = try answer(state.update(indexed(files)))
      #expect(selection == before.0)
      #expect(state.list.cursor - state.list.top == before.1)
    }
  }

  @Test("What has been read is said, with what is broken and what was left out")
  mutating func saysLoaded() throws {
    _ = state.update(.terminal(.resize(Size(columns: 200, rows: 60))))
    _ = state.update(.listed(.success(library.listed)))
    _ = state.update(indexed(0..<library.states.count))
    let effects = state.update(.indexingEnded(milliseconds: 38))
    #expect(
      state.log.first?.text
        == "loaded 112 interactions from 56 files in 38 ms, 3 broken, "
        + "1 JSON file left out as no fixture")
    #expect(effects.contains { if case .check = $0 { true } else { false } })
  }

  // MARK: - Answers out of order

  @Test("An answer to an older query does not replace that to a newer one")
  mutating func ignoresOldAnswers() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    let old = try #require(query(state.update(indexed(0..<library.states.count))))
    _ = press("f")
    let new = try #require(query(press("g")))
    _ = state.update(.rows(library.rows(new)))
    let count = state.list.rows.count
    _ = state.update(.rows(RowList(number: old.number, arrangement: .flat)))
    #expect(state.list.rows.count == count && state.list.answered == new.number)
  }

  @Test("An interaction that comes when the cursor has moved on is not shown")
  mutating func ignoresLateInteractions() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    let effects = try answer(state.update(indexed(0..<library.states.count)))
    guard case .open(let place, let path, let index, _)? = effects.last else {
      Issue.record("the first interaction is asked for")
      return
    }
    let read = OpenedInteraction(
      0, of: index, try FixtureReader.interaction(0, of: index, at: path))
    _ = press("5j")
    _ = state.update(.opened(place, .success(read)))
    #expect(state.panes.opened == nil)
    _ = press("5k")
    _ = state.update(.opened(place, .success(read)))
    #expect(state.panes.opened != nil)
  }

  @Test("What is asked for is asked for once, however many rows come in meanwhile")
  mutating func asksOnce() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    let effects = try answer(state.update(indexed(0..<10)))
    #expect(effects.count { if case .open = $0 { true } else { false } } == 1)
    let more = try answer(state.update(indexed(10..<20)))
    #expect(!more.contains { if case .open = $0 { true } else { false } })
  }

  @Test("While an answer is on its way, news are asked for after it, not instead")
  mutating func asksAfterwards() throws {
    let first = try #require(query(state.update(.listed(.success(library.listed)))))
    #expect(query(state.update(indexed(0..<10))) == nil)
    #expect(query(state.update(indexed(10..<20))) == nil)
    let second = query(state.update(.rows(library.rows(first))))
    #expect(second?.number == first.number + 1 && second?.library.indexedFiles == 20)
    #expect(query(state.update(.rows(library.rows(try #require(second))))) == nil)
  }

  @Test("What takes a while to read does not leave another row's content on the screen")
  mutating func waits() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    let effects = try answer(state.update(indexed(0..<library.states.count)))
    guard case .open(let place, let path, let index, _)? = effects.last else {
      Issue.record("the first interaction is asked for")
      return
    }
    let read = OpenedInteraction(
      0, of: index, try FixtureReader.interaction(0, of: index, at: path))
    _ = state.update(.opened(place, .success(read)))
    _ = press("j<Tab>")
    #expect(press("yy").isEmpty && state.message?.text == "it is still being read")
    #expect(state.panes.opened != nil)
    _ = state.update(.waiting)
    #expect(state.panes.opened == nil)
    _ = press("<S-Tab>k")
    _ = state.update(.opened(place, .success(read)))
    _ = state.update(.waiting)
    #expect(state.panes.opened != nil)
  }

  @Test("Files that were being written while they were read are read again at the end")
  mutating func rereadsMoving() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    _ = state.update(indexed(1..<library.states.count))
    _ = state.update(.indexed([FileReport(0, .broken(.changed(path: "a")))]))
    let effects = state.update(.indexingEnded(milliseconds: 1))
    #expect(effects.contains { if case .reindex(0, _) = $0 { true } else { false } })
  }

  @Test("An overview is brought up to date under the eyes of whoever reads it")
  func keepsPlaceInOverview() throws {
    var browsing = Browsing(columns: 200, rows: 30)
    browsing.type("gg")
    #expect(browsing.selection == "agents/")
    browsing.type("<Tab>jjj")
    let file = library.file("agents/night-train.json")
    browsing.handle(.checked([(file, library.findings[file])]))
    #expect(browsing.pane.cursor == 3)
    browsing.handle(.indexed([FileReport(file, .broken(.changed(path: "night-train.json")))]))
    #expect(browsing.pane.cursor == 3)
    #expect(browsing.screen.text.contains("broken files"))
  }

  @Test("A folder counts what its files hold, whatever becomes of them")
  func countsFolders() {
    var library = self.library.listed
    let states = self.library.states + [.pending, .broken(.changed(path: "a"))]
    // Steps of another length than the list's meet every file in many states.
    for step in 0..<5_000 {
      let (state, file) = (step * 7 % states.count, step % library.files.count)
      library.take(FileReport(file, states[state], size: step % 100))
      if let findings = self.library.findings.dropFirst(state).first, step.isMultiple(of: 3) {
        library.take(findings, ofFile: file)
      }
    }
    for folder in library.folders {
      var totals = BrowserLibrary.Totals()
      for file in folder.files { totals.add(library.files[file].totals) }
      #expect(folder.totals == totals, "\(folder.path)")
    }
  }

  @Test("A folder and a file with something wrong inside have the mark of a problem")
  func marksHeadings() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.type("zM")
    func isMarked(_ name: String) -> Bool? {
      browsing.screen.text.split(separator: "\n").first { $0.contains(" \(name) ") }
        .map { $0.prefix(4).contains("!") }
    }
    for (name, hasProblem) in [
      ("agents/", false), ("broken/", true), ("chat/", false), ("formats/", true),
      ("international/", false), ("legacy/", true), ("tools/", false),
    ] {
      #expect(isMarked("▸ " + name) == hasProblem, "\(name)")
    }
    browsing.type("zR")
    browsing.run("filter file:legacy")
    browsing.type("gg")
    #expect(isMarked("▾ edited-by-hand.json") == true)
    #expect(isMarked("▾ mixed-providers.json") == false)
  }

  @Test("A broken file counts with its size")
  func countsBroken() {
    let file = library.file("broken/merge-conflict.json")
    var browsing = Browsing()
    let folder = browsing.state.library.files[file].folder
    let size = browsing.state.library.folders[folder].totals.size
    browsing.handle(.indexed([FileReport(file, library.states[file], size: 1_000)]))
    #expect(browsing.state.library.folders[folder].totals.size == size + 1_000)
  }

  // MARK: - Failing

  @Test("A file that has changed on disk is read again, which is said, and then shown")
  mutating func rereadsChanged() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    _ = try answer(state.update(indexed(0..<library.states.count)))
    let place = Place(file: 0, position: 0)
    let path = "Fixtures/library/agents/count-files.json"
    let effects = state.update(.opened(place, .failure(.changed(path: path))))
    guard case .reindex(let file, let asked)? = effects.first else {
      Issue.record("the file is read again")
      return
    }
    #expect(file == 0 && asked == path)
    #expect(state.message?.text == "agents/count-files.json changed on disk: read again")
    let after = state.update(indexed(0..<1))
    #expect(after.contains { if case .open = $0 { true } else { false } })
  }

  @Test("Of a file that has become shorter, no interaction is asked for that is not there")
  mutating func asksForWhatIsThere() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    _ = try answer(state.update(indexed(0..<library.states.count)))
    let long = library.file("agents/night-train.json")
    let short = library.file("chat/canada.json")
    _ = press("9G")
    #expect(selection == "agents/night-train.json#7")
    let effects = state.update(.indexed([FileReport(long, library.states[short])]))
    for case .open(let place, _, let index, _) in effects {
      #expect(place.position < index.count)
    }
  }

  @Test("An interaction that cannot be read says why in the panes")
  mutating func saysUnreadable() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    _ = try answer(state.update(indexed(0..<library.states.count)))
    let error = FixtureError.unreadable(
      path: "agents/count-files.json", reason: "permission denied")
    _ = state.update(.opened(Place(file: 0, position: 0), .failure(error)))
    #expect(
      state.render().grid.text.contains("cannot read agents/count-files.json: permission denied"))
  }

  @Test("A folder that cannot be listed says why and that F5 tries again")
  mutating func saysUnlisted() {
    let error = FixtureError.unreadable(path: "Fixtures/library", reason: "permission denied")
    _ = state.update(.listed(.failure(error)))
    let text = state.render().grid.text
    #expect(text.contains("cannot read Fixtures/library: permission denied"))
    #expect(text.contains("F5"))
    #expect(!text.contains("reading the folder"))
  }

  @Test("A folder that is not there is called a folder")
  mutating func saysMissingFolder() {
    _ = state.update(.listed(.failure(.notFound(path: "Fixtures/gone"))))
    #expect(!state.render().grid.text.contains("fixture file not found"))
  }

  // MARK: - Reloading

  @Test("F5 cancels what is going on and reads the folder again")
  mutating func reloads() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    _ = try answer(state.update(indexed(0..<library.states.count)))
    let effects = press("<F5>")
    guard case .cancel? = effects.first, case .load? = effects.dropFirst().first else {
      Issue.record("cancel, then load")
      return
    }
    #expect(state.message?.text == "reading Fixtures/library again")
  }

  @Test("A reload keeps the row, the filter and the order")
  mutating func keepsOverReload() throws {
    _ = try answer(state.update(.listed(.success(library.listed))))
    _ = try answer(state.update(indexed(0..<library.states.count)))
    _ = press("20joA")
    _ = press("<F5>")
    let before = selection
    _ = state.update(.listed(.success(library.listed)))
    _ = state.update(indexed(0..<library.states.count))
    _ = try answer(state.update(.indexingEnded(milliseconds: 1)))
    #expect(selection == before)
    #expect(state.list.order == SortOrder(.age, isReversed: true))
  }
}
