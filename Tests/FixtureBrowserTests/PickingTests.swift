import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Marks, flags and writing")
struct PickingTests {
  private func names(_ rows: Set<Row>, _ browsing: Browsing) -> [String] {
    rows.compactMap(\.place)
      .map { "\(browsing.state.library.file($0).path)#\($0.position + 1)" }.sorted()
  }

  private func marked(_ browsing: Browsing) -> [String] {
    names(browsing.state.picks.marked, browsing)
  }

  private func flagged(_ browsing: Browsing) -> [String] {
    names(browsing.state.picks.flagged, browsing)
  }

  /// What has been asked to be written.
  private func written(_ browsing: Browsing) -> [WriteRequest] { browsing.writes }

  private let pair = ["chat/gpt-4.1-mini.json#1", "chat/gpt-4.1-mini.json#2"]

  @Test("Space marks a row and goes on; again it takes the mark off")
  func marks() {
    var browsing = Browsing()
    browsing.go(to: "chat/gpt-4.1-mini.json")
    browsing.type("<Space><Space>")
    #expect(marked(browsing) == pair)
    #expect(browsing.screen.text(ofRow: 0).contains(" *2 "))
    browsing.type("2k<Space>")
    #expect(marked(browsing) == ["chat/gpt-4.1-mini.json#2"])
    browsing.type("U")
    #expect(marked(browsing) == [])
  }

  @Test("A range is marked or flagged as a whole, and Esc lets it go")
  func picksRange() {
    var browsing = Browsing()
    browsing.go(to: "chat/gpt-4.1-mini.json", 2)
    browsing.type("vk")
    #expect(marked(browsing) == [])
    browsing.type("<Esc>j")
    #expect(browsing.state.rangeRows == nil)
    browsing.type("vk<Space>")
    #expect(marked(browsing) == pair)
    browsing.type("Uvjd")
    #expect(flagged(browsing) == pair)
  }

  @Test("d flags what is marked, else the row, and goes on; again it takes the flag off")
  func flags() {
    var browsing = Browsing()
    browsing.go(to: "chat/gpt-4.1-mini.json")
    browsing.type("d")
    #expect(flagged(browsing) == ["chat/gpt-4.1-mini.json#1"] && browsing.selection == pair[1])
    browsing.type("kd")
    #expect(flagged(browsing) == [])
    browsing.type("k<Space><Space>")
    browsing.type("ggd")
    #expect(flagged(browsing) == pair && marked(browsing) == [])
  }

  @Test("By file, a heading stands for all in it that is shown")
  func flagsFile() {
    var browsing = Browsing()
    browsing.type("L")
    browsing.run("filter file:gpt-4.1-mini")
    browsing.type("gg")
    browsing.type("d")
    #expect(flagged(browsing) == pair)
    browsing.type("gghd")
    #expect(flagged(browsing) == [], "folded away it is the same")
  }

  @Test("Nothing that a filter hides is picked with what it shows", arguments: ["", "L"])
  func picksShownOnly(arrangement: String) {
    var browsing = Browsing()
    browsing.type(arrangement)
    browsing.run("filter model:claude-2.1")
    browsing.type("gg*")
    #expect(browsing.state.picks.marked.count == 1, "no broken file is among them")
    browsing.type("U" + (arrangement.isEmpty ? "" : "ggvG") + "d")
    #expect(browsing.state.picks.flagged == Set(browsing.list.rows.filter { $0.place != nil }))
    browsing.run("delete.flag @hidden")
    #expect(browsing.state.picks.flagged.count == 112 + 4)
  }

  @Test("What is marked and hidden is left alone, and that is said")
  func sparesHidden() {
    var browsing = Browsing()
    browsing.go(to: "chat/gpt-4.1-mini.json")
    browsing.type("<Space><Space>")
    browsing.run("filter file:temperature")
    browsing.type("d")
    #expect(flagged(browsing) == [])
    #expect(browsing.message.hasPrefix("2 marked, hidden by the filter, left alone"))
    browsing.run("delete.flag @marked")
    #expect(flagged(browsing) == pair)
    browsing.type("w")
    #expect(browsing.screen.text.contains("2 of them hidden by the filter"))
  }

  @Test(
    "A scope says what a command is about",
    arguments: [
      ("@focus", 1), ("@file", 2), ("@shown", 2), ("@hidden", 110), ("@all", 112), ("@marked", 1),
    ])
  func knowsScopes(scope: String, count: Int) {
    var browsing = Browsing()
    browsing.run("filter file:gpt-4.1-mini")
    browsing.type("gg<Space>gg")
    browsing.run("delete.flag \(scope)")
    #expect(browsing.state.picks.flagged.count { $0.place != nil } == count)
    browsing.run("delete.flag @nowhere")
    #expect(browsing.message.hasPrefix("'@nowhere' is no scope: @focus"))
  }

