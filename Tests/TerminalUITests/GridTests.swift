import TestSupport
import Testing

@testable import TerminalUI

@Suite("Drawing into a grid")
struct GridTests {
  struct Cut: Sendable, CustomTestStringConvertible {
    var text: String
    var limit: Int
    var marked: String
    var bare: String
    var testDescription: String { "\(text) in \(limit)" }

    init(_ text: String, _ limit: Int, _ marked: String, _ bare: String) {
      (self.text, self.limit, self.marked, self.bare) = (text, limit, marked, bare)
    }
  }

  @Test(
    "Text that does not fit is cut at the limit",
    arguments: [
      Cut("abc", 4, "abc", "abc"),
      Cut("abc", 3, "abc", "abc"),
      Cut("abc", 2, "a…", "ab"),
      Cut("abc", 1, "…", "a"),
      Cut("abc", 0, "", ""),
      Cut("abc", -1, "", ""),
      Cut("漢字", 4, "漢字", "漢字"),
      Cut("漢字", 3, "漢…", "漢"),
      Cut("漢字", 2, " …", "漢"),
      Cut("漢字", 1, "…", ""),
      Cut("a\u{1B}b", 4, "a\\eb", "a\\eb"),
      Cut("a\u{1B}b", 3, "a\\…", "a\\e"),
      Cut("e\u{301}e\u{301}", 1, "…", "e\u{301}"),
    ])
  func cuts(_ cut: Cut) {
    var grid = Grid(size: Size(columns: 8, rows: 1), charset: .unicode)
    grid.draw("########", row: 0, column: 0)
    var bare = grid
    grid.draw(cut.text, row: 0, column: 0, limit: cut.limit)
    bare.draw(cut.text, row: 0, column: 0, limit: cut.limit, truncates: false)
    let untouched = String(repeating: "#", count: 8 - max(0, cut.limit))
    func drawn(_ text: String) -> String {
      let columns = columns(of: text, charset: .unicode)
      let used = min(max(0, cut.limit), TerminalUI.columns(of: cut.text, charset: .unicode))
      return text + String(repeating: " ", count: used - columns)
        + String(repeating: "#", count: max(0, cut.limit) - used) + untouched
    }
    #expect(grid.text == drawn(cut.marked))
    #expect(bare.text == drawn(cut.bare))
  }

  @Test("Drawing returns where the next text goes on")
  func returnsColumn() {
    var grid = Grid(size: Size(columns: 8, rows: 1), charset: .unicode)
    #expect(grid.draw("漢a", row: 0, column: 1) == 4)
    #expect(grid.draw("", row: 0, column: 4) == 4)
    #expect(grid.draw("too long", row: 0, column: 4) == 8)
    #expect(grid.draw("x", row: 0, column: 8) == 8)
    #expect(grid.draw("x", row: 1, column: 3) == 3)
    #expect(grid.draw("x", row: -1, column: 3) == 3)
  }

  @Test("What lies left of the grid is not drawn")
  func clipsLeft() {
    var grid = Grid(size: Size(columns: 6, rows: 1), charset: .unicode)
    #expect(grid.draw("abcd", row: 0, column: -2) == 2)
    #expect(grid.text == "cd")
    grid.draw("漢字", row: 0, column: -1)
    #expect(grid.text == " 字")
    #expect(grid.draw("ab", row: 0, column: -5) == -3)
    #expect(grid.isWhole)
  }

  @Test("The cut marker in ASCII is a plain character")
  func cutsInASCII() {
    #expect(Grid(row: "abcdef", columns: 4, charset: .ascii).text == "abc>")
  }

  @Test("Drawing over half of a wide character blanks the other half")
  func mendsHalves() {
    var grid = Grid(row: "漢字漢", columns: 6)
    grid.draw("x", row: 0, column: 1)
    #expect(grid.text == " x字漢")
    grid.draw("y", row: 0, column: 2)
    #expect(grid.text == " xy 漢")
    grid.fill(Rect(column: 5, row: 0, columns: 1, rows: 1), style: .plain)
    #expect(grid.text == " xy")
    #expect(grid.isWhole)
  }

  @Test("A prepared line draws like the text it was made of, from any column on")
  func drawsLines() {
    var line = GlyphLine("ab", charset: .unicode)
    line.append("漢字", style: Style(.key))
    line.append("cd")
    let shown = (0...9).map { offset in
      var grid = Grid(size: Size(columns: 5, rows: 1), charset: .unicode)
      grid.draw(line, from: offset, row: 0, column: 0)
      #expect(grid.isWhole)
      return grid.text
    }
    #expect(shown == ["ab漢…", "b漢 …", "漢字…", " 字cd", "字cd", " cd", "cd", "d", "", ""])
  }

  @Test("Restyling changes the look and keeps the text")
  func restyles() {
    var grid = Grid(row: "abcd", columns: 6)
    grid.restyle(Rect(column: 1, row: 0, columns: 2, rows: 9)) { $0.adding(.reverse) }
    #expect(grid.text == "abcd")
    #expect(
      (0..<6).map { grid[0, $0].style.attributes.contains(.reverse) }
        == [false, true, true, false, false, false])
  }

  @Test("Random drawing never leaves half a wide character", arguments: 0..<30)
  func staysWhole(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var grid = Grid(size: Size(columns: 20, rows: 4), charset: .unicode)
    func random(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
    for _ in 0..<200 {
      let rect = Rect(
        column: random(-3...22), row: random(-1...4), columns: random(0...9), rows: random(0...3))
      switch random(0...4) {
      case 0: grid.fill(rect, style: .plain)
      case 1:
        grid.horizontalLine(
          row: rect.row, column: rect.column, columns: rect.columns, style: .plain)
      case 2:
        grid.verticalLine(column: rect.column, row: rect.row, rows: rect.rows, style: .plain)
      case 3:
        let line = GlyphLine(String.nasty(count: 8, using: &generator), charset: .unicode)
        grid.draw(line, from: random(0...9), row: rect.row, column: rect.column)
      default:
        grid.draw(
          String.nasty(count: 8, using: &generator), row: rect.row, column: rect.column,
          limit: random(-1...25), truncates: random(0...1) == 0)
      }
      #expect(grid.isWhole)
    }
  }

  @Test("Changes between two grids cover every cell that differs", arguments: 0..<30)
  func findsChanges(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var old = Grid(size: Size(columns: 20, rows: 1), charset: .unicode)
    old.draw(String.nasty(count: 20, using: &generator), row: 0, column: 0)
    var new = old
    #expect(new.changedColumns(inRow: 0, since: old) == nil)
    new.draw(
      String.nasty(count: 2, using: &generator), row: 0,
      column: .random(in: 0..<20, using: &generator), style: Style(.key))
    let changed = try #require(new.changedColumns(inRow: 0, since: old))
    for column in 0..<20 where new[0, column] != old[0, column] {
      #expect(changed.contains(column))
    }
    for grid in [old, new] {
      #expect(grid[0, changed.lowerBound].width != 0)
      #expect(grid[0, changed.upperBound - 1].width != 2)
    }
  }
}
