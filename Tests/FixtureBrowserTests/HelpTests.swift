import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Help and command line")
struct HelpTests {
  private func help(_ browsing: Browsing) -> HelpState? {
    if case .help(let help) = browsing.state.input { return help }
    return nil
  }

  private func commands(_ browsing: Browsing) -> [Command] {
    help(browsing)?.entries.map(\.command) ?? []
  }

  // MARK: - Help

  @Test("?, F1 and ctrl-p open the help", arguments: ["?", "<F1>", "<C-p>"])
  func opens(key: String) {
    var browsing = Browsing()
    browsing.type(key)
    #expect(commands(browsing) == CommandEntry.all.map(\.command))
  }

  @Test("Esc, F1 and ctrl-c close it and do nothing else", arguments: ["<Esc>", "<F1>", "<C-c>"])
  func closes(key: String) {
    var browsing = Browsing()
    browsing.type("3j?copy" + key)
    #expect(help(browsing) == nil && !browsing.state.isQuitting && browsing.cursor == 3)
  }

  @Test("Every printable key narrows it down, also those that are commands elsewhere")
  func narrows() {
    var browsing = Browsing()
    browsing.type("?q")
    #expect(help(browsing)?.filter.text == "q" && !browsing.state.isQuitting)
    browsing.type("<BS>copy<Space>hash")
    #expect(commands(browsing) == [.copyHash])
    browsing.type("<C-u>zR")
    #expect(commands(browsing) == [.foldOpenAll])
    browsing.type("<C-u>xyzzy")
    #expect(commands(browsing) == [])
    browsing.type("<Enter>")
    #expect(help(browsing) == nil)
  }

  @Test("It says what the marks in the list mean")
  func explainsMarks() {
    var browsing = Browsing()
    browsing.type("?")
    #expect(browsing.lastLine.hasSuffix("   ! problem  » stream  * mark  D flag"))
  }

  @Test("Arrows and pages move in it and stop at its ends")
  func moves() {
    var browsing = Browsing()
    browsing.type("?<Up>")
    #expect(help(browsing)?.selected == 0)
    browsing.type("<Down><Down><PageDown>")
    #expect(help(browsing)?.selected == 12)
    browsing.type("<PageDown><PageDown><PageDown><PageDown><PageDown>")
    #expect(help(browsing)?.selected == CommandEntry.all.count - 1)
    browsing.type("copy")
    #expect(help(browsing)?.selected == 0)
  }

  @Test("Enter runs the line")
  func runs() {
    var browsing = Browsing()
    browsing.type("?last<Space>line<Enter>")
    #expect(browsing.cursor == 115 && help(browsing) == nil)
    browsing.type("?sort<Enter>")
    #expect(browsing.list.order == SortOrder(.age))
  }

  @Test("Running back from the help does what its main key q does")
  func runsBack() {
    var browsing = Browsing()
    browsing.type("<Tab>?back<Space>one<Enter>")
    #expect(browsing.state.focus == .list && !browsing.state.isQuitting)
  }

  @Test("ctrl-y copies the command's name and leaves the help open")
  func copiesName() {
    var browsing = Browsing()
    browsing.type("?hash<C-y>")
    #expect(browsing.copied == ["copy.hash"])
    #expect(help(browsing) != nil)
  }

  @Test("What was copied is said on the screen the help covers")
  func saysCopied() {
    var browsing = Browsing()
    browsing.type("?hash<C-y>")
    #expect(browsing.screen.text.contains("copied copy.hash"))
  }

  @Test("What can be run only in a pane says so while the list has the focus")
  func saysWhere() {
    var browsing = Browsing()
    browsing.type("?yk")
    #expect(browsing.screen.text.contains("copy the member's name (in a pane)"))
    browsing.type("<Esc><Tab>?yk")
    #expect(!browsing.screen.text.contains("(in a pane)"))
  }

