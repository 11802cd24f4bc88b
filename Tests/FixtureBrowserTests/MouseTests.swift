import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

/// At 80x24 the list's title is row 1, its rows are 2 to 8, the pane's title is 9.
@Suite("Mouse")
struct MouseTests {
  @Test("A click goes to the row, one more opens it")
  func clicksRow() {
    var browsing = Browsing()
    browsing.mouse(.left, row: 5, column: 30)
    #expect(browsing.cursor == 3 && !browsing.state.isZoomed)
    browsing.mouse(.left, row: 5, column: 30, kind: .release)
    #expect(!browsing.state.isZoomed)
    browsing.mouse(.left, row: 5, column: 2)
    #expect(browsing.state.isZoomed)
  }

  @Test("A click in a pane or on its title takes the focus there")
  func clicksPane() {
    var browsing = Browsing(columns: 120, rows: 40)
    browsing.mouse(.left, row: 20, column: 100)
    #expect(browsing.state.focus == .pane(.response))
    #expect(browsing.pane.cursor > 0)
    browsing.mouse(.left, row: 15, column: 3)
    #expect(browsing.state.focus == .pane(.request))
    browsing.mouse(.left, row: 1, column: 3)
    #expect(browsing.state.focus == .list && browsing.cursor == 0)
  }

  @Test("A click on the line where a pane's cursor is folds it")
  func clicksFold() {
    var browsing = Browsing()
    browsing.mouse(.left, row: 11, column: 3)
    #expect(browsing.paneLine == "▾ messages: [1]")
    browsing.mouse(.left, row: 11, column: 3)
    #expect(browsing.paneLine.hasPrefix("▸ messages: [1]"))
  }

  @Test("A click on the name of a pane that another one hides shows it")
  func clicksName() {
    var browsing = Browsing()
    for (name, id): (String, PaneID) in [
      ("Response", .response), ("Meta", .meta), ("Request", .request),
    ] {
      let title = browsing.screen.text(ofRow: 9)
      let column = title.distance(
        from: title.startIndex, to: title.firstRange(of: name)?.lowerBound ?? title.endIndex)
      browsing.mouse(.left, row: 9, column: column + 1)
      #expect(browsing.state.focus == .pane(id))
    }
    browsing.mouse(.left, row: 9, column: 60)
    #expect(browsing.state.focus == .pane(.request))
  }

  @Test("A click on a fold's mark folds, wherever the cursor is", arguments: [80, 200])
  func clicksMark(columns: Int) {
    var browsing = Browsing(columns: columns, rows: 40)
    if columns == 80 { browsing.type("L") }
    let count = browsing.list.rows.count
    for (line, text) in browsing.screen.text.split(separator: "\n").enumerated().prefix(9) {
      guard let mark = text.prefix(20).firstIndex(of: "▾") else { continue }
      let column = text.distance(from: text.startIndex, to: mark)
      browsing.mouse(.left, row: line, column: column)
      #expect(browsing.list.rows.count < count, "\(text)")
      browsing.mouse(.left, row: line, column: column)
      #expect(browsing.list.rows.count == count, "\(text)")
    }
    #expect(!browsing.state.isZoomed)
    browsing.type("3G")
    let body = browsing.state.layout.panes[0].part.body
    browsing.mouse(.left, row: body.row + 3, column: body.column + 4)
    #expect(browsing.paneLine.hasPrefix("▸ content: [1]"))
  }

  @Test("The wheel scrolls what it is over, and leaves the focus alone")
  func wheels() {
    var browsing = Browsing()
    browsing.mouse(.wheelDown, row: 12, column: 3)
    #expect(browsing.state.panes.request.top == 3 && browsing.state.focus == .list)
    browsing.mouse(.wheelDown, row: 4, column: 3)
    #expect(browsing.list.top == 3 && browsing.cursor == 3)
    browsing.mouse(.wheelUp, row: 4, column: 3)
    browsing.mouse(.wheelUp, row: 4, column: 3)
    #expect(browsing.list.top == 0)
  }

  @Test("Other buttons and places do nothing")
  func ignoresOthers() {
    var browsing = Browsing()
    browsing.type("3j")
    for (button, row, column): (MouseEvent.Button, Int, Int) in [
      (.right, 5, 5), (.middle, 5, 5), (.left, 0, 5), (.left, 23, 5), (.left, 22, 5),
      (.left, 500, 500), (.left, -1, -1), (.wheelDown, 23, 5),
    ] {
      browsing.mouse(button, row: row, column: column)
      #expect(browsing.cursor == 3 && browsing.list.top == 0 && browsing.state.focus == .list)
    }
  }

  @Test("Below the last row a click takes the focus and no more")
  func clicksBelow() {
    var browsing = Browsing()
    browsing.run("filter is:mismatch")
    browsing.type("<Tab>")
    browsing.mouse(.left, row: 7, column: 5)
    #expect(browsing.state.focus == .list && browsing.cursor == 0 && !browsing.state.isZoomed)
  }

  @Test(
    "While something is typed or the help is open, the mouse does nothing",
    arguments: ["fgpt", "?", ":x"])
  func isOffWhileTyping(keys: String) {
    var browsing = Browsing()
    browsing.type(keys)
    browsing.mouse(.left, row: 5, column: 5)
    browsing.mouse(.wheelDown, row: 5, column: 5)
    #expect(browsing.cursor == 0 && browsing.list.top == 0)
  }
}
