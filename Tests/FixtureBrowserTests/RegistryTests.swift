import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("The table of commands")
struct RegistryTests {
  /// Every key sequence of the table with its command.
  private static let bindings: [(keys: [Key], notation: String, command: Command)] =
    CommandEntry.all.flatMap { entry in
      entry.keys.map { ((try? Key.sequence(notation: $0)) ?? [], $0, entry.command) }
    }

  @Test("Every command stands in it exactly once", arguments: Command.allCases)
  func holdsEach(command: Command) {
    #expect(CommandEntry.all.count { $0.command == command } == 1)
  }

  @Test("Every command has a key, a title, and a name that can be typed")
  func isComplete() {
    for entry in CommandEntry.all {
      #expect(!entry.keys.isEmpty && !entry.title.isEmpty, "\(entry.command)")
      #expect(!entry.command.rawValue.contains(" "), "\(entry.command)")
      #expect(entry.title.first?.isUppercase == false, "\(entry.title)")
    }
  }

  @Test("Every key sequence can be read and belongs to one command only")
  func isUnambiguous() {
    for (keys, notation, _) in Self.bindings { #expect(!keys.isEmpty, "\(notation)") }
    let sequences = Self.bindings.map(\.keys)
    #expect(Set(sequences).count == sequences.count)
  }

  @Test("No key sequence is the start of another, so that none must wait for the next key")
  func hasNoPrefixes() {
    for short in Self.bindings {
      for long in Self.bindings where long.keys.count > short.keys.count {
        #expect(
          !long.keys.starts(with: short.keys), "\(short.notation) hides \(long.notation)")
      }
    }
  }

  @Test("No command begins with a digit, which is a count")
  func leavesDigits() {
    for (keys, notation, _) in Self.bindings {
      guard case .character(let character)? = keys.first else { continue }
      #expect(!character.isNumber, "\(notation)")
    }
  }

  @Test("Arguments that keys stand for belong to keys of the entry")
  func hasKnownArguments() {
    for entry in CommandEntry.all {
      #expect(Set(entry.keyArguments.keys).isSubset(of: entry.keys), "\(entry.command)")
    }
  }

  @Test("Help alone is never left out of the last line, and hints are short words")
  func hasHints() {
    let hints = CommandEntry.all.compactMap { entry in entry.hint.map { (entry.command, $0) } }
    #expect(hints.filter { $0.1.rank == 0 }.map(\.0) == [.help])
    #expect(hints.allSatisfy { $0.1.word.count <= 8 })
  }

  @Test(
    "Every key of every command works in list and panes, with and without a count, on any row",
    arguments: [
      Size(columns: 40, rows: 10), Size(columns: 80, rows: 24), Size(columns: 200, rows: 60),
    ])
  func worksEverywhere(size: Size) {
    let filters = [
      "file:count-files", "file:merge-conflict", "file:broken/empty", "file:no-inter", "model:none",
    ]
    let focuses = ["", "<Tab>", "<Tab><Tab>", "<S-Tab>", "<Enter>"]
    for filter in filters {
      for focus in focuses {
        var start = Browsing(columns: size.columns, rows: size.rows)
        start.run("filter \(filter)")
        start.type(focus)
        for (_, notation, _) in Self.bindings {
          for count in ["", "3"] {
            var browsing = start
            browsing.type(count + notation)
            #expect(browsing.screen.size == size, "\(filter) \(focus) \(count)\(notation)")
          }
        }
      }
    }
  }

  @Test("Every command can be run by its name, with an argument or without")
  func runsByName() {
    for command in Command.allCases {
      for argument in ["", " 3", " reversed"] {
        var browsing = Browsing()
        browsing.run(command.rawValue + argument)
        #expect(!browsing.message.hasPrefix("no command"), "\(command)")
        #expect(!browsing.message.contains(" may be "), "\(command)")
      }
    }
  }
}
