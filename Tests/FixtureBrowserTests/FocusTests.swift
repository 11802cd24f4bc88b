import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Focus and levels")
struct FocusTests {
  @Test(
    "Tab goes list, Request, Response, Meta in every layout, and round; shift-Tab backwards",
    arguments: [20, 40, 59, 60, 80, 109, 110, 120, 159, 160, 200])
  func tabs(columns: Int) {
    var browsing = Browsing(columns: columns, rows: 40)
    let order: [Focus] = [.list, .pane(.request), .pane(.response), .pane(.meta)]
    for round in 0..<2 {
      for focus in order {
        #expect(browsing.state.focus == focus, "round \(round)")
        browsing.type("<Tab>")
      }
    }
    for focus in order.dropFirst().reversed() {
      browsing.type("<S-Tab>")
      #expect(browsing.state.focus == focus)
    }
  }

  @Test("The part with the focus is on the screen in every layout", arguments: [20, 60, 110, 160])
  func showsFocus(columns: Int) {
    var browsing = Browsing(columns: columns, rows: 24)
    for _ in 0..<5 {
      switch browsing.state.focus {
      case .list: #expect(browsing.state.layout.list != nil)
      case .pane(let id): #expect(browsing.state.layout.panes.contains { $0.id == id })
      }
      browsing.type("<Tab>")
    }
  }

  @Test("On a screen full of panes Tab does not lead to the list, which is not there")
  func tabsZoomed() {
    var browsing = Browsing()
    browsing.type("<Enter>")
    for focus: Focus in [.pane(.response), .pane(.meta), .pane(.request)] {
      browsing.type("<Tab>")
      #expect(browsing.state.focus == focus)
    }
  }

  @Test("Enter zooms, q goes back one level at a time and ends the program at the last")
  func goesBack() {
    var browsing = Browsing()
    browsing.type("3j<Enter>")
    #expect(browsing.state.isZoomed && browsing.state.focus == .pane(.request))
    #expect(browsing.state.layout.list == nil)
    browsing.type("q")
    #expect(!browsing.state.isZoomed && browsing.state.focus == .list && browsing.cursor == 3)
    #expect(!browsing.state.isQuitting)
    browsing.type("q")
    #expect(browsing.state.isQuitting)
    #expect(browsing.requests.contains { if case .quit = $0 { true } else { false } })
  }

  @Test("Esc goes back too, but at the list it does not quit")
  func escapes() {
    var browsing = Browsing()
    browsing.type("<Enter><Esc><Esc><Esc><Esc>")
    #expect(browsing.state.focus == .list && !browsing.state.isQuitting)
    browsing.type("<Tab><Esc>")
    #expect(browsing.state.focus == .list && !browsing.state.isQuitting)
  }

  @Test("h at the list does nothing", arguments: [80, 200])
  func staysAtList(columns: Int) {
    var browsing = Browsing(columns: columns)
    browsing.type("gghhhh")
    #expect(!browsing.state.isQuitting && browsing.state.focus == .list && browsing.cursor == 0)
  }

  @Test("Q and ctrl-c quit from everywhere", arguments: ["Q", "<C-c>"])
  func quits(key: String) {
    for before in ["", "<Tab>", "<Enter>", "<Enter>O", "5"] {
      var browsing = Browsing()
      browsing.type(before + key)
      #expect(browsing.state.isQuitting, "after \(before)")
    }
  }

  @Test("A signal or a terminal that is gone quits")
  func terminates() {
    var browsing = Browsing()
    browsing.handle(.terminated)
    #expect(browsing.state.isQuitting)
    browsing = Browsing()
    browsing.handle(.terminal(.hangUp))
    #expect(browsing.state.isQuitting)
  }

  @Test("Esc in a pane gives up the search first")
  func escapesSearch() {
    var browsing = Browsing()
    browsing.type("<Tab>/role<Enter><Esc>")
    #expect(browsing.state.panes.search == nil && browsing.state.focus == .pane(.request))
    browsing.type("<Esc>")
    #expect(browsing.state.focus == .list)
  }

  @Test("l opens from the list, h leads back to it")
  func entersAndLeaves() {
    var browsing = Browsing()
    browsing.type("l")
    #expect(browsing.state.focus == .pane(.request))
    browsing.type("h")
    #expect(browsing.state.focus == .list)
  }

  @Test("h in a text view leads back to the list")
  func leavesText() {
    var browsing = Browsing()
    browsing.type("<Tab>th")
    #expect(browsing.state.focus == .list)
  }

