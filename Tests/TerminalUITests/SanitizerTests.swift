import TerminalTestSupport
import Testing

@testable import TerminalUI

@Suite("What text becomes on screen")
struct SanitizerTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var shown: String
    var columns: Int
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ shown: String, _ columns: Int) {
      (self.name, self.text, self.shown, self.columns) = (name, text, shown, columns)
    }
  }

  static let samples = [
    Sample("ASCII", "plain", "plain", 5),
    Sample("Latin with precomposed accents", "café", "café", 4),
    Sample("a combining accent", "cafe\u{301}", "cafe\u{301}", 4),
    Sample("twenty marks on one letter", "Z" + marks(20) + "x", "Z" + marks(4) + "x", 2),
    Sample("a mark with nothing before it", "\u{301}x", "\u{25CC}\u{301}x", 2),
    Sample("a mark after an escape", "\n\u{301}", "\\n\u{25CC}\u{301}", 3),
    Sample("CJK", "漢字かな", "漢字かな", 8),
    Sample("full-width Latin", "ＡＢ", "ＡＢ", 4),
    Sample("Hangul syllables", "한글", "한글", 4),
    Sample("Hangul jamo", "\u{1112}\u{1161}\u{11AB}x", "\u{1112}\u{1161}\u{11AB}x", 3),
    Sample("Hangul filler", "\u{3164}", "\\u3164", 6),
    Sample("Thai", "ที่นี่", "ที่นี่", 2),
    Sample("Arabic", "مرحبا", "مرحبا", 5),
    Sample("Arabic with vowels", "مَرحَبا", "مَرحَبا", 5),
    Sample("Devanagari, consonants apart", "क्षि", "क्षि", 3),
    Sample("an emoji", "🚀", "🚀", 2),
    Sample("a family joined by ZWJ", "👩‍👩‍👧‍👦!", "👩!", 3),
    Sample("a heart made emoji by VS16", "❤\u{FE0F}!", "❤!", 2),
    Sample("a heart made text by VS15", "❤\u{FE0E}!", "❤!", 2),
    Sample("a skin tone", "👍🏽!", "👍!", 3),
    Sample("a selector and a skin tone", "☝\u{FE0F}🏽!", "☝!", 2),
    Sample("joined emoji with skin tones", "👩🏽\u{200D}🚀!", "👩!", 3),
    Sample("a keycap", "1\u{FE0F}\u{20E3}!", "1\u{20E3}!", 2),
    Sample("a flag", "🇫🇷!", "[FR]!", 5),
    Sample("two flags", "🇫🇷🇯🇵", "[FR][JP]", 8),
    Sample("half a flag", "🇫!", "\\u{1f1eb}!", 10),
    Sample("a flag spelled with tags", "🏴\u{E0067}", "🏴\\u{e0067}", 11),
    Sample("a skin tone alone", "🏽", "🏽", 2),
    Sample("a joiner after a letter", "a\u{200D}b", "a\\u200db", 8),
    Sample("a joiner at the end", "👩\u{200D}", "👩\\u200d", 8),
    Sample("a selector after a letter", "a\u{FE0F}", "a\\ufe0f", 7),
    Sample("an emoji newer than the tables", "\u{1FAE8}", "\\u{1fae8}", 9),
    Sample("named controls", "\0\t\n\r\u{1B}", "\\0\\t\\n\\r\\e", 10),
    Sample("other controls", "\u{07}\u{08}\u{7F}", "\\u0007\\u0008\\u007f", 18),
    Sample("C1 controls", "\u{85}\u{9B}", "\\u0085\\u009b", 12),
    Sample("bidirectional controls", "\u{202E}\u{2066}\u{200F}", "\\u202e\\u2066\\u200f", 18),
    Sample("zero width", "\u{200B}\u{FEFF}", "\\u200b\\ufeff", 12),
    Sample("line and paragraph separators", "\u{2028}\u{2029}", "\\u2028\\u2029", 12),
    Sample("tags", "\u{E0041}", "\\u{e0041}", 9),
    Sample("private use", "\u{E0A0}\u{F0000}", "\\ue0a0\\u{f0000}", 15),
    Sample("the last code point", "\u{10FFFF}", "\\u{10ffff}", 10),
    Sample("a soft hyphen", "\u{AD}", "\\u00ad", 6),
  ]

  static func marks(_ count: Int) -> String { String(repeating: "\u{301}", count: count) }

  @Test("A sample shows as it should", arguments: samples)
  func shows(_ sample: Sample) {
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
