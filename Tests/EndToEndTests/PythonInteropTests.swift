import Glibc
import LosslessJSON
import TestSupport
import Testing

extension Tool {
  fileprivate static let python = getenv("LLM_MOCK_PYTHON").map { Tool(path: String(cString: $0)) }
}

/// Beside the real Python package. LLM_MOCK_PYTHON names an interpreter that has llm-mock 1.0.1.
@Suite("The Python package", .enabled(if: Tool.python != nil))
struct PythonInteropTests {
  private static let files: [String] = {
    var shell = Tool.shell
    shell.folder = Repository.library
    let result = try? shell("-c", "ls */*.json")
    return result?.lines.filter { !$0.isEmpty }.map { String($0.dropLast(5)) } ?? []
  }()

  /// Differences on purpose: what Python shows as a Python list or not at all shows its text here,
  /// and what a terminal would act on is spelled out.
  @Test("Every file of the sample library is listed as Python lists it", arguments: files)
  func listsAlike(file: String) throws {
    var python = try #require(Tool.python)
    python.folder = Repository.library
    var own = Tool.list
    own.folder = Repository.library
    let theirs = try python("-c", "from llm_mock.cli import main; main()", "list", file)
    let ours = try own("list", file)
    guard theirs.status == 0 else {
      // Python cannot find names with dots, nor read half a surrogate pair.
      let isOursAlone = ["chat/gpt-4.1-mini", "formats/lone-surrogate"].contains(file)
      #expect(ours.status == (isOursAlone ? 0 : 3))
      return
    }
    #expect(ours.status == 0 && ours.lines.count == theirs.lines.count)
    for (our, their) in zip(ours.lines, theirs.lines) where our != their {
      let isBlocks = their.hasPrefix("       \"[{'") || their == "       \"\""
      let isSpelled = their.unicodeScalars.contains {
        $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) || (0x202a...0x202e).contains($0.value)
      }
      #expect(isBlocks || isSpelled, "Python prints \(their)\nwe print      \(our)")
    }
  }

  private static let hashes = """
    import sys
    from llm_mock.fixture_store import Fixture
    from llm_mock.matcher import make_hash
    for path in sys.argv[1:]:
        for one in Fixture.model_validate_json(open(path + ".json").read()).interactions:
            own = one.hash == make_hash(one.request)
            print(path, one.hash, "own" if own else "other")
    """

  private static let saving = """
    import sys
    from llm_mock.fixture_store import Interaction, save
    from llm_mock.matcher import make_hash
    request = {"model": "m", "messages": []}
    new = Interaction(hash=make_hash(request), request=request, recorded_at="2026-01-01T00:00:00")
    save(sys.argv[1], "openai", new)
    """

  /// What we have changed, Python reads, with the hashes we gave; and what Python has saved since, we
  /// read, and say what can no longer be told.
  @Test("Python loads what we write, and we what Python saves over it")
  func exchange() throws {
    let folder = try TemporaryFolder()
    let library = folder("library")
    _ = try Tool.shell("-c", "cp -r '\(Repository.library)' '\(library)'")
    var python = try #require(Tool.python)
    python.folder = library
    var own = Tool.list
    own.folder = library
    own.environment["XDG_STATE_HOME"] = folder("state")
    #expect(try own("rehash", "legacy", "--yes").status == 0)
    #expect(try own("prune", "legacy/recorded-twice", "--duplicate", "--yes").status == 0)
    #expect(try own("clear", "chat/temperature#1").status == 0)
    #expect(
      try own("rehash", "chat/canada", "--match-on", "model,messages,system", "--yes").status == 0)
    let files = [
      "legacy/edited-by-hand", "legacy/recorded-twice", "chat/temperature", "chat/canada",
    ]
    let theirs = try python.run(["-c", Self.hashes] + files)
    #expect(theirs.status == 0, "\(theirs.errors)")
    for file in files {
      let lines = theirs.lines.filter { $0.hasPrefix(file + " ") }
      let root = try JSONDocument(try folder.bytes(of: "library/\(file).json")).root
      let hashes = root["interactions"]?.elements.compactMap { $0["hash"]?.string } ?? []
      #expect(lines.map { $0.split(separator: " ")[1] } == hashes.map { $0[...] })
      #expect(lines.allSatisfy { $0.hasSuffix(file == "chat/canada" ? "other" : "own") })
    }
    // Saving, Python drops the members that say what a hash was made over.
    let saved = try python("-c", Self.saving, "endpoints/gemini")
    #expect(saved.status == 0, "\(saved.errors)")
    let after = try own("verify", "endpoints/gemini")
    #expect(after.status == 0)
    #expect(after.text.contains(": unverifiable: #1 "))
  }
}
