import FixtureKit
import LLMWire
import LosslessJSON
import Testing

/// The vectors were made with the Python package and are the truth.
@Suite struct `The request key is the Python package's` {
  @Test(arguments: try KeyVector.all(in: "hash-vectors.jsonl"))
  func `for text`(vector: KeyVector) throws {
    let request = try JSONDocument(vector.body, surrogateBytes: .accepted).root
    try expectKey(of: request, vector)
  }

  @Test(arguments: try KeyVector.all(in: "hash-vectors-bytes.jsonl").filter { $0.error == nil })
  func `for bytes in any encoding that Python tells`(vector: KeyVector) throws {
    let text = JSONText.utf8(vector.body)
    try expectKey(of: try JSONDocument(text, surrogateBytes: .accepted).root, vector)
  }

  @Test(arguments: try KeyVector.all(in: "hash-vectors-bytes.jsonl").filter { $0.error != nil })
  func `bytes that are not text have none`(vector: KeyVector) {
    #expect(throws: JSONSyntaxError.self) {
      try JSONDocument(JSONText.utf8(vector.body), surrogateBytes: .accepted)
    }
  }

  @Test(arguments: try vectorsOfErrors { $0 != fourThousandDigits })
  func `what Python refuses has none`(vector: KeyVector) {
    #expect(throws: (any Error).self) {
      let request = try JSONDocument(vector.body, surrogateBytes: .accepted).root
      return try RequestKey(of: request, endpoint: .messages)
    }
  }

  @Test(arguments: try vectorsOfErrors { $0 == fourThousandDigits })
  func `integers of more than 4300 digits are accepted where Python refuses them`(
    vector: KeyVector
  ) throws {
    let request = try JSONDocument(vector.body).root
    let key = try RequestKey(of: request, matchFields: ["a"], endpoint: .messages)
    #expect(key.hex.count == 64)
  }

  @Test(arguments: [
    ("hash-vectors.jsonl", 330), ("hash-vectors-bytes.jsonl", 13),
    ("hash-vectors-errors.jsonl", 27),
  ])
  func `no vector is lost`(file: String, count: Int) throws {
    #expect(try KeyVector.all(in: file).count == count)
  }

  static let fourThousandDigits = "err-34"

  static func vectorsOfErrors(where isMeant: (String) -> Bool) throws -> [KeyVector] {
    try KeyVector.all(in: "hash-vectors-errors.jsonl").filter { isMeant($0.id) }
  }

  private func expectKey(of request: JSONValue, _ vector: KeyVector) throws {
    let canonical = try RequestKey.canonical(
      request: request, matchFields: vector.matchFields, endpoint: .messages)
    #expect(String(decoding: canonical, as: UTF8.self) == vector.canonical)
    let key = try RequestKey(of: request, matchFields: vector.matchFields, endpoint: .messages)
    #expect(key.hex == vector.sha256)
  }
}
