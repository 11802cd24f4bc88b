import LosslessJSON
import TestSupport

/// A JSON value as a tree, to work out by other means what an edit must give.
indirect enum JSONModel: Equatable {
  case scalar(String)
  case array([JSONModel])
  case object([(name: String, value: JSONModel)])

  static func == (left: JSONModel, right: JSONModel) -> Bool { left.text == right.text }

  /// On one line, spelled as it is.
  var text: String {
    switch self {
    case .scalar(let text): text
    case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\"\($0.name)\":\($0.value.text)" }.joined(separator: ",") + "}"
    }
  }

  var document: JSONDocument {
    get throws { try JSONDocument(Array(text.utf8)) }
  }

  func laidOut(_ layout: JSONLayout) throws -> [UInt8] {
    PythonJSON.text(of: try document.root, in: layout)
  }

  /// A value with at most so many levels below it.
  static func random(depth: Int, using random: inout SeededGenerator) -> JSONModel {
    let count = Int.random(in: 0...4, using: &random)
    switch Int.random(in: 0...(depth > 0 ? 5 : 3), using: &random) {
    case 4: return .array((0..<count).map { _ in .random(depth: depth - 1, using: &random) })
    case 5:
      return .object(
        (0..<count).map { ("k\($0)", .random(depth: depth - 1, using: &random)) })
    default:
      return .scalar(
        [
          "1", "-0.5", "true", "null", #""""#, #""text, with [brackets] {and} \"quotes\"""#,
          #""line\nbreak""#, "12345678901234567890123",
        ].randomElement(using: &random) ?? "0")
    }
  }

  /// The places of all containers, as paths of positions.
  func containers(at place: [Int] = []) -> [[Int]] {
    switch self {
    case .scalar: []
    case .array(let elements):
      [place] + elements.enumerated().flatMap { $1.containers(at: place + [$0]) }
    case .object(let members):
      [place] + members.enumerated().flatMap { $1.value.containers(at: place + [$0]) }
    }
  }

  subscript(place: ArraySlice<Int>) -> JSONModel {
    get {
      guard let first = place.first else { return self }
      switch self {
      case .scalar: return self
      case .array(let elements): return elements[first][place.dropFirst()]
      case .object(let members): return members[first].value[place.dropFirst()]
      }
    }
    set {
      guard let first = place.first else {
        self = newValue
        return
      }
      switch self {
      case .scalar: break
      case .array(var elements):
        elements[first][place.dropFirst()] = newValue
        self = .array(elements)
      case .object(var members):
        members[first].value[place.dropFirst()] = newValue
        self = .object(members)
      }
    }
  }
}

extension JSONLayout {
  /// Every style that fixture files are seen in.
  static var all: [JSONLayout] {
    func layout(
      _ indentation: String?, _ newline: String = "\n", _ colon: String = ": ",
      _ comma: String = ", ", escapes: Bool = true
    ) -> JSONLayout {
      JSONLayout(
        indentation: indentation.map { Array($0.utf8) }, newline: Array(newline.utf8),
        colon: Array(colon.utf8), comma: Array(comma.utf8), escapesNonASCII: escapes)
    }
    return [
      .python, .line, layout("   "), layout("    "), layout("\t"), layout("  ", "\r\n"),
      layout(nil, "\n", ":", ","), layout("", "\n"), layout("  ", "\n", ":"),
      layout("\t", "\r\n", " : "),
    ]
  }
}
