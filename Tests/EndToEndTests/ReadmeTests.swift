import Foundation
import TestSupport
import Testing

@Suite("The README")
struct ReadmeTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let command: String
    let output: String
    var testDescription: String { command }
  }

  /// What stands behind `$ llm-mock`, with what is printed.
  static let examples: [Example] = {
    guard let text = try? String(contentsOfFile: Repository.path + "/README.md", encoding: .utf8)
    else { return [] }
    return text.components(separatedBy: "```console\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
      .flatMap { $0.components(separatedBy: "$ llm-mock ").dropFirst() }
      .compactMap { example in
        guard let end = example.firstIndex(of: "\n") else { return nil }
        return Example(
          command: String(example[..<end]), output: String(example[example.index(after: end)...]))
      }
  }()

  /// Those that need neither a terminal nor a library of one's own.
  static let repeatable = examples.filter {
    $0.command.contains("Fixtures/library") && !$0.command.hasPrefix("list Fixtures/library ")
  }

  @Test("Its examples print what it says", arguments: repeatable)
  func isTrue(example: Example) throws {
    var tool = Tool.list
    tool.folder = Repository.path
    let result = try tool.run(example.command.split(separator: " ").map(String.init))
    #expect((result.text + result.errors).trimmingBlankLines == example.output.trimmingBlankLines)
  }

  @Test("There are examples, and every command has a section")
  func isComplete() throws {
    #expect(Self.repeatable.count >= 5)
    let text = try String(contentsOfFile: Repository.path + "/README.md", encoding: .utf8)
    let help = try Tool.list.run(["--help"]).text
    // Two blanks before a name, more before the rest of a description.
    let commands = help.components(separatedBy: "SUBCOMMANDS:\n")[1].split(separator: "\n")
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first }.filter { $0 != "See" }
    #expect(commands.count == 10)
    for command in commands {
      #expect(text.contains("`llm-mock \(command)") || text.contains("`\(command)`"))
    }
  }
}

extension String {
  fileprivate var trimmingBlankLines: String { trimmingCharacters(in: .newlines) }
}
