import ArgumentParser
import FixtureKit

/// `llm-mock init`: a folder for fixtures, with settings.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a folder for fixture files, with llm-mock.json in it.",
    discussion: "What is there already stays as it is.")

  @Argument(help: "The folder.", completion: .directory)
  var folder = "tests/fixtures"

  mutating func run() throws {
    guard !folder.isEmpty else { throw FixtureError.emptyPath }
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    var made = 0
    made += try make(folder: folder) ? 1 : 0
    made += try make("llm-mock.json", "{}\n") ? 1 : 0
    _ = try make(folder: folder + "/.llm-mock")
    // What is kept there is this machine's own.
    made += try make(".llm-mock/.gitignore", "*\n") ? 1 : 0
    if made == 0 { Output.write("Everything is there already.\n") }
    Output.write(
      """

      Next:
        record     run your tests with the llm-mock package for Python, or copy recordings here
        browse     llm-mock-tui \(folder.visible)
        check      llm-mock verify \(folder.visible)      (in CI too)
        settings   \(folder.visible)/llm-mock.json: the members of a request that a hash is made over

      """)
  }

  private func make(folder: String) throws -> Bool {
    do throws(FixtureError) {
      guard try NewFolder.make(folder, mode: 0o777) else { return false }
    } catch { throw failure(error, folder) }
    Output.write("created  \(folder.visible)/\n")
    return true
  }

  /// What was made before stays, and has been said.
  private func failure(_ error: FixtureError, _ path: String) -> CommandFailure {
    CommandFailure(.unreadable, "\(path): \(error.reason)")
  }

  /// Writes a file; false where something of that name is there.
  private func make(_ name: String, _ text: String) throws -> Bool {
    let path = folder + "/" + name
    do throws(FixtureError) {
      try NewFile.write(Array(text.utf8), to: path)
    } catch {
      if case .exists = error { return false }
      throw failure(error, path)
    }
    Output.write("created  \(path.visible)\n")
    return true
  }
}
