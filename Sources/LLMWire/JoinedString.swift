import LosslessJSON

/// A string that a stream sent in pieces.
enum JoinedString {
  /// What the pieces say together, decoded: UTF-8, with surrogates that found no other half in
  /// their UTF-8 form. An escape never spans two pieces, but a surrogate pair may.
  static func decodedBytes(of pieces: [JSONValue]) -> [UInt8] {
    guard !pieces.isEmpty else { return [] }
    var spelling: [UInt8] = []
    Draft.joined(pieces).write(to: &spelling)
    guard let document = try? JSONDocument(spelling, surrogateBytes: .accepted) else {
      preconditionFailure("the contents of JSON strings, put together, are no JSON string")
    }
    return document.root.decodedBytes
  }
}
