import LLMWire
import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Scanning through windows` {
  @Test(arguments: DocumentMaker.Style.allCases, [UInt64(1), 2, 3, 4])
  func `finds the same in steps of one byte`(style: DocumentMaker.Style, seed: UInt64) throws {
    var maker = DocumentMaker(style, seed: seed)
    let text = Array(maker.fixture().utf8)
    let whole = try scanned(text) { .max }
    #expect(try scanned(text) { 1 }.lines == whole.lines)
  }

  @Test(arguments: DocumentMaker.Style.allCases)
  func `finds the same however the text is cut`(style: DocumentMaker.Style) throws {
    var random = SeededGenerator(seed: 7)
    for seed in 0..<25 as Range<UInt64> {
      var maker = DocumentMaker(style, seed: seed)
      let text = Array(maker.fixture().utf8)
      let whole = try scanned(text) { .max }
      for _ in 0..<4 {
        let largest = [8, 64, 512, 4096].randomElement(using: &random) ?? 8
        let endIsSeenLate = Bool.random(using: &random)
        let cut = try scanned(text, endIsSeenLate: endIsSeenLate) {
          Int.random(in: 1...largest, using: &random)
        }
        #expect(cut.lines == whole.lines)
      }
    }
  }

  @Test(arguments: DocumentMaker.Style.allCases)
  func `lists what a full reading finds`(style: DocumentMaker.Style) throws {
    for seed in 0..<200 as Range<UInt64> {
      var maker = DocumentMaker(style, seed: seed)
      let text = maker.fixture()
      let index = try indexed(text)
      let elements = try #require(try json(text)["interactions"]).elements
      for (position, object) in elements.enumerated() {
        let (listed, read) = (
          index[position], Interaction(object: object, fileProvider: "anthropic")
        )
        #expect(listed.range == object.range)
        #expect(listed.hash == read.hash ?? "")
        #expect(listed.model == read.modelAsListed)
        #expect(listed.recordedAt == read.recordedAt)
        #expect(listed.isStreamed == read.isStreamed)
        #expect(listed.endpoint == read.endpoint, "seed \(seed): \(object.sourceText)")
        #expect(listed.provider == read.provider)
      }
    }
  }

  @Test(arguments: ["1", "-0.5e+7", "true", "null", "\"\\ud83d\\ude00\"", "-Infinity", "[1]"])
  func `a value is whole before it is kept`(value: String) throws {
    let text = Array(
      #"{"provider": "p", "x": \#(value), "interactions": [{"hash": \#(value)}, \#(value)]}"#.utf8)
    let whole = try scanned(text) { .max }
    for cut in 1..<text.count {
      var steps = [cut, .max]
      let index = try scanned(text) { steps.removeFirst() }
      #expect(index.lines == whole.lines, "cut at \(cut)")
    }
  }

  @Test func `a pair of surrogates cut in the middle is none that stands alone`() throws {
    let text = Array(fixtureText(interactionText(request: askText(#"\ud83d\ude00"#))).utf8)
    for cut in 1..<text.count {
      var steps = [cut, .max]
      let index = try scanned(text) { steps.removeFirst() }
      #expect(index[0].traits == [], "cut at \(cut)")
    }
  }

  @Test func `an error is where it is, however the text is cut`() throws {
    var random = SeededGenerator(seed: 8)
    let text = Array(
      (fixtureText(interactionText(), interactionText(), interactionText()) + " x").utf8)
    for _ in 0..<100 {
      let failure = #expect(throws: ShallowScan.Failure.self) {
        try scanned(text) { Int.random(in: 1...300, using: &random) }
      }
      guard case .syntax(let said) = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(said.offset == text.count - 1)
    }
  }

  @Test func `ranges count from the start of the file`() throws {
    let text = fixtureText(interactionText(), interactionText(hash: "second"))
    let bytes = Array(text.utf8)
    let index = try scanned(bytes) { 100 }
    for position in 0..<2 {
      let piece = try Interaction(Array(bytes[index[position].range]), fileProvider: nil)
      #expect(piece.hash == index[position].hash)
    }
  }
}
