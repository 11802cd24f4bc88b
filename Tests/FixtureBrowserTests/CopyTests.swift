import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Copying")
struct CopyTests {
  /// At the decoded string of a log that is full of control characters.
  private static var atLog: Browsing {
    var browsing = Browsing()
    browsing.go(to: "security/escape-sequences.json")
    browsing.type("<Tab>4G")
    return browsing
  }

  @Test(
    "What is copied is what is asked for, to the byte",
    arguments: [
      ("yk", "content"), ("yp", "$.messages[0].content"),
      ("yh", "38e9f6f2d7b0191d01138388dc3b6da39d8c0030e842a0b872ff125151bcf90f"),
      (
        "yy",
        "My terminal went blank after this log was printed. What is in it?\n\nbuild started\n"
          + "\u{1b}[2J\u{1b}[1;1H\u{1b}[31mERROR\u{1b}[0m disk full\u{1b}]0;PWNED\u{7}"
          + "\u{1b}]52;c;UFdO\u{7}\u{1b}c\u{9b}31m done\r\n\u{8}\u{7f}\tstep 2"
      ),
      (
        "ys",
        #""My terminal went blank after this log was printed. What is in it?\n\nbuild started\n"#
          + #"\u001b[2J\u001b[1;1H\u001b[31mERROR\u001b[0m disk full\u001b]0;PWNED\u0007"#
          + #"\u001b]52;c;UFdO\u0007\u001bc\u009b31m done\r\n\b\u007f\tstep 2""#
      ),
    ])
  func copies(keys: String, text: String) {
    var browsing = Self.atLog
    browsing.type(keys)
    #expect(browsing.copied == [text])
    #expect(browsing.message.hasPrefix("copied "))
  }

  @Test("From inside a string the whole string is copied")
  func copiesWhole() {
    var browsing = Self.atLog
    browsing.type("3jyk")
    #expect(browsing.copied == ["content"])
  }

  @Test("Of a container the JSON is copied as it stands in the file")
  func copiesContainers() {
    var browsing = Browsing()
    browsing.go(to: "formats/one-line.json")
    browsing.type("<Tab>")
    browsing.run("search messages")
    browsing.type("yy")
    #expect(browsing.copied == [#"[{"role":"user","content":"What is a monorepo?"}]"#])
  }

  @Test("Numbers are copied as they are written", arguments: ["yy", "ys"])
  func copiesNumbers(keys: String) {
    var browsing = Browsing()
    browsing.go(to: "formats/numbers.json")
    browsing.type("<Tab>/12345678901234567890<Enter>" + keys)
    #expect(browsing.copied == ["12345678901234567890"])
  }

  @Test("An element of an array has no name; it says so")
  func saysNameless() {
    var browsing = Browsing()
    browsing.go(to: "chat/temperature.json")
    browsing.type("<Tab>3Gyk")
    #expect(browsing.message == "an element of an array has no name")
    #expect(browsing.copied.isEmpty)
  }

  @Test("Where there is no JSON value it says so", arguments: ["yy", "ys", "yk", "yp"])
  func saysValueless(keys: String) {
    var browsing = Browsing()
    browsing.type("<Tab>t" + keys)
    #expect(browsing.message == "there is no JSON value here: t shows the tree")
    browsing.type("<Esc>" + keys)
    #expect(browsing.message.hasSuffix(" works in a pane: Tab goes there"))
    #expect(browsing.copied.isEmpty)
  }

  @Test("The hash can be copied from list and panes, but a broken file has none")
  func copiesHash() {
    var browsing = Browsing()
    browsing.type("yh<Tab>yh<Enter>yh")
    #expect(browsing.copied.count == 3 && Set(browsing.copied).count == 1)
    browsing = Browsing()
    browsing.run("filter file:merge-conflict")
    browsing.type("yh")
    #expect(browsing.message == "there is no hash here")
  }

  @Test("Paths begin at what the pane shows: the request, the answer, the events of a stream")
  func copiesPaths() {
    var browsing = Browsing()
    browsing.go(to: "streaming/pelican-names.json")
    browsing.type("<Tab>yp<Tab>yp")
    browsing.run("view stream")
    browsing.type("jyp")
    #expect(browsing.copied == ["$.max_tokens", "$.model", "$[0].event"])
  }
}
