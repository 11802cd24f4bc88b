import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Search")
struct SearchTests {
  /// At the request of a journey planner, with strings of several lines.
  private static var atRequest: Browsing {
    var browsing = Browsing()
    browsing.go(to: "agents/night-train.json", 3)
    browsing.type("<Tab>")
    return browsing
  }

  @Test("n and N go from hit to hit and round the end, which is said")
  func goesRound() {
    var browsing = Self.atRequest
    browsing.type("/tool_use_id<Enter>")
    let first = browsing.pane.cursor
    #expect(browsing.paneLine.hasPrefix("tool_use_id:"))
    browsing.type("n")
    let second = browsing.pane.cursor
    #expect(second > first && browsing.message == "")
    browsing.type("nn")
    #expect(browsing.message == "search went round the end")
    browsing.type("N")
    #expect(browsing.message == "search went round the end" && browsing.pane.cursor > first)
  }

  @Test("With one hit, n stays and says that it went round")
  func staysAtOnlyHit() {
    var browsing = Self.atRequest
    browsing.type("/250 francs<Enter>")
    let hit = browsing.pane.cursor
    browsing.type("n")
    #expect(browsing.pane.cursor == hit && browsing.message == "search went round the end")
  }

  @Test("Small letters find capitals too; a capital asks for itself")
  func isSmart() {
    var browsing = Self.atRequest
    browsing.type("/zurich<Enter>")
    #expect(browsing.paneLine.contains("Zurich"))
    browsing.type("gg/ZURICH<Enter>")
    #expect(browsing.message == "'ZURICH' is not in this pane")
  }

  @Test("Brackets, dots and stars stand for themselves")
  func isLiteral() {
    var browsing = Browsing()
    browsing.go(to: "chat/code-review.json")
    browsing.type("<Tab>/(a,<Space>b):<Enter>")
    #expect(browsing.paneLine.contains("def add(a, b): return a + b"))
    browsing.type("/add.a<Enter>")
    #expect(browsing.message == "'add.a' is not in this pane")
  }

  @Test(
    "A hit that a line break parts is found, in every view", arguments: ["tree", "text", "raw"])
  func findsAcrossWraps(view: String) {
    var browsing = Self.atRequest
    browsing.run("view \(view)")
    browsing.type("/december without<Enter>")
    #expect(browsing.message == "")
    #expect(browsing.paneLine.contains("December"))
  }

  @Test("A hit that a line break parts is marked in both lines")
  func marksAcrossWraps() {
    var browsing = Self.atRequest
    browsing.type("/december without<Enter>")
    let screen = browsing.screen
    let marked = (9..<24).flatMap { row in
      (0..<80).filter { screen[row, $0].style.attributes.contains(.underline) }
        .map { screen[row, $0].text }
    }
    #expect(marked.joined().contains("December") && marked.joined().contains("without"))
  }