  @Test("O gives all the room to the focused part and takes it back; so does q")
  func maximises() {
    var browsing = Browsing(columns: 120, rows: 40)
    browsing.type("O")
    #expect(browsing.state.layout.panes.isEmpty && browsing.state.layout.list != nil)
    browsing.type("O<Tab><Tab>O")
    #expect(browsing.state.layout.list == nil)
    #expect(browsing.state.layout.panes.map(\.id) == [.response])
    browsing.type("q")
    #expect(browsing.state.layout.list != nil && browsing.state.layout.panes.count == 2)
    #expect(browsing.state.focus == .pane(.response))
  }

  @Test("| sets request and response side by side, and one above the other again")
  func splits() {
    var browsing = Browsing()
    #expect(browsing.state.layout.panes.map(\.id) == [.request])
    browsing.type("|")
    #expect(browsing.state.layout.panes.map(\.id) == [.request, .response])
    browsing.type("|")
    #expect(browsing.state.layout.panes.map(\.id) == [.request])
  }

  @Test("+ and _ move the line between list and panes, and neither disappears")
  func resizesParts() throws {
    var browsing = Browsing()
    let rows = try #require(browsing.state.layout.list?.body.rows)
    browsing.type("3+")
    #expect(browsing.state.layout.list?.body.rows == rows + 3)
    browsing.type("_")
    #expect(browsing.state.layout.list?.body.rows == rows + 2)
    browsing.type("99+")
    #expect((browsing.state.layout.panes.first?.part.body.rows ?? 0) >= 3)
    browsing.type("99_")
    #expect((browsing.state.layout.list?.body.rows ?? 0) >= 2)
  }

  @Test("After + at its limit one _ already shows")
  func doesNotOvershoot() {
    var browsing = Browsing()
    browsing.type("99+")
    let largest = browsing.state.layout.list?.body.rows
    browsing.type("_")
    #expect(browsing.state.layout.list?.body.rows == largest.map { $0 - 1 })
  }

  @Test("What has nothing to split, or no room for it, stays as it is and says so")
  func splitsOnlyWhatCanBe() {
    var browsing = Browsing()
    browsing.run("filter file:merge-conflict")
    browsing.type("|")
    #expect(browsing.message == "there is nothing to split here")
    browsing.run("filter file:canada")
    #expect(browsing.state.layout.panes.map(\.id) == [.request])
    browsing.type("O|")
    #expect(browsing.message == "not while one part fills the screen")
    browsing.type("O")
    #expect(browsing.state.layout.panes.map(\.id) == [.request])
    browsing.resize(59, 24)
    browsing.type("<Tab>|")
    #expect(browsing.message == "a split needs 60 columns")
    browsing.resize(60, 24)
    #expect(browsing.state.layout.panes.map(\.id) == [.request])
  }

  @Test(
    "While one part fills the screen, + and _ say so and leave no trace",
    arguments: ["O", "<Tab>O", "<Enter>"])
  func resizesOnlyWhatShows(keys: String) {
    var browsing = Browsing()
    let rows = browsing.state.layout.list?.body.rows
    browsing.type(keys + "3+")
    #expect(browsing.message == "not while one part fills the screen")
    browsing.type("q")
    #expect(browsing.state.layout.list?.body.rows == rows)
  }

  @Test("t shows the next view of request and response; a stream has one more")
  func changesViews() {
    var browsing = Browsing()
    browsing.go(to: "chat/canada.json")
    browsing.type("<Tab>")
    var seen: [PaneView] = []
    for _ in 0..<3 {
      browsing.type("t")
      seen.append(browsing.state.panes.request.view)
      #expect(browsing.state.panes.response.view == browsing.state.panes.request.view)
    }
    #expect(seen == [.text, .raw, .tree])
    browsing.type("<Esc>")
    browsing.go(to: "streaming/pelican-names.json")
    browsing.type("<Tab><Tab>")
    seen = []
    for _ in 0..<4 {
      browsing.type("t")
      seen.append(browsing.state.panes.response.view)
    }
    #expect(seen == [.text, .stream, .raw, .tree])
  }

  @Test("gt asks which view; the views are named when it is none of them")
  func picksViews() {
    var browsing = Browsing()
    browsing.type("gt")
    #expect(browsing.lastLine == ":view")
    browsing.type("raw<Enter>")
    #expect(browsing.state.panes.request.view == .raw)
    browsing.run("view xml")
    #expect(browsing.message == "views are tree, text, stream, raw")
    #expect(browsing.state.panes.request.view == .raw)
  }

  @Test("A view stays while one goes on to other interactions")
  func keepsView() {
    var browsing = Browsing()
    browsing.type("<Tab>t3]")
    #expect(browsing.pane.view == .text)
  }
}
