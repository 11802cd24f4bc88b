import Testing

@testable import FixtureKit

@Suite struct `The order of a list` {
  /// The hashes of five interactions in this order, two of them without a date. `-` is an item that
  /// is no interaction, as the row of a broken file.
  private func order(_ order: SortOrder) throws -> String {
    func text(_ hash: String, _ model: String, _ date: String, _ filler: Int = 0) -> String {
      interactionText(
        hash: hash, request: askText("", model: model), recordedAt: date,
        more: #", "x": "\#(String(repeating: "x", count: filler))""#)
    }
    let index = try indexed(
      fixtureText(
        text("a", "b", "2026-01-02"), text("b", "a", "never", 50), text("c", "b", "2026-01-03"),
        text("d", "c", "2026-01-02"), text("e", "a", "never")))
    let items: [Int?] = [nil] + (0..<index.count).map { $0 } + [nil]
    let sorted = order.sorted(items) { $0.map { index[$0] } }
    return sorted.map { $0.map { index[$0].hash } ?? "-" }.joined()
  }

  @Test(
    arguments: [
      (.file, "-abcde-"), (.age, "cad-be-"), (.size, "bacde--"), (.model, "beacd--"),
    ] as [(SortOrder.Field, String)])
  func `is stable, and what has no value comes last`(
    field: SortOrder.Field, expected: String
  ) throws {
    #expect(try order(SortOrder(field)) == expected)
  }

  @Test(
    arguments: [
      (.file, "-edcba-"), (.age, "adc-be-"), (.size, "eacdb--"), (.model, "dacbe--"),
    ] as [(SortOrder.Field, String)])
  func `reversed turns the values only`(field: SortOrder.Field, expected: String) throws {
    #expect(try order(SortOrder(field, isReversed: true)) == expected)
  }

  @Test func `goes by file unless told otherwise`() {
    #expect(SortOrder() == SortOrder(.file, isReversed: false))
  }
}