  /// At the request of an interaction with that prompt, as text.
  private static func reading(_ prompt: String) throws -> Browsing {
    var browsing = Browsing()
    try browsing.show(
      #"{"request": {"messages": [{"role": "user", "content": "\#(prompt)"}]}}"#)
    browsing.type("<Tab>")
    browsing.run("view text")
    return browsing
  }

  private static let address =
    "https://example.org/" + String(repeating: "a/long/way/", count: 20) + "end"

  @Test("A word longer than the pane is wide is found whole", arguments: ["tree", "text", "raw"])
  func findsLongWords(view: String) throws {
    var browsing = try Self.reading("see \(Self.address) for more")
    browsing.run("view \(view)")
    browsing.run("search \(Self.address)")
    #expect(browsing.message == "")
    #expect(browsing.paneLine.contains("https://example.org/a/long"))
  }

  @Test("A word that a line break parts is marked in all its lines")
  func marksLongWords() throws {
    var browsing = try Self.reading("see \(Self.address) for more")
    browsing.run("search \(Self.address)")
    let screen = browsing.screen
    let marked = (9..<24).flatMap { row in
      (0..<80).filter { screen[row, $0].style.attributes.contains(.underline) }
        .map { screen[row, $0].text }
    }
    #expect(marked.joined() == Self.address)
  }

  @Test(
    "A new line or another block ends what a search takes together",
    arguments: ["one beta", "user alpha"])
  func keepsApart(text: String) throws {
    var browsing = try Self.reading(#"alpha one\nbeta two"#)
    browsing.run("search \(text)")
    #expect(browsing.message == "'\(text)' is not in this pane")
  }

  @Test(
    "Blanks that stand at a line break are found as they are", arguments: ["x   end", "   end"])
  func findsBlanks(text: String) throws {
    var browsing = try Self.reading(String(repeating: "x", count: 76) + "   end")
    #expect(browsing.pane.content.lines.count == 3)
    browsing.type("/")
    browsing.paste(text)
    browsing.type("<Enter>")
    #expect(browsing.message == "")
  }

  @Test("A hit beyond the edge of the narrowest pane does no harm")
  func marksNarrowly() {
    var browsing = Browsing(columns: 20, rows: 12)
    browsing.type("<Tab><Tab><Tab>")
    #expect(browsing.state.focus == .pane(.meta))
    // The path's eighth character is the last that a line of the pane has.
    browsing.type("/c<Enter>")
    #expect(browsing.message == "" && !browsing.screen.text.isEmpty)
  }

  @Test("Hits are marked by more than colour, and nothing else is")
  func marksHits() {
    var browsing = Self.atRequest
    browsing.type("/zurich<Enter>")
    let screen = browsing.screen
    // From the pane's title down; above it, underlining is for the list's row.
    let marked = (9..<24).flatMap { row in
      (0..<80).filter { screen[row, $0].style.attributes.contains(.underline) }
        .map { screen[row, $0].text }
    }
    #expect(marked.joined() == "Zurich")
  }

  @Test("A hit in closed folds opens those around it and no others")
  func opensFolds() {
    var browsing = Self.atRequest
    browsing.type("zM/copenhagen<Enter>")
    #expect(browsing.paneLine.contains("Copenhagen"))
    let folded = browsing.pane.folded
    #expect(!folded.isEmpty)
    browsing.type("gg/xyzzy<Enter>")
    #expect(browsing.pane.folded == folded)
  }

  @Test("A hit in a closed string opens it")
  func opensStrings() {
    var browsing = Self.atRequest
    browsing.type("5Gza")
    #expect(browsing.paneLine.hasPrefix("▸ content: 170 chars"))
    browsing.type("gg/sleeping car<Enter>")
    #expect(browsing.paneLine.contains("sleeping car"))
    #expect(!browsing.paneLine.hasPrefix("▸"))
  }

  @Test("A hit beyond the shown start of a long string is found, and the string shown whole")
  func findsInLongStrings() {
    var browsing = Browsing()
    browsing.go(to: "chat/canada.json")
    browsing.type("<Tab><Tab>/up-to-date sources<Enter>")
    #expect(browsing.message == "" && browsing.paneLine.contains("up-to-date sources"))
  }

  @Test("From the list the search is in the pane beside it")
  func searchesFromList() {
    var browsing = Browsing()
    browsing.go(to: "agents/night-train.json", 3)
    browsing.type("/zurich<Enter>")
    #expect(browsing.state.focus == .pane(.request))
    #expect(browsing.paneLine.contains("Zurich"))
  }

  @Test("A search goes on in the other pane; without one, n says what to do")
  func goesOnInOtherPane() {
    var browsing = Self.atRequest
    browsing.type("n")
    #expect(browsing.message == "nothing is searched for: / first")
    browsing.type("/zurich<Enter><Tab>n")
    #expect(browsing.state.focus == .pane(.response))
    #expect(browsing.paneLine.contains("Zurich"))
  }

  @Test("Esc while typing gives the search up; Enter on nothing searches nothing")
  func cancels() {
    var browsing = Self.atRequest
    browsing.type("/zurich<Esc>")
    #expect(browsing.state.panes.search == nil && browsing.state.focus == .pane(.request))
    browsing.type("/<Enter>")
    #expect(browsing.state.panes.search == nil && browsing.message == "")
  }

  @Test("A search goes on in the next interaction")
  func goesOn() {
    var browsing = Self.atRequest
    browsing.type("/zurich<Enter>]n")
    #expect(browsing.selection == "agents/night-train.json#4")
    #expect(browsing.paneLine.contains("Zurich"))
  }

  @Test("The raw view of a broken file can be searched")
  func searchesRaw() {
    var browsing = Browsing()
    browsing.run("filter file:merge-conflict")
    browsing.type("<Tab>gg/=======<Enter>")
    #expect(browsing.paneLine == "=======")
  }

  // MARK: - Much to search

  @Test("A hit deep in a long string in a closed message is found at once")
  func findsInClosedMessage() throws {
    var browsing = Browsing()
    let long = String(repeating: "line\\n", count: 200) + "NEEDLE"
    let messages =
      [#"{"role": "user", "content": "\#(long)"}"#]
      + Array(repeating: #"{"role": "user", "content": "hay"}"#, count: 60)
    try browsing.show(#"{"request": {"messages": [\#(messages.joined(separator: ", "))]}}"#)
    browsing.type("<Tab>")
    let folds = browsing.pane.folded.count
    browsing.type("/NEEDLE<Enter>")
    #expect(browsing.message == "" && browsing.paneLine == "NEEDLE")
    // What holds no hit stays closed.
    #expect(browsing.pane.folded.count == folds - 1)
  }

  @Test("A search from the end upwards opens what it comes to")
  func findsUpwards() throws {
    var browsing = Browsing()
    let messages = (0..<40).map { #"{"role": "user", "content": "word \#($0)"}"# }
    try browsing.show(#"{"request": {"messages": [\#(messages.joined(separator: ", "))]}}"#)
    browsing.type("<Tab>G/word<Enter>")
    #expect(browsing.paneLine.contains("word 0") || browsing.paneLine.contains("word 39"))
    var seen: Set<String> = []
    for _ in 0..<40 {
      browsing.type("N")
      seen.insert(browsing.paneLine)
    }
    #expect(seen.count == 40)
  }

  @Test("Long texts in any script are searched in time", .timeLimit(.minutes(1)))
  func searchesLongTexts() throws {
    for letter in ["あ", "é", "a", "👍🏽"] {
      var browsing = Browsing()
      let long = String(repeating: letter, count: 60_000) + " end"
      try browsing.show(#"{"request": {"messages": [{"role": "user", "content": "\#(long)"}]}}"#)
      browsing.type("<Tab>/end<Enter>")
      #expect(browsing.paneLine.hasSuffix("end"), "\(letter)")
      _ = browsing.screen
    }
  }

  @Test("Many hits are gone through in time", .timeLimit(.minutes(1)))
  func searchesManyHits() throws {
    var browsing = Browsing()
    let words = Array(repeating: #"{"a": "alpha"}"#, count: 20_000).joined(separator: ", ")
    try browsing.show(#"{"request": {"messages": [], "x": [\#(words)]}}"#)
    browsing.type("<Tab>zR/alpha<Enter>")
    for _ in 0..<50 { browsing.type("n") }
    #expect(browsing.paneLine.contains("alpha"))
  }
}
