import LosslessJSON
import TestSupport
import Testing

@Suite("llm-mock list")
struct ListTests {
  private var list: Tool {
    var tool = Tool.list
    tool.folder = Repository.library
    return tool
  }

  // MARK: - One file, as Python lists it

  /// What the Python package 1.0.1 prints, in Fixtures/golden/list.
  @Test(
    "One file is listed to the byte as the Python package lists it",
    arguments: [
      "agents/night-train", "agents/weather-team", "chat/odd-answers", "chat/temperature",
      "chat/two-personas", "endpoints/count-tokens", "endpoints/rate-limited", "formats/crlf",
      "formats/no-interactions", "formats/notes", "formats/numbers", "formats/one-line",
      "formats/tabs", "international/chinese-japanese-korean", "international/combining-marks",
      "international/emoji", "international/right-to-left", "legacy/claude-instant",
      "legacy/edited-by-hand", "legacy/first-recordings", "legacy/mixed-providers",
      "legacy/recorded-twice", "streaming/bedtime-story", "streaming/two-choices",
      "streaming/with-timing", "structured/recipe-refused", "tools/crumpet-dragons",
      "tools/tool-search",
    ])
  func listsLikePython(name: String) throws {
    let expected = try Repository.bytes(of: "Fixtures/golden/list/\(name).txt")
    let result = try list("list", name)
    #expect(result.text == String(decoding: expected, as: UTF8.self))
    #expect(result.status == 0 && result.errors == "")
  }

