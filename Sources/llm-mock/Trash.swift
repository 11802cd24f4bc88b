import ArgumentParser
import FixtureKit

/// `llm-mock trash`: what was deleted, and how to get it back.
struct Trash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trash",
    abstract: "List, restore or purge what was deleted.",
    subcommands: [ListTrash.self, RestoreTrash.self, PurgeTrash.self],
    defaultSubcommand: ListTrash.self)
}

struct ListTrash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what was deleted, the latest first.")

  @Argument(help: "A folder or a file; libraries in it and around it count.", completion: .file())
  var path = "."

  mutating func run() throws {
    let journals = try Journals(near: path)
    let items = journals.trash
    if items.isEmpty { return Output.write("Nothing was deleted here.\n") }
    for (one, item) in items {
      let file = journals.name(of: item.file, in: one)
      let what =
        if let interaction = item.interaction {
          "\(file)#\(interaction.position + 1)  \(String(interaction.hash.prefix(12)).visible)…  "
            + "\(interaction.model.visible)  \(interaction.preview.visible)"
        } else { "\(file)  (the whole file)" }
      Output.write(
        "\(one.id(of: item))  \(item.time.minuteText)Z  \(what)\n")
    }
    Output.error("llm-mock trash restore ID brings one back")
  }
}

struct RestoreTrash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring back something that was deleted.",
    discussion: """
      An interaction goes back to where it stood, as near as can be told where the
      file has changed since; a file goes back under its name, if nothing has that
      name now.
      """)

  @Argument(help: "An ID that llm-mock trash lists.")
  var id: String

  @Argument(help: "A folder or a file; libraries in it and around it count.", completion: .file())
  var path = "."

  mutating func run() throws {
    let journals = try Journals(near: path)
    guard
      let (one, item) = journals.trash.first(where: {
        $0.0.id(of: $0.1) == id
      })
    else {
      throw CommandFailure(
        .nothingMatched, "nothing that was deleted here has the ID '\(id.visible)'")
    }
    try TrashRestoration(item, in: one.writer).perform("llm-mock trash restore \(id)")
    Output.write("Restored \(journals.name(of: item.file, in: one))\n")
  }
}

struct PurgeTrash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Forget for good what was changed and deleted.",
    discussion: "It cannot be undone or restored then. Fixture files do not change.")

  @Argument(help: "A folder or a file; libraries in it and around it count.", completion: .file())
  var path = "."

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  mutating func run() throws {
    let journals = try Journals(near: path)
    let meant = journals.all.map { one in
      (
        one,
        Set(one.near.filter { !$0.state.isInterrupted && journals.isWithin($0, one) }.map(\.number))
      )
    }
    let count = meant.reduce(0) { $0 + $1.1.count }
    if count == 0 { return Output.write("There is nothing to forget.\n") }
    let deleted = journals.trash.count
    let places = meant.filter { !$0.1.isEmpty }.map(\.0.root.path.visible)
    try Confirmation(isGiven: yes).ask(
      "Forget \(Formats.count(count, "change")) in \(places.joined(separator: ", ")) for good"
        + (deleted == 0
          ? "" : ", with \(Formats.count(deleted, "thing")) that can be restored now"))
    var forgotten = 0
    for (one, numbers) in meant where !numbers.isEmpty {
      forgotten += try one.writer.purge { numbers.contains($0.number) }
    }
    Output.write("Forgot \(Formats.count(forgotten, "change")).\n")
  }
}

extension Journals {
  /// What stands deleted, the latest first.
  fileprivate var trash: [(One, TrashItem)] {
    all.flatMap { one in
      let near = Set(one.near.map(\.number))
      return Journal.trash(in: one.entries).filter { near.contains($0.entry) }.map { (one, $0) }
    }
    .sorted { $0.1.moment > $1.1.moment }
  }
}

extension Journals.One {
  /// What a person calls the item by, wherever the command is run.
  fileprivate func id(of item: TrashItem) -> String {
    "\(writer.state.mark)-\(item.name)"
  }
}
