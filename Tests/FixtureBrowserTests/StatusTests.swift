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
}
