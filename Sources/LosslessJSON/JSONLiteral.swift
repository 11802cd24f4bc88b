/// A JSON value that is to be written.
package enum JSONLiteral: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case array([JSONLiteral])
  case object([(name: String, value: JSONLiteral)])

  /// On one line, as `json.dumps` writes it.
  package var text: [UInt8] {
    var output: [UInt8] = []
    append(to: &output)
    return output
  }

  /// As a value that stands by itself.
  package var value: JSONValue {
    guard let document = try? JSONDocument(text) else {
      preconditionFailure("what was written as JSON cannot be read as JSON")
    }
    return document.root
  }

  private func append(to output: inout [UInt8]) {
    switch self {
    case .null: output += "null".utf8
    case .boolean(let boolean): output += String(boolean).utf8
    case .integer(let integer): output += String(integer).utf8
    case .string(let string): PythonJSON.append(string, to: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { output += ", ".utf8 }
        element.append(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        if position > 0 { output += ", ".utf8 }
        PythonJSON.append(member.name, to: &output)
        output += ": ".utf8
        member.value.append(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }
}