  @Test("Block content shows its text, which Python shows as Python")
  func listsBlocks() throws {
    let result = try list("list", "agents/count-files")
    #expect(
      result.lines.contains(
        "       \"How many files in testdata/working_dir? Only output the n...\""))
  }

  @Test("What a terminal would act on is spelled out")
  func spellsControls() throws {
    let result = try list("list", "security/escape-sequences")
    #expect(result.text.contains(#"local\e[7m-model"#) && result.text.contains(#"\u202e"#))
    #expect(!result.output.contains(0x1b))
  }

  @Test("A name may stand without .json, and dots in it are part of it")
  func findsFiles() throws {
    for name in ["chat/gpt-4.1-mini", "chat/gpt-4.1-mini.json"] {
      let result = try list("list", name)
      #expect(result.lines.first == "Fixture : chat/gpt-4.1-mini.json" && result.status == 0)
    }
  }

  // MARK: - Folders

  @Test("A folder is a table with a line an interaction, then what is broken, then the totals")
  func listsFolder() throws {
    let result = try list("list", ".")
    #expect(result.status == 0 && result.errors == "")
    #expect(
      result.lines.first?.split(separator: " ").joined(separator: " ")
        == "HASH RECORDED MODEL SIZE FILE PROMPT")
    #expect(result.lines.count { $0.contains("#") && $0.contains(".json") } >= 112)
    #expect(result.lines.count { $0.hasPrefix("! broken/") } == 3)
    #expect(
      result.lines.dropLast().last
        == "112 interactions in 56 files, 3 broken, 1 other JSON file left out")
    #expect(result.lines.allSatisfy { !$0.hasSuffix(" ") })
  }

  @Test("Where no terminal sets a width nothing is cut, so that grep finds it")
  func listsWhole() throws {
    let lines = try list("list", ".").lines
    #expect(lines.count { $0.contains("  claude-3-5-sonnet-20241022  ") } == 3)
    #expect(!lines.contains { $0.contains("…") && !$0.hasPrefix("!") })
  }

  @Test("A file counts once, however its path is spelled; by bytes, not as Unicode compares texts")
  func countsOnce() throws {
    let folder = try TemporaryFolder()
    let text = #"{"version": "2.0", "provider": "openai", "interactions": []}"#
    for name in ["caf\u{e9}.json", "cafe\u{301}.json"] { try folder.write(text, to: name) }
    let path = folder.path
    let result = try list(
      "list", path, path + "/", path + "//./caf\u{e9}", path + "/./cafe\u{301}.json")
    #expect(result.lines.dropLast().last == "0 interactions in 2 files")
  }

  @Test("The hashes of a table can be given to show")
  func showsListedHashes() throws {
    let hash = try #require(
      try list("list", "chat/temperature", "--sort", "file").lines.dropFirst().first?
        .split(separator: " ").first)
    let result = try list("show", "chat/temperature", String(hash))
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("Several paths make one table, with paths as they were given")
  func listsSeveral() throws {
    let result = try list("list", "chat", "tools/crumpet-dragons", "audio/")
    #expect(result.status == 0)
    #expect(result.text.contains("  chat/temperature.json#2  "))
    #expect(result.text.contains("  tools/crumpet-dragons.json#3  "))
    #expect(result.text.contains("  audio/say-hi.json#1"))
  }

  @Test("Columns line up, also beside wide characters", arguments: [".", "international"])
  func linesUp(folder: String) throws {
    let lines = try list("list", folder).lines
    let start = try #require(lines.first?.firstRange(of: "RECORDED")?.lowerBound)
    let column = lines[0].distance(from: lines[0].startIndex, to: start)
    for line in lines.dropFirst().prefix(while: { !$0.isEmpty && !$0.hasPrefix("!") }) {
      let year = line.dropFirst(column).prefix(3)
      #expect(year == "202", "\(line)")
    }
  }

  @Test(
    "Orders are by what is asked for",
    arguments: [("file", false), ("age", false), ("size", false), ("model", false), ("age", true)])
  func sorts(field: String, isReversed: Bool) throws {
    let result = try list.run(
      ["list", ".", "--json", "--sort", field] + (isReversed ? ["--reverse"] : []))
    let interactions = try #require(try JSONDocument(result.output).root["interactions"])
    func values(_ name: String) -> [String] {
      interactions.elements.map { $0.member(name)?.string ?? $0.member(name)?.sourceText ?? "" }
    }
    switch field {
    case "age":
      let days = values("recorded_at").map { $0.prefix(19) }
      #expect(days == days.sorted(by: isReversed ? (<) : (>)))
    case "size":
      let sizes = values("bytes").compactMap { Int($0) }
      #expect(sizes == sizes.sorted(by: >) && sizes.count == 112)
    case "model":
      // What no request names is null, and sorted as the `?` that the table shows.
      let models = values("model").filter { $0 != "null" }
      #expect(models == models.sorted() && models.count == 110)
    default: #expect(values("file") == values("file").sorted())
    }
  }

  @Test("A filter leaves out what does not pass and counts the rest")
  func filters() throws {
    let result = try list("list", ".", "--filter", "model:gpt-4o-mini is:stream")
    #expect(result.status == 0)
    #expect(result.lines.count { $0.contains("gpt-4o-mini") } == 1)
    #expect(result.lines.dropLast().last?.hasPrefix("1 of 112 interactions in 56 files") == true)
  }

  @Test("--json is JSON in ASCII, whatever the library holds")
  func printsJSON() throws {
    let result = try list("list", ".", "--json")
    let root = try JSONDocument(result.output).root
    #expect(result.output.allSatisfy { $0 < 0x80 && ($0 >= 0x20 || $0 == 0x0a) })
    #expect(root["total"]?.integer == 112 && root["files"]?.integer == 56)
    #expect(root["broken"]?.elements.reduce(0) { count, _ in count + 1 } == 3)
    let first = try #require(root["interactions"]?[0])
    #expect(first["file"]?.string == "agents/count-files.json" && first["position"]?.integer == 1)
    #expect(first["hash"]?.string?.count == 64)
  }

  // MARK: - Errors

  @Test(
    "What is wrong is said on standard error, and the exit code tells which kind it is",
    arguments: [
      (["list"], Int32(2), "Missing expected argument"),
      (["list", ""], 2, "the path is empty"),
      (["list", "nope"], 3, "fixture file not found: nope.json"),
      (["list", "nope/"], 3, "nope/"),
      (["list", "broken/empty"], 3, "cannot parse fixture broken/empty.json: the file is empty"),
      (["list", "broken/interrupted-write"], 3, "broken/interrupted-write.json:77:69:"),
      (["list", "broken/not-a-fixture"], 3, "is not a fixture file"),
      (["list", "broken/empty", "chat"], 3, "broken/empty.json"),
      (["list", ".", "--filter", "size:>x"], 2, "filter: '>x': a size is expected"),
      (["list", ".", "--sort", "shape"], 2, "'file', 'age', 'size' or 'model'"),
      (["list", ".", "--frob"], 2, "--frob"), (["frob"], 2, "frob"),
    ])
  func fails(arguments: [String], status: Int32, message: String) throws {
    let result = try list.run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(message))
    #expect(result.output.isEmpty)
  }

  @Test("A filter that matches nothing is exit code 1, with the totals")
  func matchesNothing() throws {
    let result = try list("list", ".", "--filter", "model:none")
    #expect(result.status == 1)
    #expect(result.errors == "Error: no interaction matches the filter\n")
    #expect(result.text.contains("0 of 112 interactions"))
  }

  @Test("An error about a file with control characters in its name cannot act")
  func spellsNames() throws {
    let folder = try TemporaryFolder()
    try folder.write("{", to: "a\u{1b}]0;PWN\u{7}.json")
    for result in [
      try list("list", folder.path), try list("list", folder.path + "/a\u{1b}]0;PWN\u{7}.json"),
      try list("list", folder.path + "/\u{1b}c"),
    ] {
      #expect(!result.output.contains(0x1b) && !result.errors.utf8.contains(0x1b))
    }
  }

  @Test(
    "--version and --help are for standard output, and no error",
    arguments: ["--version", "--help"])
  func helps(flag: String) throws {
    let result = try list(flag)
    #expect(result.status == 0 && !result.output.isEmpty && result.errors == "")
  }

  @Test("A reader that has seen enough is no error")
  func endsWithReader() throws {
    let command = "'\(Tool.list.path)' show 'vision/fruit-from-a-tool#2' --raw"
    var shell = Tool.shell
    shell.folder = Repository.library
    let result = try shell("-c", "{ \(command); echo status $? >&2; } | head -c 5")
    #expect(result.output.count == 5 && result.errors == "status 0\n")
  }

  @Test("Output that cannot be written is an error")
  func noticesFullDisk() throws {
    var shell = Tool.shell
    shell.folder = Repository.library
    let result = try shell("-c", "'\(Tool.list.path)' list . > /dev/full")
    #expect(result.status == 3)
  }
}
