import ArgumentParser
import FixtureKit

/// `llm-mock undo`: takes back what either program has written.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the latest change of fixture files.",
    discussion: """
      Whatever changes fixture files can be taken back, the latest first. A file
      that has changed since is left alone, and what has become of it is said: put
      it back, or give the change up with --abandon to get at those before it.
      """)

  @Argument(help: "A folder or a file; libraries in it and around it count.", completion: .file())
  var path = "."

  @Flag(help: "Show what can be taken back, and what was.")
  var list = false

  @Flag(help: "Leave the files as they are, of a change that was interrupted or cannot be undone.")
  var abandon = false

  mutating func run() throws {
    let journals = try Journals(near: path)
    if list { return journals.printEntries() }
    if abandon {
      let (journal, next) = try journals.nextToUndo()
      let entry = try journal.writer.abandon(next.number)
      return Output.write("Left as it is: '\(entry.command.visible)'\n")
    }
    let (journal, next) = try journals.nextToUndo()
    let entry = try journal.writer.undo(next.number)
    Output.write("Undid '\(entry.command.visible)': \(journals.files(of: entry, in: journal))\n")
  }
}

/// `llm-mock redo`: does again what was undone.
struct Redo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Do again what was undone; finish what was interrupted.")

  @Argument(help: "A folder or a file; libraries in it and around it count.", completion: .file())
  var path = "."

  mutating func run() throws {
    let journals = try Journals(near: path)
    let (journal, next) = try journals.nextToRedo()
    let entry = try journal.writer.redo(next.number)
    Output.write("Redid '\(entry.command.visible)': \(journals.files(of: entry, in: journal))\n")
  }
}
