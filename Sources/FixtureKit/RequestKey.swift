package import LLMWire
package import LosslessJSON

/// The SHA-256 that identifies a request, shown as *hash*.
///
/// **The one function that computes it serves recording, replay, checking and the screens**: where
/// there are two, recordings stop matching themselves.
package struct RequestKey: Hashable, Sendable {
  /// 64 hex digits, lower case.
  package let hex: String

  /// Why a request has no key.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Only a JSON object has members to match on.
    case requestIsNoObject
    /// `$method`, `$path` or `$body` is a match field and the endpoint is not known.
    case endpointUnknown

    package var description: String {
      switch self {
      case .requestIsNoObject: "the request is not a JSON object"
      case .endpointUnknown: "the match fields name $method or $path, and no endpoint is recorded"
      }
    }
  }

  /// The key of `request` over `matchFields` (default: those of the endpoint).
  ///
  /// As the Python package computes it: SHA-256 of ``canonical(request:matchFields:endpoint:)``.
  package init(
    of request: JSONValue, matchFields: [String]? = nil, endpoint: Endpoint?
  ) throws(Failure) {
    let canonical = try Self.canonical(
      request: request, matchFields: matchFields, endpoint: endpoint)
    hex = SHA256.hex(SHA256.digest(of: canonical))
  }

  /// `json.dumps({field: request[field] for field in match_on}, sort_keys=True)`: a missing
  /// `temperature` counts as `1.0`, any other missing field as `null`; `$method`, `$path` and `$body`
  /// are taken from the endpoint and the whole request. A field named twice counts once.
  package static func canonical(
    request: JSONValue, matchFields: [String]? = nil, endpoint: Endpoint?
  ) throws(Failure) -> [UInt8] {
    guard request.kind == .object else { throw .requestIsNoObject }
    let fields = matchFields ?? (endpoint ?? .messages).defaultMatchFields
    var output: [UInt8] = []
    output.reserveCapacity(request.range.count + 64)
    output.append(UInt8(ascii: "{"))
    for (position, field) in ordered(fields).enumerated() {
      if position > 0 { output += ", ".utf8 }
      try append(field, of: request, endpoint, to: &output)
    }
    output.append(UInt8(ascii: "}"))
    return output
  }

  /// Appends the part of the canonical text that one match field makes.
  static func append(
    _ field: String, of request: JSONValue, _ endpoint: Endpoint?, to output: inout [UInt8]
  ) throws(Failure) {
    PythonJSON.append(field, to: &output)
    output += ": ".utf8
    if field.utf8.first == UInt8(ascii: "$"), ["$method", "$path"].contains(field) {
      guard let endpoint else { throw .endpointUnknown }
      PythonJSON.append(field == "$path" ? endpoint.path : endpoint.method, to: &output)
    } else if field == "$body" {
      PythonJSON.appendSorted(request, to: &output)
    } else if let value = request.member(field) {
      PythonJSON.appendSorted(value, to: &output)
    } else {
      output += (field == "temperature" ? "1.0" : "null").utf8
    }
  }

  /// Match fields that are no members of the request.
  package static let ownFields: Set = ["$method", "$path", "$body"]

  /// Each field once, in the order of Python's keys: by bytes, as which two names may differ that are
  /// one to Unicode.
  private static func ordered(_ fields: [String]) -> [String] {
    if fields == messagesFields { return messagesFieldsInOrder }
    var ordered: [String] = []
    for field in fields.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where ordered.last.map({ !$0.utf8.elementsEqual(field.utf8) }) ?? true {
      ordered.append(field)
    }
    return ordered
  }

  /// Those of nearly every recording.
  private static let messagesFields = Endpoint.messages.defaultMatchFields
  private static let messagesFieldsInOrder = messagesFields.sorted()
}
