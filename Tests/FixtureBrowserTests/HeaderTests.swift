import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Header")
struct HeaderTests {
  private func header(_ keys: String, columns: Int = 80, rows: Int = 24) -> String {
    var browsing = Browsing(columns: columns, rows: rows)
    browsing.go(to: "chat/canada.json")
    browsing.type(keys)
    return browsing.screen.text(ofRow: 0)
  }

  @Test(
    "Where the list is not on the screen, the header says what is",
    arguments: [
      (80, 24, "<Enter>"), (80, 24, "<Tab>O"), (200, 60, "<Enter>"), (59, 24, "<Tab>"),
    ])
  func namesInteraction(columns: Int, rows: Int, keys: String) {
    let header = header(keys, columns: columns, rows: rows)
    for part in ["1ddaeb", "claude-", "chat/canada.json#1"] {
      #expect(header.contains(part), "\(part) in \(header)")
    }
    #expect(header.contains(columns < 60 ? "22/116" : columns < 160 ? "row 22 of 116" : " of 182"))
  }

  @Test("Beside the list it tells of the library", arguments: ["", "<Tab>", "<Tab><Tab>"])
  func namesLibrary(keys: String) {
    #expect(header(keys) == " Fixtures/library  56 files  112 interactions  3 broken")
  }

  @Test(
    "A narrow screen keeps hash, start of the model, end of the file and place", arguments: 40...60)
  func isShort(columns: Int) {
    let header = header("<Enter>", columns: columns)
    #expect(header.contains("#1") && header.contains("claude"))
    #expect(header.contains("/116") || header.contains(" of 116"))
  }

  @Test("The filter stays in sight")
  func keepsFilter() {
    var browsing = Browsing()
    browsing.run("filter model:gpt*")
    browsing.type("<Enter>")
    #expect(browsing.screen.text(ofRow: 0).hasSuffix("  filter: model:gpt*"))
    browsing.type("]")
    #expect(browsing.screen.text(ofRow: 0).contains("row 2 of "))
  }

  @Test("A broken file and a filter without hits have a header too")
  func namesTheRest() {
    var browsing = Browsing()
    browsing.run("filter file:merge-conflict")
    browsing.type("<Enter>")
    #expect(browsing.screen.text(ofRow: 0).hasPrefix(" broken/merge-conflict.json "))
    browsing.run("filter model:none")
    #expect(browsing.screen.text(ofRow: 0).contains("0 of 112 interactions"))
  }
}