  @Test("On a narrow screen meanings come before keys", arguments: 20...59)
  func isBrief(columns: Int) {
    var browsing = Browsing(columns: columns, rows: 70)
    browsing.type("?")
    let lines = browsing.screen.text.split(separator: "\n")
    for (line, entry) in zip(lines.dropFirst(), CommandEntry.all) {
      #expect(line.hasPrefix(" " + entry.title.prefix(7)), "\(line)")
    }
    #expect(lines[5].hasSuffix(" ctrl-d"))
  }

  @Test("A key that stands for several in the last line is the start of them all")
  func hasHintKeys() {
    for entry in CommandEntry.all {
      guard let key = entry.hintKey else { continue }
      #expect(entry.keys.allSatisfy { $0.hasPrefix(key) }, "\(entry.command)")
    }
  }

  // MARK: - Command line

  @Test(
    "Tab completes as far as it can be known, a whole name with a blank behind it",
    arguments: [
      ("fold.l", "fold.level "), ("fold.o", "fold.openAll "), ("fold", "fold."),
      ("qu", "quit "), ("xyzzy", "xyzzy"), ("view te", "view text"), ("view x", "view x"),
      ("so", "sort "), ("sort age r", "sort age reversed"), ("sort age reversed ", nil),
      ("filter x", nil),
    ] as [(String, String?)])
  func completes(typed: String, completed: String?) {
    let completed = completed ?? typed
    var browsing = Browsing()
    browsing.type(":" + typed + "<Tab>")
    #expect(browsing.lastLine == ":" + completed.trimmingBlanks)
    guard case .command(let line) = browsing.state.input else {
      Issue.record("the command line is open")
      return
    }
    #expect(line.editor.text == completed)
  }

