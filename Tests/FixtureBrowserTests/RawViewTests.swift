import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Raw view")
struct RawViewTests {
  /// At a broken file with that content, on a screen 40 columns wide.
  private func browsing(_ bytes: [UInt8]) -> Browsing {
    var browsing = Browsing(columns: 40, rows: 12)
    browsing.run("filter file:merge-conflict")
    browsing.type("<Tab>")
    let opened = OpenedFile(bytes: bytes, size: bytes.count)
    if case .file(let file)? = browsing.list.current {
      browsing.handle(.openedFile(file, .success(opened)))
    }
    browsing.type("gg")
    return browsing
  }

  /// The lines as the screen shows them.
  private func lines(of bytes: [UInt8]) -> [String] {
    let browsing = browsing(bytes)
    return browsing.pane.content.lines.indices.map { browsing.paneLine($0) }
  }

  @Test("A line that is short in bytes and long in columns goes on in the next")
  func cutsSpelledBytes() {
    let lines = lines(of: [UInt8](repeating: 0, count: 31))
    #expect(lines.count == 2)
    #expect(lines.joined() == String(repeating: "\\0", count: 31))
  }

  @Test("Blanks at a cut are not lost")
  func keepsBlanks() {
    let bytes = Array("é".utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 60) + [0x78]
    let ranges = browsing(bytes).pane.content.lines.compactMap { line in
      if case .raw(let range) = line { range } else { nil }
    }
    #expect(ranges.count == 2 && ranges.flatMap { bytes[$0] } == bytes)
  }

  @Test(
    "Of two recorded answers it shows the one that is replayed",
    arguments: [("false", #"{"id": "plain"}"#), ("true", #"[{"type": "event"}]"#)])
  func showsReplayed(streaming: String, answer: String) throws {
    var browsing = Browsing()
    try browsing.show(
      #"{"request": {}, "response": {"id": "plain"}, "streaming": \#(streaming), "#
        + #""stream_events": [{"type": "event"}]}"#)
    browsing.type("<Tab><Tab>")
    browsing.run("view raw")
    #expect(String(decoding: browsing.pane.content.bytes, as: UTF8.self) == answer)
  }

  @Test("A byte that is no text does not narrow its line, nor cut characters in it")
  func keepsCharacters() {
    let bytes = [0xff] + Array(String(repeating: "漢", count: 30).utf8)
    let lines = lines(of: bytes)
    #expect(lines.joined() == "\\xff" + String(repeating: "漢", count: 30))
    #expect(lines.count == 2)
  }
}
