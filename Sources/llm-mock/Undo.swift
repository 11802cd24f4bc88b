import ArgumentParser
import FixtureKit

/// `llm-mock undo`: takes back what either program has written.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the latest change of fixture files.",
    discussion: """
      Every command that changes files can be taken back, the latest first. A file
      that has changed since is left alone, and what has become of it is said.
      """)

  @Argument(help: "A folder or a file; libraries in it and around it count.", completion: .file())
  var path = "."

  @Flag(help: "Show what can be taken back, and what was.")
  var list = false

  @Flag(help: "Leave the files of an interrupted change as they are now.")
  var abandon = false

  mutating func run() throws {
    let journals = try Journals(near: path)
    if list { return journals.printEntries() }
    if abandon {
      guard let (journal, _) = journals.interrupted() else { throw FixtureError.nothingToUndo }
      let entry = try journal.writer.abandon()
      return Output.write("Left as it is: '\(entry.command.visible)'\n")
    }
    guard let (journal, next) = journals.nextToUndo() else { throw FixtureError.nothingToUndo }
    try journals.checkIsMeant(next, in: journal)
    let entry = try journal.writer.undo()
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
    guard let (journal, next) = journals.nextToRedo() else { throw FixtureError.nothingToRedo }
    try journals.checkIsMeant(next, in: journal)
    let entry = try journal.writer.redo()
    Output.write("Redid '\(entry.command.visible)': \(journals.files(of: entry, in: journal))\n")
  }
}
