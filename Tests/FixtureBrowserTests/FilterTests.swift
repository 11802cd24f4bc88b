import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Filter")
struct FilterTests {
  private func models(_ browsing: Browsing) -> Set<String> {
    Set(
      browsing.list.rows.compactMap { row in
        row.place.flatMap { browsing.state.library.summary(at: $0)?.model }
      })
  }

  @Test("The list follows while the filter is typed")
  func followsTyping() {
    var browsing = Browsing()
    browsing.type("fmodel:gpt-4o")
    #expect(models(browsing) == ["gpt-4o", "gpt-4o-mini"])
    browsing.type("-mini")
    #expect(models(browsing) == ["gpt-4o-mini"])
    browsing.type("<BS><BS><BS><BS><BS>")
    #expect(models(browsing).count == 2)
    browsing.type("<C-u>")
    #expect(browsing.list.rows.count == 116 && !browsing.list.isFiltered)
  }

  @Test("The header names the filter and how much it shows of how much")
  func showsFilter() {
    var browsing = Browsing()
    browsing.type("fmodel:gpt-4o-mini<Enter>")
    let count = browsing.list.interactions
    #expect(count > 5)
    #expect(
      browsing.screen.text(ofRow: 0).contains(
        "\(count) of 112 interactions  filter: model:gpt-4o-mini"))
    browsing.type("3j")
    #expect(browsing.screen.text(ofRow: 0).contains("model:gpt-4o-mini"))
  }

  @Test("However long the folder's name is, the filter is in the header whole")
  func showsFilterBesideLongRoot() {
    var browsing = Browsing(root: "./././././././././././././Fixtures/library")
    browsing.run("filter model:gpt-4o-mini is:stream")
    #expect(browsing.screen.text(ofRow: 0).contains("model:gpt-4o-mini is:stream"))
  }

  @Test("What is no filter leaves the last good one on, marks the bad part and says why")
  func keepsLastGood() {
    var browsing = Browsing()
    browsing.type("fsize:<gt>10k")
    let rows = browsing.list.rows
    browsing.type("x")
    #expect(browsing.list.rows == rows)
    #expect(browsing.list.filterText == "size:>10k")
    #expect(browsing.list.filterError != nil)
    let screen = browsing.screen
    #expect(screen.text(ofRow: 22) == " a size is expected, such as >4k or <2M")
    #expect(screen.text(ofRow: 23) == "filter: size:>10kx")
    let underlined = (0..<80).filter { screen[23, $0].style.attributes.contains(.underline) }
    #expect(underlined == Array(13..<18))
    #expect(underlined.map { screen[23, $0].text }.joined() == ">10kx")
    browsing.type("<BS>")
    #expect(browsing.list.filterError == nil && browsing.list.rows == rows)
  }

  @Test(
    "While a condition is begun, what stands in front of it is the filter, not its name",
    arguments: ["", "gpt ", "gpt !", "model:gpt*  "],
    ["size:", "path:", "size:<gt>", "tokens:<gt>"])
  func keepsFinished(before: String, condition: String) {
    var expected = Browsing()
    expected.run("filter " + before.replacing("!", with: ""))
    var browsing = Browsing()
    browsing.type("f")
    browsing.paste(before)
    browsing.type(condition)
    #expect(browsing.list.filterError != nil)
    #expect(browsing.list.rows == expected.list.rows && browsing.list.rows.count > 5)
    browsing.type("<Enter><Esc>")
    #expect(browsing.list.filterText == "" && browsing.list.rows.count == 116)
  }

  @Test("Folders and files count what passes, and their panes say how much that is of all")
  func countsPassing() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.run("filter file:night-train size:<gt>8k".replacing("<gt>", with: ">"))
    let shown = browsing.list.rows.compactMap(\.place).compactMap(browsing.state.library.summary)
    let size = Formats.size(shown.reduce(0) { $0 + $1.size })
    #expect((2...5).contains(shown.count))
    browsing.type("gg")
    let lines = browsing.screen.text.split(separator: "\n")
    #expect(lines[2].contains("agents/") && lines[3].contains("night-train.json"))
    for line in lines[2...3] { #expect(line.contains("  \(shown.count)   \(size)   ")) }
    #expect(browsing.screen.text.contains("files        1 of 4"))
    #expect(browsing.screen.text.contains("interactions \(shown.count) of 16"))
    #expect(browsing.screen.text.contains("size         \(size) of 236k"))
    #expect(browsing.screen.text.contains("models       claude-sonnet-5  \(shown.count)"))
    #expect(!browsing.screen.text.contains("gpt-4o  3"))
    browsing.type("zMj")
    #expect(
      browsing.screen.text.split(separator: "\n")[2].contains("  \(shown.count)   \(size)   "))
    browsing.type("F")
    #expect(browsing.screen.text.contains("interactions 16\n"))
  }

  @Test("The bad part is marked where it stands, also behind wide characters")
  func marksBehindWide() {
    var browsing = Browsing()
    browsing.type("fprompt:漢字<Space>size:<gt>x")
    let screen = browsing.screen
    let underlined = (0..<80).filter { screen[23, $0].style.attributes.contains(.underline) }
    #expect(underlined.map { screen[23, $0].text }.joined() == ">x")
  }

  @Test("Enter does not take what is no filter: it can be mended")
  func waitsForMending() {
    var browsing = Browsing()
    browsing.type("fsize:<gt>10k)<Enter>")
    #expect(browsing.lastLine == "filter: size:>10k)" && browsing.list.filterText == "size:>10k")
    browsing.type("<BS><Enter>")
    #expect(browsing.lastLine.hasSuffix("? help") && browsing.list.filterText == "size:>10k")
  }

  @Test("Esc brings back the filter that was on before", arguments: ["size:<gt>10k)", "xyzzy", ""])
  func bringsBack(typed: String) {
    var browsing = Browsing()
    browsing.type("fgpt<Enter>")
    let rows = browsing.list.rows
    browsing.type("f<C-u>" + typed + "<Esc>")
    #expect(browsing.list.filterText == "gpt" && browsing.list.filterError == nil)
    #expect(browsing.list.rows == rows && browsing.lastLine.hasSuffix("? help"))
  }

  @Test("The filter can be taken up again where it was left")
  func resumes() {
    var browsing = Browsing()
    browsing.type("fgpt<Enter>f-4o<Enter>")
    #expect(browsing.list.filterText == "gpt-4o")
  }

  @Test("F shows all again, on the same row; without a filter it says so")
  func clears() {
    var browsing = Browsing()
    browsing.run("filter file:night-train")
    browsing.type("3jF")
    #expect(browsing.selection == "agents/night-train.json#4")
    #expect(browsing.list.rows.count == 116)
    browsing.type("F")
    #expect(browsing.message == "no filter is on")
  }

  @Test("The cursor stays on its row while it passes")
  func keepsRow() {
    var browsing = Browsing()
    browsing.go(to: "tools/crumpet-dragons.json", 2)
    browsing.type("fdragons")
    #expect(browsing.selection == "tools/crumpet-dragons.json#2")
    browsing.type("<C-u>")
    #expect(browsing.selection == "tools/crumpet-dragons.json#2")
  }

  @Test("Arrows move the list while the filter is typed; letters are text")
  func movesWhileTyping() {
    var browsing = Browsing()
    browsing.type("fgpt")
    let start = browsing.cursor
    browsing.type("<Down><Down><Down><Up>")
    #expect(browsing.cursor == start + 2 && browsing.list.filterText == "gpt")
    browsing.type("j")
    #expect(browsing.list.filterText == "gptj")
  }

  @Test("The row one came from is not lost while what is typed does not let it pass")
  func comesBackToRow() {
    var browsing = Browsing()
    browsing.go(to: "chat/canada.json")
    browsing.type("fsize")
    #expect(browsing.list.rows.isEmpty)
    browsing.type(":<gt>10k")
    #expect(browsing.selection == "chat/canada.json#1")
    browsing.type("<C-u>gpt<Down>")
    let other = browsing.selection
    browsing.type("<C-u>zzzz<C-u><Esc>")
    #expect(browsing.selection == other)
  }

  @Test(
    "The line can be edited like any other",
    arguments: [
      ("gpt<Left><Left>x", "gxpt"), ("gpt<Home>x", "xgpt"), ("gpt<C-a><Del>", "pt"),
      ("one<Space>two<C-w>", "one "), ("abc<C-b><C-d>", "ab"), ("abc<Home><Right><C-u>", "bc"),
      ("ab<Home><BS>x", "xab"), ("e\u{301}<BS>", ""),
    ])
  func edits(keys: String, text: String) {
    var browsing = Browsing()
    browsing.type("f" + keys)
    #expect(browsing.list.filterText == text)
  }

  @Test("Nothing matching says what to do next")
  func saysWhatNext() {
    var browsing = Browsing()
    browsing.run("filter model:none")
    #expect(browsing.screen.text.contains("No interaction matches. F clears the filter."))
    browsing.type("jjGgg<Enter>")
    #expect(browsing.list.rows.isEmpty)
  }

  @Test("Where no row is left, no interaction stays in the panes")
  func emptiesPanes() {
    var browsing = Browsing()
    browsing.run("filter model:none")
    #expect(!browsing.screen.text.contains("max_tokens"))
  }

  @Test("While a filter is typed, the way out that is offered is one that works")
  func offersWayOut() {
    var browsing = Browsing()
    browsing.type("fmodel:none")
    #expect(!browsing.screen.text.contains("F clears the filter."))
  }

  @Test("A bad filter on the command line is an error and changes nothing")
  func refusesCommand() {
    var browsing = Browsing()
    browsing.run("filter gpt")
    browsing.run("filter size:>x")
    #expect(browsing.message == "filter: '>x': a size is expected, such as >4k or <2M")
    #expect(browsing.list.filterText == "gpt")
    #expect(browsing.lastLine.hasSuffix("? help"))
  }

  @Test("What only a check of whole files tells is looked for once they are checked")
  func waitsForFindings() {
    var browsing = Browsing()
    browsing.run("filter is:mismatch")
    #expect(browsing.selection == "legacy/edited-by-hand.json#2")
    browsing.run("filter is:duplicate")
    #expect(browsing.selection == "legacy/recorded-twice.json#3")
  }

  @Test("By file, a filter opens what is closed, so that no match hides in it")
  func opensClosed() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.type("zM")
    browsing.run("filter file:night-train")
    #expect(browsing.list.rows.count == 9)
  }

  @Test("By file, folders and files without a match are left out")
  func filtersFiles() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.run("filter file:night-train")
    #expect(browsing.list.rows.count == 9)
    browsing.type("gg")
    #expect(browsing.selection == "agents/")
  }

  @Test("While something is typed, ctrl-c leaves it, ctrl-z stops the program, ctrl-l draws anew")
  func keepsControlKeys() {
    for start in ["f", "<Tab>/", ":", "?"] {
      var browsing = Browsing()
      browsing.type(start + "abc<C-z><C-l>")
      #expect(browsing.requests.contains { if case .suspend = $0 { true } else { false } })
      #expect(browsing.requests.contains { if case .redraw = $0 { true } else { false } })
      browsing.type("<C-c>")
      guard case .none = browsing.state.input else {
        Issue.record("ctrl-c leaves what \(start) began")
        continue
      }
      #expect(browsing.list.filterText.isEmpty)
    }
  }
}
