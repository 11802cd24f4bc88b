import Glibc
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
}
