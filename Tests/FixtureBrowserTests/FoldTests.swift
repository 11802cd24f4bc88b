import FixtureKit
import LosslessJSON
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Folds")
struct FoldTests {
  /// At the request of a short conversation: max_tokens, messages (one of role and content), model,
  /// temperature.
  private static var atRequest: Browsing {
    var browsing = Browsing()
    browsing.go(to: "chat/temperature.json")
    browsing.type("<Tab>")
    return browsing
  }

  @Test("h closes what is open, then goes to what it is in, then to the list")
  func goesOut() {
    var browsing = Self.atRequest
    browsing.type("4G")
    #expect(browsing.paneLine == "role: \"user\"")
    browsing.type("h")
    #expect(browsing.paneLine == "▾ 0: {2}")
    browsing.type("h")
    #expect(browsing.paneLine.hasPrefix("▸ 0: {2} role: user, content: Name a colour"))
    browsing.type("h")
    #expect(browsing.paneLine == "▾ messages: [1]")
    browsing.type("hh")
    #expect(browsing.state.focus == .list)
  }

  @Test("l opens what is closed, then goes in")
  func goesIn() {
    var browsing = Self.atRequest
    browsing.type("zM2G")
    #expect(browsing.paneLine.hasPrefix("▸ messages: [1]"))
    browsing.type("l")
    #expect(browsing.paneLine == "▾ messages: [1]")
    browsing.type("l")
    #expect(browsing.paneLine.hasPrefix("▸ 0: {2}"))
    browsing.type("ll")
    #expect(browsing.paneLine == "role: \"user\"")
    browsing.type("l")
    #expect(browsing.paneLine == "role: \"user\"")
  }

  @Test("za opens and closes; the cursor stays on the value")
  func toggles() {
    var browsing = Self.atRequest
    let lines = browsing.pane.content.lines.count
    browsing.type("2Gza")
    #expect(browsing.paneLine.hasPrefix("▸ messages: [1]"))
    #expect(browsing.pane.content.lines.count == lines - 3)
    browsing.type("za")
    #expect(browsing.paneLine == "▾ messages: [1]")
    #expect(browsing.pane.content.lines.count == lines)
  }

  @Test("When the fold around the cursor is closed, the cursor is on its head")
  func climbsOut() {
    var browsing = Self.atRequest
    browsing.type("4GzM")
    #expect(browsing.paneLine.hasPrefix("▸ messages: [1]"))
  }

  @Test(
    "zR opens all, zM closes all, z1 to z9 open down to a level",
    arguments: [("zM", 0), ("z1", 0), ("z2", 1), ("z3", 2), ("z4", 3), ("z9", 6), ("zR", 6)])
  func foldsToLevel(keys: String, deepest: Int) {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.go(to: "agents/weather-team.json")
    browsing.type("<Tab>" + keys)
    let depths = browsing.pane.content.lines.compactMap { line in
      if case .value(_, _, let depth) = line { depth } else { nil }
    }
    #expect(depths.max() == deepest)
  }

  @Test("A level is only for panes, and from 1 to 9")
  func checksLevel() {
    var browsing = Browsing()
    browsing.type("z3")
    #expect(browsing.message == "fold.level works in a pane: Tab goes there")
    browsing.type("<Tab>")
    browsing.run("fold.level 12")
    #expect(browsing.message == "a level is a number from 1 to 9")
  }

