import BrowserRuntime
import FixtureBrowser
import FixtureKit
import Glibc
import TerminalUI
import TestSupport
import Testing

/// What there is to know of a library beside its fixture files.
@MainActor @Suite("Settings and journal of a library")
struct LibraryStateTests {
  private func screen(_ library: TemporaryFolder, _ steps: String) throws -> String {
    let run = run(library)
    run.run(try Script(steps)) { _, _ in }
    return run.screen.text
  }

  private func run(_ library: TemporaryFolder, _ state: TemporaryFolder? = nil) -> ScriptRun {
    ScriptRun(
      root: library("tests"), size: Size(columns: 400, rows: 30), charset: .unicode,
      clock: { Timestamp(seconds: 1_795_262_400) },
      settings: Settings { $0 == "XDG_STATE_HOME" ? state?.path : nil })
  }

  /// A library with a fixture file in `tests/chat` whose hash is made of the model alone.
  private func library(_ settings: String) throws -> TemporaryFolder {
    func interaction(hash: String) -> String {
      """
      {"hash": "\(hash)", "streaming": false, "stream_events": [],
       "request": {"model": "m", "messages": [{"role": "user", "content": "hello"}]},
       "response": {"id": "r"}, "recorded_at": "2026-11-01T10:00:00+00:00"}
      """
    }
    let unsigned = try Interaction(Array(interaction(hash: "").utf8), fileProvider: "openai")
    guard case .mismatch(let key) = unsigned.keyState(MatchRules(["model"])) else {
      preconditionFailure("no key is empty")
    }
    let library = try TemporaryFolder()
    try library.write(
      """
      {"version": "2.0", "provider": "openai", "interactions": [\(interaction(hash: key.hex))]}
      """, to: "tests/chat/a.json")
    try library.write(settings, to: "llm-mock.json")
    try library.makeFolder(".git")
    return library
  }

  @Test("Match fields of the settings count where hashes are checked, filtered and shown")
  func usesMatchFields() throws {
    let settings = #"{"overrides": [{"files": "tests/chat/*", "match_on": ["model"]}]}"#
    let library = try library(settings)
    let text = try screen(library, "<S-Tab>")
    #expect(text.contains("hash check   ok"))
    #expect(text.contains("match on     model, by llm-mock.json"))
    #expect(!text.contains("!"))
    #expect(try screen(library, ":filter is:mismatch").contains("0 of 1 interaction "))
  }

  @Test("Without them the hash is checked as ever")
  func usesNone() throws {
    for settings in ["{}", #"{"match_on": {"/v1/responses": ["model"]}}"#] {
      let text = try screen(library(settings), "<S-Tab>")
      #expect(text.contains("hash check   mismatch") && !text.contains("by llm-mock.json"))
    }
  }

  @Test("F5 reads the settings again, and what was found with the old ones goes")
  func readsAgain() throws {
    let library = try library(#"{"match_on": ["model"]}"#)
    let run = run(library)
    #expect(!run.screen.text.contains("hash mismatch"))
    try library.write("{}", to: "llm-mock.json")
    run.run(try Script("<S-Tab><F5>")) { _, _ in }
    #expect(run.screen.text.contains("hash mismatch"))
    #expect(run.screen.text.contains("hash check   mismatch"))
  }

  @Test("Settings that cannot be used are said, and the browser goes on without them")
  func goesOnWithout() throws {
    let text = try screen(library(#"{"match_on": 5}"#), "<S-Tab>")
    let sentence = "llm-mock.json is not used: 1:14: an array"
    #expect(text.prefix { $0 != "\n" }.contains(sentence))
    #expect(text.contains("12:00 " + sentence))
    #expect(text.contains("hash check   mismatch"))
  }

  @Test("Members that mean nothing go to the log and nowhere else")
  func namesUnknown() throws {
    let text = try screen(library("{\n\"colour\": 1}"), "j")
    #expect(text.contains("llm-mock.json:2: 'colour' means nothing to llm-mock"))
    #expect(!text.prefix { $0 != "\n" }.contains("colour"))
  }

  @Test("An operation that stopped half-way is said at the start, with what to do about it")
  func findsInterrupted() throws {
    let library = try library("{}")
    let state = try TemporaryFolder()
    #expect(!run(library, state).screen.text.contains("interrupted"))
    let paths = [library("tests/chat/a.json"), library("tests/b.json")]
    try library.write("{}", to: "tests/b.json")
    let journal = Journal(
      try StateFolder(of: LibraryRoot(of: library.path), Settings { _ in state.path }))
    let writer = LibraryWriter(journal) { Timestamp(seconds: 0) }
    try writer.perform("llm-mock dedupe", on: paths) { () throws(FixtureError) in
      var changes: [FileChange] = []
      for path in paths {
        changes.append(FileChange(path: path, .delete, expected: try FileStamp(at: path)))
      }
      return changes
    }
    // Half of it taken back, and not noted down as done: as a crash leaves it.
    try library.write("{}", to: "tests/b.json")
    let entry = journal.state.path + "/journal/00000001"
    #expect(rename(entry + ".done", entry + ".pending") == 0)
    let text = run(library, state).screen.text
    let sentence = FixtureError.interrupted(
      command: "llm-mock dedupe", root: try RealPath.of(library.path)
    ).description
    #expect(text.split(separator: "\n").suffix(2).first?.contains(sentence) == true)
    #expect(text.contains("12:00 " + sentence))
  }

  @Test("What was recorded as a model or a number says what it is")
  func spellsOdd() throws {
    let library = try TemporaryFolder()
    func interaction(_ model: String, _ temperature: String) -> String {
      """
      {"hash": "", "request": {"model": "\(model)", "temperature": \(temperature)},
       "response": {}, "streaming": false, "stream_events": [], "recorded_at": ""}
      """
    }
    let interactions = [interaction(#"a\nb"#, "1"), interaction("", "-Infinity")]
    try library.write(
      #"{"version": "2.0", "provider": "openai", "interactions": ["#
        + interactions.joined(separator: ",") + "]}", to: "tests/a.json")
    let text = try screen(library, "gg")
    for model in [#"  a\nb  1"#, "  (empty)  1"] { #expect(text.contains(model)) }
    let rows = text.split(separator: "\n")
    #expect(rows[2].hasPrefix("> ! "))
    #expect(rows[4].hasPrefix("  ! ") && rows[4].contains("NaN or Infinity"))
  }

  @Test("Two names that are the same characters are two files, also when they are read again")
  func keepsNamesApart() throws {
    let library = try TemporaryFolder()
    for (name, prompt) in [("cafe\u{301}", "two marks"), ("caf\u{e9}", "one mark")] {
      try library.write([prompt], to: "tests/\(name).json")
      try library.write([prompt, prompt], to: "tests/\(name)/a.json")
    }
    for (row, prompt) in ["two marks", "two marks", "two marks", "one mark"].enumerated() {
      let run = run(library)
      run.run(try Script(":list.byFile\n\(row + 1)G\n<Tab>G<F5>")) { _, _ in }
      #expect(run.state.library.folders.count == 3)
      #expect(run.screen.text.contains("content: \"\(prompt)\""), "row \(row)")
      #expect(run.screen.text.contains("row \(row + 1) of 6"))
    }
  }
}
