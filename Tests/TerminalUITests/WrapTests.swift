import TerminalUI
import TestSupport
import Testing

@Suite("Wrapping text")
struct WrapTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var text: String
    var columns: Int
    var lines: [String]
    var testDescription: String { "\(text.debugDescription) in \(columns)" }

    init(_ text: String, _ columns: Int, _ lines: [String]) {
      (self.text, self.columns, self.lines) = (text, columns, lines)
    }
  }

  @Test(
    "A sample wraps as it should",
    arguments: [
      Sample("", 5, [""]),
      Sample("hello", 5, ["hello"]),
      Sample("hello world", 5, ["hello", "world"]),
      Sample("hello world", 8, ["hello ", "world"]),
      Sample("hello  world", 6, ["hello ", "world"]),
      Sample("a bc def", 4, ["a bc", "def"]),
      Sample("abcdefgh", 3, ["abc", "def", "gh"]),
      Sample("to abcdefgh", 4, ["to ", "abcd", "efgh"]),
      Sample("one\ntwo", 9, ["one", "two"]),
      Sample("one\n\ntwo\n", 9, ["one", "", "two", ""]),
      Sample("hello \nworld", 5, ["hello", "world"]),
      Sample("hello   ", 5, ["hello"]),
      Sample("  indented text", 10, ["  indented", "text"]),
      Sample("漢字漢字", 5, ["漢字", "漢字"]),
      Sample("a漢字 b漢", 4, ["a漢", "字 b", "漢"]),
      Sample("漢字", 1, ["漢", "字"]),
      Sample("ab\tcd", 3, ["ab", "\tc", "d"]),
      Sample("a\r\nb", 5, ["a\r", "b"]),
      Sample("xe\u{301}\u{302}y", 2, ["xe\u{301}\u{302}", "y"]),
      Sample("👩‍👩‍👧‍👦👍🏽", 2, ["👩‍👩‍👧‍👦", "👍🏽"]),
      Sample("see 🇫🇷 ok", 6, ["see ", "🇫🇷 ", "ok"]),
    ])
  func wraps(_ sample: Sample) {
    let ranges = wrap(sample.text, columns: sample.columns, charset: .unicode)
    #expect(ranges.map { String(sample.text[$0]) } == sample.lines)
  }

  @Test("A part of a string wraps with its own indices")
  func wrapsSubstrings() {
    let text = "skip hello world"
    let part = text.dropFirst(5)
    #expect(wrap(part, columns: 5, charset: .unicode).map { text[$0] } == ["hello", "world"])
  }

  @Test("In ASCII the width is that of the spelling")
  func wrapsForASCII() {
    let text = "漢字"
    #expect(wrap(text, columns: 6, charset: .ascii).map { text[$0] } == ["漢", "字"])
    #expect(wrap(text, columns: 12, charset: .ascii).count == 1)
  }

  @Test("Random text is covered in order, and every line fits", arguments: 0..<40)
  func coversText(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var text = String.nasty(count: 300, using: &generator)
    for _ in 0..<40 {
      let index = text.indices.randomElement(using: &generator) ?? text.startIndex
      text.insert([" ", " ", "\n", "a"].randomElement(using: &generator) ?? " ", at: index)
    }
    let width = Int.random(in: 10...40, using: &generator)
    var end = text.startIndex
    for range in wrap(text, columns: width, charset: .unicode) {
      let skipped = text.unicodeScalars[end..<range.lowerBound]
      #expect(skipped.allSatisfy { $0 == " " || $0 == "\n" })
      #expect(skipped.count { $0 == "\n" } <= 1)
      #expect(columns(of: text[range], charset: .unicode) <= width)
      end = range.upperBound
    }
    #expect(text.unicodeScalars[end...].allSatisfy { $0 == " " })
  }

  @Test("Cutting a text into lines does not change how it is drawn", arguments: 0..<40)
  func splitsNoCluster(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let text = String.nasty(count: 300, using: &generator).filter { $0 != " " && $0 != "\n" }
    let whole = GlyphLine(text, charset: .unicode)
    var pieces = GlyphLine(charset: .unicode)
    for range in wrap(text, columns: 12, charset: .unicode) { pieces.append(text[range]) }
    #expect(pieces == whole)
  }
}