  @Test(
    "Where it cannot be known, the choices are on the screen and Tab goes through them",
    arguments: [
      ("f", ["focus.next", "focus.previous", "fold.toggle"], 8),
      ("search.", ["search.next", "search.previous", "search.next"], 2),
      ("view ", ["view tree", "view text", "view stream", "view raw", "view tree"], 4),
      ("sort age", ["sort age"], 0), ("sort ", ["sort file", "sort age"], 4),
      ("view", ["view.next", "view", "view.next"], 2), ("view t", ["view tree", "view text"], 2),
    ])
  func offersChoices(typed: String, turns: [String], count: Int) {
    var browsing = Browsing(columns: 200)
    browsing.type(":")
    browsing.paste(typed)
    let choices = browsing.statusLine.split(separator: " ")
    if count > 0 { #expect(choices.count >= count, "\(choices)") }
    for turn in turns {
      browsing.type("<Tab>")
      #expect(browsing.lastLine == ":" + turn)
      #expect(browsing.statusLine.split(separator: " ") == choices)
    }
  }

  @Test("gt offers the views, and Enter takes the one that Tab has put there")
  func picksView() {
    var browsing = Browsing()
    browsing.type("<Tab>gt")
    #expect(browsing.statusLine == " tree  text  stream  raw")
    browsing.type("<Tab><Tab><Enter>")
    #expect(browsing.pane.view == .text)
  }

  @Test("Of more choices than there is room for, the one that Tab has put there is seen")
  func scrollsChoices() {
    var browsing = Browsing(columns: 40)
    browsing.type(":f<Tab><Tab><Tab><Tab><Tab>")
    #expect(browsing.statusLine.hasPrefix(" fold.closeAll  "))
  }

  @Test(
    "What is no command says so and lists what it may be",
    arguments: [
      ("frobnicate", "no command 'frobnicate': ? lists them"),
      ("search.x", "no command 'search.x': ? lists them"),
      ("copy.p", "copied"), ("copy.p x", "copy.path takes nothing behind it"),
      ("size", "'size' may be size.grow, size.shrink"),
    ])
  func saysUnknown(line: String, message: String) {
    var browsing = Browsing()
    browsing.type("<Tab>")
    browsing.run(line)
    #expect(browsing.message.hasPrefix(message))
  }

  @Test("A number goes to that row")
  func goesToLine() {
    var browsing = Browsing()
    browsing.run("42")
    #expect(browsing.cursor == 41)
    browsing.run("9999")
    #expect(browsing.cursor == 115)
    browsing.run("0")
    #expect(browsing.cursor == 0)
  }

  @Test(
    "A number beyond all rows goes to the last one; a number with a sign is no command",
    arguments: [
      ("99999999999999999999", 115, ""), ("9223372036854775807", 115, ""),
      ("-9223372036854775808", 0, "no command '-9223372036854775808': ? lists them"),
      ("+7", 0, "no command '+7': ? lists them"),
    ])
  func goesToAnyLine(line: String, cursor: Int, message: String) {
    var browsing = Browsing()
    browsing.run(line)
    #expect(browsing.cursor == cursor && browsing.message == message)
  }

  @Test("The start of a name is enough where it is the only one; a whole name always is")
  func abbreviates() {
    var browsing = Browsing()
    browsing.run("so size reversed")
    #expect(browsing.list.order == SortOrder(.size, isReversed: true))
    browsing.run("filter gpt")
    #expect(browsing.list.filterText == "gpt")
  }

  @Test(
    "An argument that means nothing is refused, with those that do",
    arguments: ["sort", "sort shape", "sort age backwards", "sort age reversed twice"])
  func refusesArguments(line: String) {
    var browsing = Browsing()
    browsing.run(line)
    #expect(browsing.message.hasPrefix("sort takes one of file, age, size, model"))
    #expect(browsing.list.order == SortOrder())
  }

  @Test(
    "Esc, Enter on nothing and Backspace on nothing close it",
    arguments: ["x<Esc>", "<Enter>", "<BS>"])
  func closesLine(keys: String) {
    var browsing = Browsing()
    browsing.type(":" + keys)
    #expect(browsing.lastLine.hasSuffix("? help"))
    #expect(browsing.message == "")
  }

  @Test("A long line scrolls so that the cursor stays on the screen", arguments: [20, 40, 80])
  func scrolls(columns: Int) {
    var browsing = Browsing(columns: columns)
    browsing.type(":")
    for length in 1...100 {
      browsing.type(length.isMultiple(of: 3) ? "漢" : "x")
      let cursor = browsing.state.render().cursor
      #expect(cursor.map { (0..<columns).contains($0.column) } == true, "after \(length)")
    }
  }

  // MARK: - Paste

  @Test("Pasted text is never taken for commands")
  func ignoresPaste() {
    for before in ["", "<Tab>", "<Enter>", "5", "g", "z"] {
      var browsing = Browsing()
      browsing.type(before)
      let focus = browsing.state.focus
      browsing.paste("jjQ\nq:quit\n")
      #expect(browsing.cursor == 0 && !browsing.state.isQuitting && browsing.state.focus == focus)
      #expect(browsing.message == "paste goes nowhere here: f or / first")
    }
  }

  @Test("Where text is typed, pasted text is text, its line ends blanks")
  func takesPaste() {
    var browsing = Browsing()
    browsing.type("f")
    browsing.paste("gpt\n-4o")
    #expect(browsing.list.filterText == "gpt -4o")
    browsing.type("<Esc>:")
    browsing.paste("quit\nquit")
    #expect(!browsing.state.isQuitting)
    #expect(browsing.lastLine == ":quit quit")
    browsing.type("<Esc>?")
    browsing.paste("copy\nhash")
    #expect(commands(browsing) == [.copyHash])
  }

  @Test("Control characters in a paste are shown spelled out and cannot act")
  func spellsPaste() {
    var browsing = Browsing()
    browsing.type("f")
    browsing.paste("\u{1b}]0;PWN\u{7}")
    #expect(browsing.lastLine.contains("\\e]0;PWN\\u0007"))
  }
}
