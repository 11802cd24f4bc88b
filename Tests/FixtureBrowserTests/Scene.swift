import BrowserRuntime
import FixtureKit
import TerminalUI
import Testing

/// A screen that is to look as a file under Fixtures/screens says.
struct Scene: Sendable, CustomTestStringConvertible {
  /// Also the name of the file, with the size behind it.
  let name: String
  let size: Size
  /// Relative to the repository, because the header shows it.
  var folder = "Fixtures/library"
  /// What a ``Script`` takes.
  let steps: String
  var charset = Charset.unicode
  /// Shows roles and attributes below the text.
  var isStyled = false

  var testDescription: String { fileName }

  var fileName: String { "\(name)-\(size.columns)x\(size.rows).txt" }

  /// The screen after the steps, as text.
  @MainActor
  func text() throws -> String {
    Repository.enter()
    let script = try Script(steps)
    let run = ScriptRun(root: folder, size: size, charset: charset) { Scene.now }
    run.run(script) { _, _ in }
    let text = isStyled ? run.screen.styledText : run.screen.text
    return text.maskingDurations + "\n"
  }

  /// Ages on screens are counted to here: 2026-11-21T12:00:00Z.
  static let now = Timestamp(seconds: 1_795_262_400)
}

extension String {
  /// How long reading took is no part of what a screen is to look like.
  var maskingDurations: String { replacing(/in \d+ ms/, with: "in # ms") }
}
