import BrowserRuntime
import FixtureKit
import TerminalUI
import Testing

/// Under a locale that is not UTF-8 what fixture files hold is spelled out. What the browser says of
/// its own accord must not be.
@MainActor @Suite("ASCII only")
struct AsciiTests {
  @Test("No text of ours shows an escape", arguments: Scene.all)
  func escapesNothing(scene: Scene) throws {
    Repository.enter()
    let run = ScriptRun(root: scene.folder, size: scene.size, charset: .ascii) { Scene.now }
    run.run(try Script(scene.steps)) { _, _ in }
    let strangers = run.screen.escapedScalars.subtracting(Self.recorded)
    #expect(strangers.isEmpty, "\(run.screen.text)")
  }

  /// The code points that the sample library holds, as they are or as JSON escapes.
  private static let recorded: Set<UInt32> = {
    let texts = SampleLibrary.shared.listing.paths.compactMap {
      Repository.text(of: "Fixtures/library/\($0)")
    }
    return texts.reduce(into: []) { scalars, text in
      scalars.formUnion(text.unicodeScalars.map(\.value))
      scalars.formUnion(
        text.matches(of: /\\u([0-9a-fA-F]{4})/).compactMap { UInt32($0.1, radix: 16) })
    }
  }()
}

extension Grid {
  /// Every code point beyond ASCII that is spelled out on the screen: `\u2026`.
  fileprivate var escapedScalars: Set<UInt32> {
    let rows = (0..<size.rows).map { row in
      (0..<size.columns).map { column in
        // A backslash that is part of a text is none that stands for something.
        let cell = self[row, column]
        return cell.text == "\\" && cell.style.role != .escape ? "/" : cell.text
      }.joined()
    }
    let scalars = rows.joined(separator: "\n").matches(of: /\\u([0-9a-f]{4})/).compactMap {
      UInt32($0.1, radix: 16)
    }
    return Set(scalars).filter { $0 >= 0x80 }
  }
}
