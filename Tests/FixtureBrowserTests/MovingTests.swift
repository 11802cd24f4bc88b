import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Moving")
struct MovingTests {
  /// 116 rows, of which 7 are on the screen.
  @Test(
    "Keys and counts move the list's cursor",
    arguments: [
      ("j", 1), ("<Down>", 1), ("jjk", 1), ("jj<Up>", 1), ("k", 0), ("12j", 12), ("30j10k", 20),
      ("G", 115), ("<End>", 115), ("5G", 4), ("Ggg", 0), ("G<Home>", 0), ("G5gg", 4),
      ("999G", 115), ("18446744073709551615j", 115), ("99999999999999999999999j", 115),
      ("<C-d>", 3), ("<C-d><C-u>", 0),
      ("5<C-d>", 5), ("<C-f>", 6), ("<PageDown>", 6), ("3<C-f>", 18), ("3<C-f><C-b>", 12),
      ("<C-f><PageUp>", 0), ("G3<C-b>", 97), ("3]", 3), ("5][", 4), ("9<Esc>j", 1), ("10j", 10),
      ("g<Esc>j", 1),
    ])
  func moves(keys: String, expected: Int) {
    var browsing = Browsing()
    browsing.type(keys)
    #expect(browsing.cursor == expected)
    #expect(browsing.list.rows.count == 116)
  }

  @Test(
    "The same keys move in a pane",
    arguments: [("j", 1), ("8jk", 7), ("G", 72), ("5G", 4), ("Ggg", 0), ("<C-d>", 6), ("999j", 72)])
  func movesInPane(keys: String, expected: Int) {
    var browsing = Browsing()
    browsing.go(to: "agents/night-train.json", 3)
    browsing.type("<Tab>" + keys)
    #expect(browsing.pane.cursor == expected)
    #expect(browsing.cursor == 4)
  }

  @Test("Scrolling takes the cursor along only where it would be left behind")
  func scrolls() {
    var browsing = Browsing()
    browsing.type("5j<C-e>")
    #expect(browsing.list.top == 1 && browsing.cursor == 5)
    browsing.type("5<C-e>")
    #expect(browsing.list.top == 6 && browsing.cursor == 6)
    browsing.type("6<C-y>")
    #expect(browsing.list.top == 0 && browsing.cursor == 6)
    browsing.type("9<C-y>")
    #expect(browsing.list.top == 0 && browsing.cursor == 6)
    browsing.type("999<C-e>")
    #expect(browsing.list.top == 109 && browsing.cursor == 109)
  }

  @Test(
    "Pages move what is seen and the cursor together, and the cursor alone at the ends",
    arguments: [
      ("<C-f>", 6, 6), ("<C-d>", 3, 3), ("3j<C-f>", 6, 9), ("3j<C-f><C-b>", 0, 3),
      ("2<C-f><C-u>", 9, 9), ("G<C-b>", 103, 109), ("G3k<C-d>", 109, 115), ("3j<C-u>", 0, 0),
    ])
  func turnsPages(keys: String, top: Int, cursor: Int) {
    var browsing = Browsing()
    browsing.type(keys)
    #expect(browsing.list.top == top && browsing.cursor == cursor)
  }

  @Test(
    "The same in a pane", arguments: [("<C-f>", 11, 11), ("2j<C-d>", 6, 8), ("<C-f><C-b>", 0, 0)])
  func turnsPagesOfPane(keys: String, top: Int, cursor: Int) {
    var browsing = Browsing()
    browsing.go(to: "agents/night-train.json", 3)
    browsing.type("<Tab>" + keys)
    #expect(browsing.pane.top == top && browsing.pane.cursor == cursor)
  }

  @Test("Scrolling a pane leaves the list alone")
  func scrollsPane() {
    var browsing = Browsing()
    browsing.type("<Tab>3<C-e>")
    #expect(browsing.pane.top == 3 && browsing.pane.cursor == 3)
    #expect(browsing.list.top == 0)
  }

  @Test("A list that fits on the screen does not scroll")
  func staysWhole() {
    var browsing = Browsing()
    browsing.run("filter is:mismatch")
    browsing.type("3<C-e>")
    #expect(browsing.list.top == 0)
  }

  @Test(
    "A key that means nothing says so and does nothing else",
    arguments: [
      ("x", "x"), ("gx", "gx"), ("zj", "zj"), ("<F7>", "<F7>"), ("ox", "ox"), ("0", "0"),
      ("<M-j>", "<M-j>"), ("漢", "漢"),
    ])
  func saysUnknown(keys: String, shown: String) {
    var browsing = Browsing()
    browsing.type(keys)
    #expect(browsing.message == "\(shown) does nothing here: ? shows the keys")
    #expect(browsing.cursor == 0 && browsing.requests.isEmpty)
    browsing.type("j")
    #expect(browsing.message == "" && browsing.cursor == 1)
  }

  @Test("A count does not outlive an unknown key")
  func forgetsCount() {
    var browsing = Browsing()
    browsing.type("5xj")
    #expect(browsing.cursor == 1)
  }

  @Test("An interaction that is folded away is not said not to exist")
  func saysFolded() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.type("zMgg]")
    #expect(browsing.message == "what is below is folded: l opens a row, zR all of them")
    #expect(browsing.selection == "agents/")
    browsing.type("G[")
    #expect(browsing.message == "what is above is folded: l opens a row, zR all of them")
    browsing.type("zRG]")
    #expect(browsing.message == "this is the last one")
  }

  @Test("At either end the next interaction is said not to exist")
  func saysEnds() {
    var browsing = Browsing()
    browsing.type("[")
    #expect(browsing.message == "this is the first one")
    browsing.type("G]")
    #expect(browsing.message == "this is the last one")
    #expect(browsing.cursor == 115)
  }

  @Test("From a pane, ] and [ go on to the next interaction, which the pane then shows")
  func movesOnFromPane() {
    var browsing = Browsing()
    browsing.type("<Tab><Tab>2]")
    #expect(browsing.selection == "agents/night-train.json#1")
    #expect(browsing.state.focus == .pane(.response))
    #expect(browsing.pane.cursor == 0)
  }

  @Test("By file, ] and [ pass over folders and files but not over broken ones")
  func skipsHeadings() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.go(to: "audio/spoken-word.json")
    browsing.type("]")
    #expect(browsing.selection == "broken/empty.json")
    browsing.type("3]")
    #expect(browsing.selection == "chat/canada.json#1")
    browsing.type("4[")
    #expect(browsing.selection == "audio/spoken-word.json#1")
  }

  @Test(
    "Lists are ordered by what is asked for, capitals reversed",
    arguments: [
      ("oa", "by age", "streaming/bedtime-story.json#1"),
      ("oA", "by age reversed", "legacy/first-recordings.json#1"),
      ("os", "by size", "vision/fruit-from-a-tool.json#2"),
      ("oS", "by size reversed", "endpoints/count-tokens.json#1"),
      ("om", "by model", "endpoints/gemini.json#1"),
      ("oM", "by model reversed", "endpoints/embeddings.json#1"),
      ("of", "by file", "agents/count-files.json#1"),
      ("oF", "by file reversed", "vision/rectangles.json#1"),
    ])
  func sorts(keys: String, title: String, first: String) {
    var browsing = Browsing()
    browsing.type("j" + keys)
    #expect(browsing.selection == "agents/count-files.json#2")
    #expect(browsing.screen.text(ofRow: 1).hasSuffix(" \(title) ─"))
    browsing.type("gg")
    #expect(browsing.selection == first)
  }
}
