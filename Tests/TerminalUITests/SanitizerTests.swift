import TerminalTestSupport
import TestSupport
import Testing

@testable import TerminalUI

@Suite("What text becomes on screen")
struct SanitizerTests {
  @Test("A sample shows as it should", arguments: GlyphSample.all)
  func shows(_ sample: GlyphSample) {
    let grid = Grid(row: sample.text, columns: 40)
    #expect(grid.text == sample.shown)
    #expect(columns(of: sample.text, charset: .unicode) == sample.columns)
    #expect(GlyphLine(sample.text, charset: .unicode).columns == sample.columns)
  }

  struct Bytes: Sendable, CustomTestStringConvertible {
    var bytes: [UInt8]
    var shown: String
    var testDescription: String { shown }
  }

  @Test(
    "Bytes that are not UTF-8 show one by one",
    arguments: [
      Bytes(bytes: [0xFF], shown: "\\xff"),
      Bytes(bytes: [0x61, 0x80, 0x62], shown: "a\\x80b"),
      Bytes(bytes: [0xC0, 0xAF], shown: "\\xc0\\xaf"),
      Bytes(bytes: [0xE6, 0xBC], shown: "\\xe6\\xbc"),
      Bytes(bytes: [0xE0, 0x80, 0x80], shown: "\\xe0\\x80\\x80"),
      Bytes(bytes: [0xF4, 0x90, 0x80, 0x80], shown: "\\xf4\\x90\\x80\\x80"),
      Bytes(bytes: [0xED, 0xA0, 0x80], shown: "\\ud800"),
      Bytes(bytes: [0xE6, 0xBC, 0xA2], shown: "漢"),
    ])
  func showsBytes(_ sample: Bytes) {
    var grid = Grid(size: Size(columns: 40, rows: 1), charset: .unicode)
    grid.draw(bytes: sample.bytes, row: 0, column: 0)
    #expect(grid.text == sample.shown)
  }

  @Test("In ASCII everything else is spelled out")
  func spellsOutForASCII() {
    let grid = Grid(row: "né 漢 👍🏽 e\u{301}", columns: 60, charset: .ascii)
    #expect(grid.text == "n\\u00e9 \\u6f22 \\u{1f44d}\\u{1f3fd} e\\u0301")
  }

  @Test("Escapes differ from text that looks like them")
  func marksEscapes() {
    var grid = Grid(size: Size(columns: 10, rows: 1), charset: .unicode)
    grid.draw("\\e\u{1B}", row: 0, column: 0, style: Style(.key, .reverse))
    #expect(grid.text == "\\e\\e")
    #expect(grid[0, 1].style == Style(.key, .reverse))
    #expect(grid[0, 3].style == Style(.escape, .reverse))
  }

  @Test("Random text never reaches a cell as something forbidden", arguments: 0..<20)
  func isSafe(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    for charset in [Charset.unicode, .ascii] {
      let text = String.nasty(count: 500, using: &generator)
      let line = GlyphLine(text, charset: charset)
      expectSafe(line.cells, charset: charset)
      #expect(line.columns == columns(of: text, charset: charset))
      #expect(line.columns == line.cells.reduce(0) { $0 + Int($1.width) })
    }
  }

  @Test("Random bytes never reach a cell as something forbidden", arguments: 0..<20)
  func isSafeWithBytes(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let bytes = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var line = GlyphLine(charset: .unicode)
    line.append(bytes: bytes)
    expectSafe(line.cells, charset: .unicode)
    #expect(line.columns == line.cells.reduce(0) { $0 + Int($1.width) })
  }

  /// Judges by Swift's own Unicode tables, not by the one under test.
  private func expectSafe(_ cells: [Cell], charset: Charset) {
    for cell in cells {
      for scalar in cell.text.unicodeScalars {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
          .paragraphSeparator:
          Issue.record("U+\(String(scalar.value, radix: 16)) reached a cell")
        default: break
        }
        #expect(!properties.isDefaultIgnorableCodePoint)
        #expect(charset == .unicode || scalar.isASCII)
      }
      #expect(cell.text.unicodeScalars.count <= 5)
    }
  }

  @Test("The C library, by which ncurses lays out, gives every printed code point the same width")
  func agreesWithTheCLibrary() {
    let scalars = UInt32(0)...0x10FFFF
    let disagreements = zip(scalars, CLibrary.widths(of: scalars)).filter { scalar, width in
      switch ScalarClass(scalar) {
      case .spelled: false
      case .mark: width != 0
      case .narrow: width != 1
      case .wide: width != 2
      }
    }
    #expect(disagreements.map { String($0.0, radix: 16) } == [])
  }

  @Test("A cell is 24 bytes without padding, so that rows compare as bytes")
  func hasNoPadding() {
    #expect(MemoryLayout<Cell>.size == 24)
    #expect(MemoryLayout<Cell>.stride == 24)
  }
}