  @Test("Marks and flags are undone step by step, and done again")
  func undoes() {
    var browsing = Browsing()
    browsing.go(to: "chat/gpt-4.1-mini.json")
    browsing.type("<Space><Space>gg")
    browsing.type("d")
    browsing.type("u")
    #expect(marked(browsing) == pair && flagged(browsing) == [])
    browsing.type("u")
    #expect(marked(browsing) == ["chat/gpt-4.1-mini.json#1"])
    browsing.type("<C-r><C-r>")
    #expect(marked(browsing) == [] && flagged(browsing) == pair)
    browsing.type("uuu")
    #expect(browsing.state.picks == Picks())
    browsing.type("u")
    #expect(browsing.message.hasPrefix("there is nothing to undo here"))
  }

  @Test(
    "Only y writes", arguments: ["<Enter>", "<Esc>", "n", "w", "d", "<Space>", "q", "Y", "<C-c>"])
  func asks(keys: String) {
    var browsing = Browsing()
    browsing.go(to: "chat/gpt-4.1-mini.json")
    browsing.type("dw" + keys)
    #expect(written(browsing).isEmpty)
    #expect(flagged(browsing) == ["chat/gpt-4.1-mini.json#1"])
  }

  @Test("y asks for exactly what the dialog says")
  func writes() throws {
    var browsing = Browsing()
    browsing.go(to: "chat/gpt-4.1-mini.json", 2)
    browsing.type("d")
    browsing.go(to: "audio/say-hi.json")
    browsing.type("dw")
    let text = browsing.screen.text
    #expect(text.contains("─ Delete 2 interactions in 2 files, 1 emptied ─"))
    #expect(text.contains("chat/gpt-4.1-mini.json  2 → 1 interaction "))
    #expect(text.contains("audio/say-hi.json       1 → deleted, as it would be empty"))
    browsing.type("y")
    guard case .delete(let deletions)? = written(browsing).first else {
      Issue.record("nothing is asked for")
      return
    }
    #expect(deletions.map(\.positions) == [[0], [1]])
    #expect(deletions.map { $0.path.hasSuffix("gpt-4.1-mini.json") } == [false, true])
    #expect(flagged(browsing) == [], "it has been done")
    browsing.type("u")
    guard case .takeBack(let operation)? = written(browsing).last else {
      Issue.record("undo asks for nothing")
      return
    }
    #expect(operation.number == 1)
    browsing.type("<C-r>")
    guard case .doAgain(operation)? = written(browsing).last else {
      Issue.record("redo asks for nothing")
      return
    }
  }

  @Test("What could not be written stays flagged, and is said")
  func keepsFlags() {
    var browsing = Browsing()
    browsing.writeFailure = .unwritable(path: "x.json", reason: "no space left on the device")
    browsing.go(to: "chat/gpt-4.1-mini.json")
    browsing.type("dwy")
    #expect(browsing.message.contains("no space left on the device. Nothing was changed"))
    #expect(flagged(browsing) == ["chat/gpt-4.1-mini.json#1"])
    browsing.writeFailure = nil
    browsing.type("wy")
    #expect(flagged(browsing) == [] && written(browsing).count == 2)
  }

  @Test("Quitting asks while something is flagged", arguments: ["q", "Q", "<C-c>"])
  func asksBeforeQuitting(key: String) {
    var browsing = Browsing()
    browsing.type("d" + key)
    #expect(!browsing.state.isQuitting)
    #expect(browsing.lastLine.contains("1 flagged and not written"))
    browsing.type("<Esc>")
    #expect(!browsing.state.isQuitting && !browsing.lastLine.contains("not written"))
    browsing.type(key + "w")
    #expect(browsing.screen.text.contains("Delete 1 interaction"))
    browsing.type("<Esc>" + key + "y")
    #expect(browsing.state.isQuitting)
  }

  @Test("What is picked stays picked when the folder is read again")
  func staysPicked() {
    var browsing = Browsing()
    browsing.go(to: "chat/gpt-4.1-mini.json")
    browsing.type("<Space>d<F5>")
    #expect(marked(browsing) == [] && flagged(browsing) == ["chat/gpt-4.1-mini.json#1"])
  }

  @Test("The last line keeps what is pending in sight, and help last")
  func showsPending() {
    var browsing = Browsing()
    browsing.type("d")
    #expect(browsing.lastLine.contains("w write(1)"))
    #expect(browsing.lastLine.trimmingBlanks.hasSuffix("? help"))
    browsing.resize(40, 10)
    #expect(browsing.lastLine.contains("w write(1)") && browsing.lastLine.contains("? help"))
  }
}
