import Foundation
import LosslessJSON
import Testing

/// One line of the key vectors, which the Python package itself made.
struct KeyVector: CustomTestStringConvertible, Sendable {
  let id: String
  let body: [UInt8]
  var matchFields: [String]?
  var sha256: String?
  var canonical: String?
  /// What Python said where there is no key.
  var error: String?

  var testDescription: String { id }

  /// The lines of a file below `Fixtures/golden`.
  static func all(in file: String) throws -> [KeyVector] {
    let text = try bytes(ofFile: packageRoot + "Fixtures/golden/" + file)
    return try text.split(separator: UInt8(ascii: "\n")).map { line in
      try KeyVector(try JSONDocument(Array(line)).root)
    }
  }

  private init(_ line: JSONValue) throws {
    id = try #require(line["id"]?.string)
    if let base64 = line["body_b64"]?.string {
      body = Array(try #require(Data(base64Encoded: base64)))
    } else {
      body = try #require(line["body"]).decodedBytes
    }
    matchFields = line["match_on"]?.elements.compactMap(\.string)
    sha256 = line["sha256"]?.string
    canonical = line["canonical"]?.string
    error = (line["error"] ?? line["message"])?.string
  }
}
