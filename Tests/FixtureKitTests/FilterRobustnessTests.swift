import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `A filter from anywhere` {
  private static let pieces = [
    "model:", "size:", "age:", "date:", "is:", "path:$", "prompt:", "hash:", "status:", "tokens:",
    "used:",
    "(", ")", "!", "|", " ", "\"", "/", ",", ">", "<", "=", "*", "?", "\\", ".", "[", "]", "[-1]",
    "[*]",
    "'", "a", "Z", "é", "İ", "😀", "\u{301}", "\t", "\n", "\0", "9", "4k", "30d", "2026-03", "-",
    "stream",
    "mismatch", "99999999999999999999", "{2}", "+",
  ]

  private func subject() throws -> FilterSubject {
    let text = interactionText(
      request: askText("Say hi"), response: #"{"usage": {"x": [1, 2.5, null]}}"#)
    let index = try indexed(fixtureText(text))
    return FilterSubject(
      file: "a.json", summary: index[0], content: try interaction(text), findings: .mismatch)
  }

  /// Decides the filter where it can be read; its error must name a part of it where it cannot.
  private func judge(_ text: String, _ subject: FilterSubject) {
    do {
      let verdict = try Filter(text).verdict(on: subject, now: Timestamp(seconds: 1_776_938_400))
      #expect(verdict == .passes || verdict == .fails, "\(text)")
    } catch {
      #expect(error.range.upperBound <= text.utf8.count, "\(text)")
      #expect(!error.description.isEmpty)
    }
  }

  @Test func `of random pieces is decided or refused`() throws {
    var random = SeededGenerator(seed: 1)
    let subject = try subject()
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...8, using: &random))
        .map { _ in Self.pieces[Int.random(in: Self.pieces.indices, using: &random)] }.joined()
      judge(text, subject)
    }
  }

  @Test func `of random bytes is decided or refused`() throws {
    var random = SeededGenerator(seed: 2)
    let subject = try subject()
    for _ in 0..<5_000 {
      let bytes = (0..<Int.random(in: 0...20, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      judge(String(decoding: bytes, as: UTF8.self), subject)
    }
  }

  @Test(arguments: ["path:$.messages[-5]", "path:$.messages[5]", "path:$.messages[-2]"])
  func `finds nothing beyond either end of an array`(filter: String) throws {
    #expect(
      try Filter(filter).verdict(on: try subject(), now: Timestamp(seconds: 0)) == .fails)
  }

  @Test func `with the smallest of all positions ends nothing`() async {
    await #expect(processExitsWith: .success) {
      let subject = FilterSubject(
        file: "a.json", summary: try indexed(fixtureText(interactionText()))[0],
        content: try interaction(interactionText()))
      _ = try Filter("path:$.request.messages[-9223372036854775808]")
        .verdict(on: subject, now: Timestamp(seconds: 0))
    }
  }
}
