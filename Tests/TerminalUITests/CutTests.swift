import TerminalUI
import TestSupport
import Testing

@Suite("Cutting bytes")
struct CutTests {
  private func pieces(_ bytes: [UInt8], _ columns: Int, _ charset: Charset = .unicode) -> [[UInt8]]
  {
    cut(bytes, columns: columns, charset: charset).map { Array(bytes[$0]) }
  }

  @Test(
    "Text is cut by columns alone",
    arguments: [
      ("", 5, []), ("hello", 5, ["hello"]), ("hello world", 8, ["hello wo", "rld"]),
      ("a  b", 2, ["a ", " b"]), ("one\ntwo", 9, ["one", "two"]), ("a\n\nb\n", 9, ["a", "", "b"]),
      ("\n", 9, [""]), ("漢字漢", 5, ["漢字", "漢"]), ("ab\tcd", 3, ["ab", "\tc", "d"]),
      ("\0\0\0", 4, ["\0\0", "\0"]), ("xe\u{301}\u{302}y", 2, ["xe\u{301}\u{302}", "y"]),
      ("a\r\nb", 9, ["a\r", "b"]), ("漢字", 1, ["漢", "字"]),
    ] as [(String, Int, [String])])
  func cutsText(text: String, columns: Int, lines: [String]) {
    #expect(pieces(Array(text.utf8), columns) == lines.map { Array($0.utf8) })
  }

  @Test("A byte that is no UTF-8 takes four columns and leaves its neighbours their own")
  func cutsBytes() {
    let bytes: [UInt8] = Array("ab".utf8) + [0xff] + Array("漢cd".utf8)
    #expect(pieces(bytes, 8) == [Array(bytes[..<6]), Array(bytes[6...])])
  }

  @Test("In ASCII the width is that of the spelling")
  func cutsForASCII() {
    #expect(pieces(Array("漢字".utf8), 6, .ascii) == [Array("漢".utf8), Array("字".utf8)])
  }

  @Test(
    "Of random bytes none is dropped, and every line fits and shows what it stands for",
    arguments: 0..<40)
  func dropsNothing(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = Array(String.nasty(count: 300, using: &generator).utf8)
    for _ in 0..<60 {
      let byte = UInt8.random(in: 0...255, using: &generator)
      bytes.insert(byte, at: Int.random(in: 0...bytes.count, using: &generator))
    }
    let width = Int.random(in: 10...40, using: &generator)
    var end = 0
    for range in cut(bytes, columns: width, charset: .unicode) {
      #expect(bytes[end..<range.lowerBound].allSatisfy { $0 == UInt8(ascii: "\n") })
      var line = GlyphLine(charset: .unicode)
      line.append(bytes: bytes[range])
      #expect(line.columns <= width)
      end = range.upperBound
    }
    #expect(bytes[end...].allSatisfy { $0 == UInt8(ascii: "\n") })

    var whole = GlyphLine(charset: .unicode)
    whole.append(bytes: bytes.filter { $0 != UInt8(ascii: "\n") })
    var drawn = GlyphLine(charset: .unicode)
    let unbroken = bytes.filter { $0 != UInt8(ascii: "\n") }
    for piece in pieces(unbroken, width) { drawn.append(bytes: piece) }
    #expect(drawn == whole)
  }

  @Test("A line of a megabyte is cut into lines that are all full")
  func cutsLongLines() {
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let lines = cut(bytes, columns: 64, charset: .unicode)
    #expect(lines.count == 1 << 14 && lines.allSatisfy { $0.count == 64 })
  }
}