  @Test("A long string closes to one line; from inside it h goes to its head")
  func foldsStrings() {
    var browsing = Browsing()
    browsing.go(to: "agents/night-train.json", 3)
    browsing.type("<Tab>7G")
    #expect(browsing.paneLine.hasPrefix("without flying"))
    browsing.type("h")
    #expect(browsing.paneLine == "▾ content: 170 chars")
    browsing.type("za")
    #expect(
      browsing.paneLine.hasPrefix("▸ content: 170 chars  I want to get from Zurich to Copenhagen"))
    browsing.type("l")
    #expect(browsing.paneLine == "▾ content: 170 chars")
  }

  @Test("h closes an open string before it goes to what that is in")
  func closesStrings() {
    var browsing = Browsing()
    browsing.go(to: "agents/night-train.json", 3)
    browsing.type("<Tab>5G")
    #expect(browsing.paneLine == "▾ content: 170 chars")
    browsing.type("h")
    #expect(browsing.paneLine.hasPrefix("▸ content: 170 chars  I want to get"))
    browsing.type("h")
    #expect(browsing.paneLine == "▾ 0: {2}")
  }

  @Test("h closes base64 that l has opened")
  func closesBase64() {
    var browsing = Browsing()
    browsing.go(to: "vision/one-word-pdf.json")
    browsing.type("<Tab>")
    let line = browsing.pane.content.lines.firstIndex { line in
      line.id.flatMap { browsing.pane.content.document?.value(id: $0) }
        .map(StringShape.isBase64) == true
    }
    browsing.type("\((line ?? 0) + 1)G")
    let closed = (browsing.paneLine, browsing.pane.content.lines.count)
    #expect(closed.0.contains("‹"))
    browsing.type("l")
    #expect(browsing.pane.content.lines.count > closed.1)
    browsing.type("jjhh")
    #expect((browsing.paneLine, browsing.pane.content.lines.count) == closed)
  }

  @Test("Of a very long string the start is shown; l on what is left shows it whole")
  func expandsStrings() {
    var browsing = Browsing()
    browsing.go(to: "chat/canada.json")
    browsing.type("<Tab><Tab>zR/more, l opens<Enter>")
    // The search looks at the text, not at what we say of it.
    #expect(browsing.message == "'more, l opens' is not in this pane")
    let before = browsing.pane.content.lines.count
    let more = browsing.pane.content.lines.firstIndex { line in
      if case .more = line { true } else { false }
    }
    #expect(more != nil)
    browsing.type("\((more ?? 0) + 1)G")
    #expect(browsing.paneLine.hasSuffix(" more, l opens"))
    browsing.type("l")
    #expect(browsing.pane.content.lines.count > before)
    #expect(!browsing.paneLine.hasSuffix(" more, l opens"))
    #expect(browsing.pane.currentLine?.id != nil)
  }

  @Test("What was folded does not carry over to the next interaction")
  func resets() {
    var browsing = Self.atRequest
    browsing.type("zM]")
    #expect(browsing.pane.content.lines.count > 4)
  }

  @Test("Tools, usage and other seldom read members start closed")
  func startsQuiet() {
    var browsing = Browsing(columns: 120, rows: 40)
    browsing.go(to: "agents/count-files.json")
    let text = browsing.screen.text
    #expect(text.contains("▸ usage: {6} input_tokens: 3"))
    browsing.type("<Tab>G")
    #expect(browsing.screen.text.contains("▸ tools: [9]"))
  }

  @Test("Where there is nothing to fold, that is said", arguments: ["za", "zM", "zR"])
  func saysFlat(keys: String) {
    var browsing = Browsing()
    browsing.type(keys)
    #expect(browsing.message == "a flat list has no folds: L groups it by file")
    browsing.type("L" + keys)
    let isSaid = browsing.message == "there is nothing to fold here: h goes to what this is in"
    #expect(isSaid == (keys == "za"))
  }

  @Test("By file, h and l close and open folders and files, and h goes up from a row")
  func foldsRows() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.go(to: "agents/night-train.json", 3)
    browsing.type("h")
    #expect(browsing.selection == "agents/night-train.json")
    browsing.type("h")
    #expect(browsing.selection == "agents/night-train.json")
    #expect(browsing.list.rows.count == 182 - 7)
    browsing.type("h")
    #expect(browsing.selection == "agents/")
    browsing.type("h")
    #expect(browsing.list.rows.count == 182 - 20)
    browsing.type("l")
    #expect(browsing.list.rows.count == 182 - 7)
    browsing.type("l")
    #expect(browsing.selection == "agents/count-files.json")
  }

  @Test("By file, za and Enter toggle a row, zM closes all and zR opens all")
  func foldsAllRows() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.type("ggza")
    #expect(browsing.list.rows.count == 182 - 20)
    browsing.type("<Enter>")
    #expect(browsing.list.rows.count == 182)
    browsing.type("zM")
    #expect(browsing.list.rows.count == browsing.state.library.folders.count)
    browsing.type("zR")
    #expect(browsing.list.rows.count == 182)
  }

  @Test("A closed folder or file still counts its interactions in a filter")
  func countsClosed() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.type("zM")
    browsing.run("filter model:gpt*")
    let open = browsing.list.interactions
    browsing.type("zR")
    #expect(browsing.list.interactions == open)
    #expect(open > 10)
  }

  @Test("Another view and back: one stands where one stood, and what was closed is closed")
  func keepsPlaceOverViews() {
    var browsing = Browsing()
    browsing.go(to: "agents/night-train.json", 3)
    browsing.type("<Tab>25jzcj")
    let (line, folded) = (browsing.paneLine, browsing.pane.folded)
    browsing.type("t")
    #expect(browsing.pane.cursor == 0)
    browsing.type("7jt")
    #expect(browsing.pane.view == .raw)
    browsing.type("t")
    #expect(browsing.paneLine == line && browsing.pane.folded == folded)
    browsing.type("t")
    #expect(browsing.pane.view == .text && browsing.pane.cursor == 7)
    browsing.type("]")
    #expect(browsing.pane.cursor == 0)
  }
}
