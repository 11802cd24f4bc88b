import FixtureKit
import LosslessJSON
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Status and last line")
struct StatusTests {
  // MARK: - Low screens

  @Test("On a screen too low for a status line, messages stand on the last", arguments: 5...7)
  func saysOnLastLine(rows: Int) {
    var browsing = Browsing(columns: 60, rows: rows)
    browsing.type("x")
    #expect(browsing.lastLine == " x does nothing here: ? shows the keys")
    browsing.type("j")
    #expect(browsing.lastLine.hasSuffix("? help"))
  }

  @Test(
    "There a filter's error stands beside the filter, and the cursor stays in sight",
    arguments: [20, 40, 60, 80])
  func saysErrorBesidePrompt(columns: Int) {
    var browsing = Browsing(columns: columns, rows: 6)
    browsing.type("fsize:<gt>many")
    #expect(browsing.lastLine.hasPrefix("filter: "))
    let reason = browsing.list.filterError?.reason ?? ""
    #expect(browsing.lastLine.contains(" " + reason.prefix(8)))
    let cursor = browsing.state.render().cursor
    #expect(cursor.map { $0.column < columns && $0.row == 5 } == true)
  }

  // MARK: - Log

  @Test(
    "The log says local time",
    arguments: [(0, "12:00"), (19_800, "17:30"), (-43_200, "00:00"), (43_200, "00:00")])
  func saysLocalTime(offset: Int, clock: String) {
    var state = State(
      root: "", size: Size(columns: 160, rows: 30), charset: .unicode, now: Scene.now)
    state.utcOffset = offset
    state.record("something")
    #expect(state.render().grid.text.contains("\n \(clock) something"))
  }

  // MARK: - What the labels say

  @Test("A string's length is that of its text, not of its escapes")
  func countsDecoded() {
    var browsing = Browsing(columns: 120, rows: 40)
    browsing.go(to: "agents/count-files.json")
    browsing.type("<Tab>")
    browsing.run("search knowledgeable")
    #expect(browsing.statusLine == " $.system[0].text   string, 2 lines, 123 chars")
  }

  @Test("q is said to quit only where it does", arguments: ["O", "<Tab>", "<Enter>", "<Tab>O"])
  func saysQuit(keys: String) {
    var browsing = Browsing()
    #expect(browsing.lastLine.hasPrefix(" q quit"))
    browsing.type(keys)
    #expect(browsing.lastLine.hasPrefix(" q back"))
  }

  @Test("A plain answer is no stream, though the view stays with the next one")
  func namesView() {
    var browsing = Browsing()
    browsing.go(to: "streaming/pelican-names.json")
    browsing.type("<Tab><Tab>")
    browsing.run("view stream")
    #expect(browsing.screen.text.contains(" stream "))
    browsing.run("back")
    browsing.go(to: "chat/canada.json")
    browsing.type("<Tab><Tab>")
    #expect(!browsing.screen.text.contains(" stream "))
    browsing.type("t")
    #expect(browsing.pane.view == .text)
  }

  @Test(
    "What has one view is given no other",
    arguments: ["file:merge-conflict", "file:broken/empty", "file:no-interactions"])
  func hasOneView(filter: String) {
    var browsing = Browsing()
    browsing.run("filter \(filter)")
    browsing.type("<Tab>t")
    #expect(browsing.message == "there is one view of this" && browsing.pane.view == .tree)
    browsing.type("yy")
    #expect(browsing.message == "there is no JSON value here")
    browsing.type("k")
    #expect(!browsing.lastLine.contains("view") && !browsing.lastLine.contains("split"))
  }

  @Test("Copying says how to get at a value only where that helps")
  func saysWhereValuesAre() {
    var browsing = Browsing()
    browsing.type("<Tab>tyy")
    #expect(browsing.message == "there is no JSON value here: t shows the tree")
    browsing.type("<Tab><Tab>yy")
    #expect(browsing.state.focus == .pane(.meta))
    #expect(browsing.message == "there is no JSON value here")
  }

  @Test("The library's own folder has a name like others")
  func namesRoot() throws {
    Repository.enter()
    var state = State(
      root: "Fixtures/library/chat", size: Size(columns: 80, rows: 24), charset: .unicode,
      now: Scene.now)
    let root = state.library.root
    state.library = BrowserLibrary(root: root, try LibraryListing(of: root))
    state.list.rows = [.folder(0)]
    #expect(state.overview(of: .folder(0)).first.map { $0 == ("folder", "./") } == true)
    #expect(state.render().grid.text(ofRow: 22) == " ./")
  }

  @Test("A long string that is closed still shows its start")
  func showsStart() throws {
    let text = String(repeating: "word\\n", count: 9_000)
    let document = try JSONDocument(Array("{\"a\": \"\(text)\"}".utf8))
    let value = try #require(document.root["a"])
    #expect(CompactText.text(of: value, .unicode).hasPrefix("word word word word"))
  }

  @Test("The start of a string ends between characters", arguments: 1...24)
  func cutsBetweenCharacters(limit: Int) throws {
    let document = try JSONDocument(Array("\"é漢\\ud83d\\ude00\\u00e9x漢漢漢\"".utf8))
    let whole = try #require(document.root.string)
    let start = document.root.decodedStart(limit)
    #expect(whole.hasPrefix(start) && start.utf8.count > limit - 4)
  }
}
