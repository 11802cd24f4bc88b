import TestSupport
import Testing

/// `llm-mock-tui` where there is no terminal: run from the repository, against the sample library.
@Suite("llm-mock-tui without a terminal")
struct BrowserCommandTests {
  private let moment = "2026-11-21T12:00:00Z"

  @Test(
    "Without a terminal it says what to run instead, and sends no escape sequence",
    arguments: ["xterm", "dumb", ""])
  func saysInstead(terminal: String) throws {
    var browser = Tool.browser
    browser.environment["TERM"] = terminal
    let result = try browser("Fixtures/library")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains("llm-mock list Fixtures/library"))
    #expect(result.errors.contains("--dump-screen"))
    #expect(!result.errors.utf8.contains(0x1b))
  }

  @Test("--dump-screen prints the screen that the tests expect")
  func dumps() throws {
    let result = try Tool.browser("Fixtures/library", "--dump-screen", "--now", moment)
    let expected = try Repository.bytes(of: "Fixtures/screens/list-flat-80x24.txt")
    #expect(result.text == String(decoding: expected, as: UTF8.self))
    #expect(result.status == 0 && result.errors == "")
  }

  @Test("--styles and --ascii change how it is printed")
  func dumpsOtherwise() throws {
    for (flag, file) in [("--styles", "styled-list-80x24"), ("--ascii", "ascii-list-80x24")] {
      let result = try Tool.browser("Fixtures/library", "--dump-screen", "--now", moment, flag)
      let expected = try Repository.bytes(of: "Fixtures/screens/\(file).txt")
      #expect(result.text == String(decoding: expected, as: UTF8.self))
    }
  }

  @Test("--keys runs a script, which may write screens of its own")
  func runsScript() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      """
      # two screens
      resize 40x10
      dump \(folder.path)/first.txt
      5G
      :view text
      dump \(folder.path)/second.txt
      """, to: "script")
    let result = try Tool.browser("Fixtures/library", "--keys", script, "--now", moment)
    #expect(result.status == 0 && result.output.isEmpty && result.errors == "")
    let shell = try Tool.shell("-c", "cat \(folder.path)/first.txt")
    let expected = try Repository.bytes(of: "Fixtures/screens/list-flat-40x10.txt")
    #expect(shell.text == String(decoding: expected, as: UTF8.self))
    #expect(
      try Tool.shell("-c", "cat \(folder.path)/second.txt").text.contains(
        "row 5"))
  }

  @Test("A script may write its screens to standard output")
  func runsToOutput() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("dump -\nG\ndump -\n", to: "script")
    let result = try Tool.browser("Fixtures/library", "--keys", script, "--size", "120x40")
    #expect(result.status == 0 && result.lines.count == 81)
    #expect(result.text.contains("row 1 of 116") && result.text.contains("row 116 of 116"))
  }

  @Test("A folder that a file is named after is wrong usage")
  func saysAmbiguous() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("chat")
    try folder.write("{}", to: "chat.json")
    let result = try Tool.browser(folder("chat"), "--dump-screen")
    #expect(result.status == 2 && result.errors.contains("is ambiguous"))
  }

  @Test("With both, the screen printed is the one after the script")
  func runsThenDumps() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("G\n", to: "script")
    let result = try Tool.browser(
      "Fixtures/library", "--keys", script, "--dump-screen", "--size", "120x40")
    #expect(result.lines.count == 41)
    #expect(result.text.contains("─ Interactions  row 116 of 116"))
  }

  @Test("A screen printed into a file leaves what is there")
  func appends() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("before\n", to: "log")
    let dump = "\(Tool.browser.path) Fixtures/library --dump-screen --size 40x10"
    #expect(try Tool.shell("-c", "\(dump) >> \(file)").status == 0)
    #expect(try Tool.shell("-c", "{ \(dump); echo after; } >> \(file)").status == 0)
    let screen = try Tool.shell("-c", dump).text
    let log = String(decoding: try folder.bytes(of: "log"), as: UTF8.self)
    #expect(log == "before\n" + screen + screen + "after\n")
  }

  @Test("A reader of the screen that has seen enough is no error")
  func endsWithReader() throws {
    let dump = "\(Tool.browser.path) Fixtures/library --dump-screen --size 1000x1000 --styles"
    let result = try Tool.shell("-c", "\(dump) | head -1; echo ${PIPESTATUS[0]}")
    #expect(result.lines.suffix(2) == ["0", ""] && result.errors == "")
  }

  @Test(
    "Wrong usage is exit code 2, what cannot be read 3, and both are said",
    arguments: [
      (["--dump-screen"], Int32(2), "folder"),
      (["Fixtures/library", "--size", "80", "--dump-screen"], 2, "--size takes columns and rows"),
      (["Fixtures/library", "--size", "0x0", "--dump-screen"], 2, "--size takes columns and rows"),
      (["Fixtures/library", "--now", "noon", "--dump-screen"], 2, "--now takes a moment"),
      (["Fixtures/library", "--keys", "nope", "--dump-screen"], 3, "cannot read nope"),
      (
        ["Fixtures/library", "--size", "99999x99999", "--dump-screen"], 2,
        "such as 80x24, up to 1000x1000"
      ),
      (["nope", "--dump-screen"], 3, "nope"),
      (["", "--dump-screen"], 2, "the path is empty"),
      (["Fixtures/library/chat/canada.json", "--dump-screen"], 2, "is a file"),
      (["Fixtures/library", "--frob"], 2, "--frob"),
    ])
  func fails(arguments: [String], status: Int32, message: String) throws {
    let result = try Tool.browser.run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(message))
    #expect(result.output.isEmpty)
  }

  @Test("A folder that is not there is called a folder")
  func saysMissingFolder() throws {
    let result = try Tool.browser("nope", "--dump-screen")
    #expect(!result.errors.contains("nope.json"))
  }

  @Test("A mistake in a script is said with its line")
  func saysScriptLine() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("j\nresize 5by5\n<Nope>\n", to: "script")
    let result = try Tool.browser("Fixtures/library", "--keys", script)
    #expect(result.status == 2)
    #expect(result.errors.contains("script: line 2: ") || result.errors.contains("line 3: "))
  }

  @Test("A screen that cannot be written is exit code 3")
  func saysUnwritable() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("dump \(folder.path)/no/such/folder\n", to: "script")
    let result = try Tool.browser("Fixtures/library", "--keys", script)
    #expect(
      result.status == 3 && result.errors.contains("cannot write \(folder.path)/no/such/folder"))
    let dump = "\(Tool.browser.path) Fixtures/library --dump-screen > /dev/full"
    let full = try Tool.shell("-c", dump)
    #expect(full.status == 3 && full.errors.contains("cannot write standard output: No space left"))
  }

  @Test(
    "--version and --help are for standard output, and no error",
    arguments: ["--version", "--help"])
  func helps(flag: String) throws {
    let result = try Tool.browser(flag)
    #expect(result.status == 0 && result.errors == "")
    #expect(result.text.contains("llm-mock-tui"))
  }

  @Test("The help says what the exit codes mean")
  func explainsExitCodes() throws {
    let help = try Tool.browser("--help").text
    for line in ["  0      fine\n", "  128+n  ended by signal n\n"] { #expect(help.contains(line)) }
  }
}
