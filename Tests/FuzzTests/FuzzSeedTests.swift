import Foundation
import FuzzChecks
import TestSupport
import Testing

/// `make fuzz` looks for inputs that break what must hold; those that ever did are kept.
@Suite struct `Inputs that a fuzzer has found` {
  private static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/fuzz").path(percentEncoded: false)

  @Test(arguments: try FileManager.default.contentsOfDirectory(atPath: folder).sorted())
  func `hold what must hold`(name: String) throws {
    let input = try Data(contentsOf: URL(filePath: Self.folder + "/" + name))
    #expect(FuzzChecks.complaint(about: Array(input)) == nil)
  }

  @Test func `and so do texts that have been broken at random`() throws {
    var random = SeededGenerator(seed: 42)
    let texts = [
      #"{"a": [1, 2.50, {"b": "\u00e9\ud83d\ude00"}], "a": null, "c": {}}"#,
      "[\r\n\t[ ],\r\n\t{\"x\" : -0.0e5, \"y\":\"\\\\\"}\r\n]", "{\n  \"k\": [\n    true\n  ]\n}\n",
    ]
    for _ in 0..<20_000 {
      var bytes = Array((texts.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let position = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes[position] = bytes.randomElement(using: &random) ?? 0
        case 1: bytes.insert(bytes.randomElement(using: &random) ?? 0, at: position)
        default: if bytes.count > 1 { bytes.remove(at: position) }
        }
      }
      let choice = (0..<2).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(
        FuzzChecks.complaint(about: choice + bytes) == nil,
        "\(choice) \(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
