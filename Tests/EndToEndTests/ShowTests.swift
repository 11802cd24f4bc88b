import LosslessJSON
import TestSupport
import Testing

@Suite("llm-mock show")
struct ShowTests {
  private var show: Tool {
    var tool = Tool.list
    tool.folder = Repository.library
    return tool
  }

  /// Two hashes that begin alike.
  private func ambiguousFixture() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let interactions = ["abcd1111", "abcd2222"].map { hash in
      """
      {"hash": "\(hash)", "request": {"model": "m", "messages": []}, "response": {},
       "recorded_at": "2026-01-01T00:00:00+00:00"}
      """
    }
    try folder.write(
      #"{"version": "2.0", "provider": "openai", "interactions": ["#
        + interactions.joined(separator: ",") + "]}", to: "two.json")
    return folder
  }

  @Test("The start of a hash is enough, in either case", arguments: ["1ddaeb", "1DDAEB", "1dda"])
  func findsByPrefix(prefix: String) throws {
    let result = try show("show", "chat/canada", prefix)
    #expect(result.status == 0)
    #expect(
      result.lines.first?.hasPrefix("1ddaeb5a8670") == true && result.lines.first?.count == 64)
    #expect(result.text.contains("\n  file     chat/canada.json#1 of 1\n"))
    #expect(result.text.contains("\nRequest\n{\n") && result.text.contains("\nResponse\n{\n"))
  }

  @Test("All interactions that share the hash are shown")
  func showsRepeated() throws {
    let result = try show("show", "chat/two-personas", "9f69")
    #expect(result.text.contains("two-personas.json#1 of 2"))
    #expect(result.text.contains("two-personas.json#2 of 2"))
  }

  @Test("FIXTURE#N shows the N-th")
  func findsByPosition() throws {
    let result = try show("show", "chat/two-personas#2")
    #expect(result.text.contains("#2 of 2") && !result.text.contains("#1 of 2"))
  }

  @Test(
    "Parts alone are valid JSON",
    arguments: [
      ("chat/temperature#1", "--request", JSONKind.object),
      ("chat/temperature#1", "--response", .object), ("chat/temperature#1", "--raw", .object),
      ("streaming/pelican-names#1", "--response", .object),
      ("streaming/pelican-names#1", "--events", .array), ("chat/temperature#1", "--events", .array),
      ("formats/numbers#1", "--request", .object),
      ("formats/lone-surrogate#1", "--response", .object),
      ("security/escape-sequences#3", "--request", .object),
    ])
  func printsJSON(fixture: String, flag: String, kind: JSONKind) throws {
    let result = try show("show", fixture, flag)
    #expect(result.status == 0)
    #expect(try JSONDocument(result.output).root.kind == kind)
  }

  @Test("Numbers stand as they are written")
  func keepsNumbers() throws {
    let result = try show("show", "formats/numbers#1", "--request")
    #expect(result.text.contains("1E2") && result.text.contains("12345678901234567890"))
  }

  @Test(
    "--raw is the bytes of the file",
    arguments: [
      "formats/crlf", "formats/tabs", "formats/notes", "formats/one-line",
      "vision/fruit-from-a-tool",
    ])
  func printsBytes(name: String) throws {
    let file = try Repository.bytes(of: "Fixtures/library/\(name).json")
    let result = try show("show", name + "#1", "--raw")
    let bytes = result.output
    #expect(bytes.first == 0x7b && bytes.last == 0x7d)
    let text = String(decoding: file, as: UTF8.self)
    #expect(text.utf8.count == file.count)
    #expect(text.contains(String(decoding: bytes, as: UTF8.self)))
    let hash = try JSONDocument(Array(bytes)).root["hash"]?.string
    #expect(hash == (try JSONDocument(file).root["interactions"]?[0]?["hash"]?.string))
  }

  @Test("--text is prompt and reply to read, with control characters spelled out")
  func printsText() throws {
    let result = try show("show", "security/escape-sequences#1", "--text")
    #expect(result.text.contains("\nPrompt\nuser\n  My terminal went blank"))
    #expect(result.text.contains("\nReply\nassistant\n"))
    #expect(result.text.contains(#"\e]0;PWNED\u0007"#) && !result.output.contains(0x1b))
  }

  @Test("Whether the hash fits the request is said")
  func saysMismatch() throws {
    #expect(
      try show("show", "legacy/edited-by-hand#2").text
        .contains("\n  hash     does not match: the request's key is 10050e7e8fe1"))
    #expect(
      try show("show", "legacy/edited-by-hand#1").text.contains(
        "\n  hash     matches the request\n"))
    #expect(
      try show("show", "legacy/resaved-by-python#1").text.contains("\n  hash     cannot be checked")
    )
  }

  @Test("A recorded error says its status")
  func saysStatus() throws {
    #expect(try show("show", "endpoints/rate-limited#1").text.contains("429"))
    #expect(try show("show", "endpoints/rate-limited#1", "--text").text.contains("HTTP status 429"))
  }

  @Test(
    "What is wrong is said on standard error, and the exit code tells which kind it is",
    arguments: [
      (["show"], Int32(2), "Missing expected argument"),
      (["show", "chat/canada"], 2, "which interaction? Give the first digits of its hash"),
      (["show", "chat/canada", ""], 2, "which interaction?"),
      (["show", "chat/canada", "1dd"], 2, "'1dd' is too short: give at least 4 digits"),
      (["show", "chat/canada", "ffff"], 1, "no interaction with hash ffff in chat/canada.json"),
      (["show", "chat/temperature#9"], 1, "has 2 interactions: there is no #9"),
      (["show", "chat/temperature#0"], 2, "positions start at 1: chat/temperature.json#1"),
      (["show", "chat/temperature#2", "f97a"], 2, "give either #2 or a hash, not both"),
      (["show", "chat"], 2, "chat is a folder: name a fixture file"),
      (["show", "", "1234"], 2, "the path is empty"),
      (["show", "nope", "1234"], 3, "fixture file not found: nope.json"),
      (["show", "broken/empty#1"], 3, "cannot parse fixture broken/empty.json: the file is empty"),
      (["show", "chat/canada#1", "--raw", "--text"], 2, "--"),
    ])
  func fails(arguments: [String], status: Int32, message: String) throws {
    let result = try show.run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(message))
    #expect(result.output.isEmpty)
  }

  @Test("A hash that fits several is an error that lists them")
  func listsCandidates() throws {
    let folder = try ambiguousFixture()
    let result = try show("show", folder.path + "/two", "abcd")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains("'abcd' fits 2 different hashes; give more digits:"))
    #expect(result.errors.contains("  abcd1111  #1") && result.errors.contains("  abcd2222  #2"))
    #expect(try show("show", folder.path + "/two", "abcd2").status == 0)
  }

  @Test("Control characters in a hash that is asked for cannot act")
  func spellsHash() throws {
    let result = try show("show", "chat/canada", "\u{1b}]0;PWN\u{7}")
    #expect(result.status == 1 && !result.errors.utf8.contains(0x1b))
  }
}
