import BrowserRuntime
import FixtureBrowser
import FixtureKit
import TerminalUI
import Testing

@Suite("Scripts")
struct ScriptTests {
  @Test(
    "Lines are steps",
    arguments: [
      ("", []), ("\n\n# a remark\n", []), ("j", [.keys([.character("j")])]),
      ("jj<Enter>", [.keys([.character("j"), .character("j"), .enter])]),
      ("gg\r\nG\r\n", [.keys([.character("g"), .character("g")]), .keys([.character("G")])]),
      (
        "f<lt><Space>#",
        [.keys([.character("f"), .character("<"), .character(" "), .character("#")])]
      ),
      (":filter model:gpt size:>1k", [.command("filter model:gpt size:>1k")]),
      (":", [.command("")]),
      ("resize 80x24", [.resize(Size(columns: 80, rows: 24))]),
      ("resize 1000x1", [.resize(Size(columns: 1000, rows: 1))]),
      ("wait idle", [.waitIdle]), ("dump a file.txt", [.dump("a file.txt")]),
      ("dump  x", [.dump("x")]),
    ] as [(String, [Script.Step])])
  func reads(text: String, steps: [Script.Step]) throws {
    #expect(try Script(text).steps == steps)
  }

  @Test(
    "What is no step is refused with its line",
    arguments: [
      ("wait", 1, "write 'resize 80x24'"), ("dump", 1, "or 'dump FILE'"),
      ("resize 80", 1, "'80' is no size: write it as 80x24"), ("j\nresize 0x5", 2, "is no size"),
      ("resize 80x1001", 1, "is no size"), ("resize -1x5", 1, "is no size"),
      ("resize 80x24x2", 1, "is no size"), ("\n\nwait busy", 3, "wait takes 'idle'"),
      ("<Nope>", 1, "'<Nope>' is no key"), ("j<", 1, "is no key"),
    ])
  func refuses(text: String, line: Int, reason: String) {
    let error = #expect(throws: Script.SyntaxError.self) { try Script(text) }
    #expect(error?.line == line)
    #expect(error?.reason.contains(reason) == true)
    #expect(error?.description.hasPrefix("line \(line): ") == true)
  }

  @Test(
    "Sizes are columns and rows from 1 to 1000",
    arguments: [
      ("80x24", true), ("1x1", true), ("80", false), ("80x", false), ("x24", false),
      ("80x24 ", false),
    ])
  func readsSizes(text: String, isSize: Bool) {
    #expect((Size(notation: text) != nil) == isSize)
  }

  // MARK: - Running

  private static let script = """
    5j
    dump 1
    resize 40x10
    dump 2
    :filter size:>3k is:stream
    dump 3
    resize 200x60
    F
    dump 4
    <Enter>t/the<Enter>nn
    dump 5
    G
    dump 6
    """

  @MainActor
  private func screens() throws -> [String] {
    let now = Timestamp(seconds: 1_795_262_400)
    let run = ScriptRun(
      root: sampleLibrary, size: Size(columns: 80, rows: 24), charset: .unicode
    ) { now }
    var screens: [String] = []
    run.run(try Script(Self.script)) { _, screen in
      screens.append(screen.text.replacing(/in \d+ ms/, with: ""))
    }
    return screens
  }

  @MainActor @Test("The same script shows the same screens every time")
  func isDeterministic() throws {
    let first = try screens()
    #expect(first.count == 6)
    for _ in 0..<3 { #expect(try screens() == first) }
  }

  @MainActor @Test("A script ends where the browser quits")
  func endsAtQuit() throws {
    let run = ScriptRun(
      root: sampleLibrary, size: Size(columns: 80, rows: 24), charset: .unicode
    ) { Timestamp(seconds: 0) }
    var dumps: [String] = []
    run.run(try Script("dump one\njQj\ndump two")) { file, _ in dumps.append(file) }
    #expect(dumps == ["one"] && run.state.isQuitting)
  }

  @MainActor @Test("What writing a screen throws ends the script")
  func passesErrorsOn() throws {
    let run = ScriptRun(
      root: sampleLibrary, size: Size(columns: 80, rows: 24), charset: .unicode
    ) { Timestamp(seconds: 0) }
    let script = try Script("dump one\nQ")
    #expect(throws: CancellationError.self) {
      try run.run(script) { _, _ in throw CancellationError() }
    }
    #expect(!run.state.isQuitting)
  }
}
