import BrowserRuntime
import Glibc
import TerminalUI
import Testing

/// Every view as text that a reader can look at. `make screens` renews the expected texts; look at
/// `git diff Fixtures/screens` before committing them.
@MainActor @Suite("Screens")
struct ScreenTests {
  private static let folder = "Fixtures/screens"
  private static let isUpdating = getenv("UPDATE_SCREENS").map { String(cString: $0) } == "1"

  @Test("A screen looks as expected", arguments: Scene.all)
  func looksAsExpected(scene: Scene) throws {
    let actual = try scene.text()
    let file = "\(Self.folder)/\(scene.fileName)"
    if Self.isUpdating {
      #expect(Repository.write(actual, to: file), "cannot write \(file)")
      return
    }
    guard let expected = Repository.text(of: file) else {
      Issue.record("\(file) is missing; `make screens` writes it:\n\(actual)")
      return
    }
    if actual != expected {
      let difference = LineDifference(expected: expected, actual: actual)
      Issue.record(
        """
        \(file) looks different. If it should, `make screens` renews it.
        Steps: \(scene.steps.split(separator: "\n").joined(separator: " | "))
        \(difference)
        """)
    }
  }

  @Test("Every expected screen belongs to a scene, and no two scenes share one")
  func isWanted() {
    let names = Scene.all.map(\.fileName)
    #expect(Set(names).count == names.count)
    let stale = Repository.names(in: Self.folder).subtracting(names)
    #expect(stale.isEmpty, "delete from \(Self.folder): \(stale.sorted())")
  }
}

/// Two texts, line by line: what differs, with marks below the columns where it does.
struct LineDifference: CustomStringConvertible {
  let expected: String
  let actual: String

  var description: String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    var lines: [String] = []
    for row in 0..<max(old.count, new.count) {
      let before = row < old.count ? old[row] : ""
      let after = row < new.count ? new[row] : ""
      guard before != after else { continue }
      lines.append("line \(row + 1)")
      lines.append("  expected |\(before)")
      lines.append("  actual   |\(after)")
      lines.append("            " + marks(before, after))
    }
    return lines.joined(separator: "\n")
  }

  private func marks(_ before: Substring, _ after: Substring) -> String {
    let (before, after) = (Array(before), Array(after))
    let columns = (0..<max(before.count, after.count)).map { column in
      let isSame =
        column < before.count && column < after.count && before[column] == after[column]
      return isSame ? " " : "^"
    }
    return columns.joined()
  }
}
