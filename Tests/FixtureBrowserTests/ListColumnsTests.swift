import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Columns of the list")
struct ListColumnsTests {
  @Test("A wider list never shows less", arguments: [true, false])
  func grows(namesFile: Bool) {
    func widths(_ width: Int) -> [Int] {
      let columns = ListColumns(
        width: width, indentation: namesFile ? 4 : 8, namesFile: namesFile)
      return [columns.hash, columns.date, columns.model, columns.size, columns.file]
    }
    for width in 20..<400 {
      let isGrowing = zip(widths(width), widths(width + 1)).allSatisfy { $0 <= $1 }
      #expect(isGrowing, "\(width): \(widths(width)), then \(widths(width + 1))")
    }
  }

  @Test(
    "Beside the panes the list has hash, date, model, size and prompt, flat and by file",
    arguments: [160, 200, 240], ["", "L"])
  func showsAll(columns: Int, keys: String) {
    var browsing = Browsing(columns: columns, rows: 48)
    browsing.type(keys)
    browsing.go(to: "agents/night-train.json")
    let row = browsing.screen.text.split(separator: "\n").first { $0.contains(">") } ?? ""
    for part in ["adaa7c", "11-14", "claude-", "3.9k", "I want to get fr"] {
      #expect(row.contains(part), "\(part) in \(row)")
    }
  }
}
