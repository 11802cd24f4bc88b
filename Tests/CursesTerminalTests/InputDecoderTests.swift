import TerminalUI
import TestSupport
import Testing

@testable import CursesTerminal

@Suite("Bytes from a terminal")
struct InputDecoderTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var bytes: [UInt8]
    var events: [TerminalEvent]
    var testDescription: String { String(decoding: bytes, as: UTF8.self).debugDescription }

    init(_ text: String, _ events: TerminalEvent...) {
      (bytes, self.events) = (Array(text.utf8), events)
    }

    init(_ text: String, _ key: Key) {
      self.init(text, .key(key))
    }
  }

  static func mouse(
    _ button: MouseEvent.Button, _ kind: MouseEvent.Kind, _ row: Int, _ column: Int
  ) -> TerminalEvent {
    .mouse(MouseEvent(button: button, kind: kind, row: row, column: column))
  }

  static let samples = [
    Sample("j", .character("j")), Sample(" ", .character(" ")), Sample("é", .character("é")),
    Sample("漢", .character("漢")), Sample("🚀", .character("🚀")),
    Sample("\r", .enter), Sample("\n", .control("j")), Sample("\t", .tab),
    Sample("\u{7F}", .backspace), Sample("\u{08}", .backspace), Sample("\u{03}", .control("c")),
    Sample("\u{1A}", .control("z")), Sample("\0", .control(" ")), Sample("\u{1F}", .control("_")),
    Sample("\u{1B}x", .alt("x")), Sample("\u{1B}é", .alt("é")),
    Sample("\u{1B}[A", .up), Sample("\u{1B}OA", .up), Sample("\u{1B}[B", .down),
    Sample("\u{1B}OC", .right), Sample("\u{1B}[D", .left), Sample("\u{1B}[1;2A", .shiftUp),
    Sample("\u{1B}[1;2B", .shiftDown), Sample("\u{1B}[a", .shiftUp), Sample("\u{1B}[1;5C", .right),
    Sample("\u{1B}[H", .home), Sample("\u{1B}[1~", .home), Sample("\u{1B}[7~", .home),
    Sample("\u{1B}OF", .end), Sample("\u{1B}[4~", .end), Sample("\u{1B}[5~", .pageUp),
    Sample("\u{1B}[6~", .pageDown), Sample("\u{1B}[2~", .insert), Sample("\u{1B}[3~", .delete),
    Sample("\u{1B}[3;5~", .delete), Sample("\u{1B}[Z", .backTab), Sample("\u{1B}OP", .function(1)),
    Sample("\u{1B}[11~", .function(1)), Sample("\u{1B}[15~", .function(5)),
    Sample("\u{1B}[17~", .function(6)), Sample("\u{1B}[24~", .function(12)),
    Sample("\u{1B}[[A", .function(1)), Sample("\u{1B}OM", .enter),
    Sample("\u{1B}[<0;5;3M", mouse(.left, .press, 2, 4)),
    Sample("\u{1B}[<0;5;3m", mouse(.left, .release, 2, 4)),
    Sample("\u{1B}[<2;300;3M", mouse(.right, .press, 2, 299)),
    Sample("\u{1B}[<64;1;1M", mouse(.wheelUp, .press, 0, 0)),
    Sample("\u{1B}[<81;1;1M", mouse(.wheelDown, .press, 0, 0)),
    Sample("\u{1B}[M !!", mouse(.left, .press, 0, 0)),
    Sample("\u{1B}[200~a\r\nb\rc\nd\u{1B}[31m\u{1B}[201~", .paste("a\nb\nc\nd\u{1B}[31m")),
    Sample("\u{1B}[200~\u{1B}[201~", .paste("")),
    // What nobody asked for must not act as keys.
    Sample("\u{1B}[35;7R"), Sample("\u{1B}[?64;1;2c"), Sample("\u{1B}[I"), Sample("\u{1B}[97;5u"),
    Sample("\u{1B}]11;rgb:dddd/uuuu/wwww\u{07}"), Sample("\u{1B}]11;rgb:d/d/d\u{1B}\\"),
    Sample("\u{1B}P1$r0m\u{1B}\\"), Sample("\u{1B}[<35;5;3M"),
    Sample("\u{1B}[99999999999999999999~"),
    Sample("\u{1B}[201~"), Sample("\u{85}"), Sample("\u{1B}[12;\r", .enter),
  ]

  @Test("A sequence means the same in one piece and in any two", arguments: samples)
  func decodes(_ sample: Sample) {
    for cut in 0...sample.bytes.count {
      var decoder = InputDecoder()
      let events = decoder.feed(sample.bytes[..<cut]) + decoder.feed(sample.bytes[cut...])
      #expect(events == sample.events, "cut after \(cut) bytes")
      #expect(!decoder.awaitsRest)
    }
  }

  @Test("All of it in one read, or byte by byte, gives all the events in order")
  func decodesStreams() {
    let bytes = Self.samples.flatMap(\.bytes)
    let events = Self.samples.flatMap(\.events)
    var whole = InputDecoder()
    #expect(whole.feed(bytes) == events)
    var bytewise = InputDecoder()
    #expect(bytes.flatMap { bytewise.feed([$0]) } == events)
  }

  @Test(
    "What waits for its rest in vain was typed, or is dropped",
    arguments: [
      Sample("\u{1B}", .escape), Sample("\u{1B}[", .alt("[")), Sample("\u{1B}O", .alt("O")),
      Sample("\u{1B}]", .alt("]")), Sample("\u{1B}[1;"), Sample("\u{1B}]0;dd"),
      Sample("\u{1B}[M!"),
    ])
  func flushes(_ sample: Sample) {
    var decoder = InputDecoder()
    #expect(decoder.feed(sample.bytes) == [])
    #expect(decoder.awaitsRest)
    #expect(decoder.flush() == sample.events)
    #expect(decoder.feed(Array("j".utf8)) == [.key(.character("j"))])
  }

  @Test("Escape twice, and Escape before a control, is Escape")
  func separatesEscapes() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1B, 0x1B]) == [.key(.escape)])
    #expect(decoder.flush() == [.key(.escape)])
    #expect(decoder.feed([0x1B, 0x03]) == [.key(.escape), .key(.control("c"))])
  }

  @Test("A paste may take as long as it likes")
  func waitsForPastes() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[200~one".utf8)) == [])
    #expect(!decoder.awaitsRest)
    #expect(decoder.flush() == [])
    #expect(
      decoder.feed(Array(" two\u{1B}[201~j".utf8)) == [.paste("one two"), .key(.character("j"))])
  }

  @Test("Bytes that are not UTF-8 are ignored")
  func ignoresRubbish() {
    var decoder = InputDecoder()
    let bytes: [UInt8] = [0xFF, 0xC3, 0x6A, 0x80, 0xED, 0xA0, 0x80, 0x6B]
    #expect(decoder.feed(bytes) == [.key(.character("j")), .key(.character("k"))])
  }

  @Test("The terminal's own description comes first")
  func prefersDescription() {
    var decoder = InputDecoder(described: [(Array("\u{1B}[Q".utf8), .home)])
    #expect(decoder.feed(Array("\u{1B}[Q".utf8)) == [.key(.home)])
  }

  @Test("Random bytes neither trap nor get stuck", arguments: 0..<20)
  func survives(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var decoder = InputDecoder()
    for _ in 0..<200 {
      let alphabet: [UInt8] = [0x1B, 0x5B, 0x4F, 0x3C, 0x3B, 0x4D, 0x7E, 0x30, 0x5D, 0xE6]
      _ = decoder.feed(
        (0..<8).map { _ in
          alphabet.randomElement(using: &generator) ?? UInt8.random(in: 0...255, using: &generator)
        })
      _ = decoder.flush()
    }
    _ = decoder.feed(Array("\u{1B}[201~".utf8))
    _ = decoder.flush()
    #expect(decoder.feed(Array("j".utf8)).last == .key(.character("j")))
  }
}
