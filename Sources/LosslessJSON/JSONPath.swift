/// The place of a value, written as people write it: `$.messages[1].content`.
///
/// The part of RFC 9535 that names places: members by name (`.name`, `['odd name']`), elements by
/// position (`[0]`, `[-1]` from the end), every member or element (`[*]`, `.*`).
package struct JSONPath: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case member(String)
    /// Position from 0, or from the end when negative.
    case element(Int)
    case all
  }

  package var steps: [Step]

  package init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// Reads a path; nil when it is none.
  package init?(_ text: some StringProtocol) {
    var rest = Substring(text)
    guard rest.popFirst() == "$" else { return nil }
    steps = []
    while let character = rest.popFirst() {
      switch character {
      case ".":
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else { return nil }
        rest = rest.dropFirst(name.count)
        steps.append(name == "*" ? .all : .member(String(name)))
      case "[":
        guard let step = Self.bracketed(&rest) else { return nil }
        steps.append(step)
      default: return nil
      }
    }
  }

  private static func bracketed(_ rest: inout Substring) -> Step? {
    guard let quote = rest.first else { return nil }
    if quote == "'" || quote == "\"" {
      rest.removeFirst()
      let name = rest.prefix { $0 != quote }
      rest = rest.dropFirst(name.count + 1)
      guard rest.popFirst() == "]" else { return nil }
      return .member(String(name))
    }
    let inside = rest.prefix { $0 != "]" }
    rest = rest.dropFirst(inside.count)
    guard rest.popFirst() == "]" else { return nil }
    return inside == "*" ? .all : Int(inside).map(Step.element)
  }

  /// The values at this path below `value`, in document order.
  package func values(in value: JSONValue) -> [JSONValue] {
    steps.reduce([value]) { values, step in
      values.flatMap { value -> [JSONValue] in
        switch step {
        case .member(let name): value.member(name).map { [$0] } ?? []
        case .element(let position) where position < 0:
          Self.fromEnd(position.magnitude, of: value)
        case .element(let position): value[position].map { [$0] } ?? []
        case .all: Array(value.elements) + value.members.map(\.value)
        }
      }
    }
  }

  private static func fromEnd(_ distance: UInt, of value: JSONValue) -> [JSONValue] {
    let elements = Array(value.elements)
    return distance <= elements.count ? [elements[elements.count - Int(distance)]] : []
  }
}

extension JSONPath: CustomStringConvertible {
  package var description: String {
    steps.reduce(into: "$") { text, step in
      switch step {
      case .member(let name) where Self.isPlain(name): text += "." + name
      case .member(let name): text += name.contains("'") ? "[\"\(name)\"]" : "['\(name)']"
      case .element(let position): text += "[\(position)]"
      case .all: text += "[*]"
      }
    }
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0 == "_" || $0 == "-" || $0.properties.isAlphabetic
          || ("0"..."9").contains($0)
      }
  }
}

extension JSONValue {
  /// The path of this value from the root of its document. Costs a walk down to it.
  package var path: JSONPath { path(from: document.root) }

  /// The path of this value from a value it is in. Costs a walk down to it.
  package func path(from root: JSONValue) -> JSONPath {
    var steps: [JSONPath.Step] = []
    var container = root
    while container.index != index {
      var next: JSONValue?
      switch container.kind {
      case .object:
        for member in container.members where member.value.contains(index) {
          steps.append(.member(member.name))
          next = member.value
        }
      case .array:
        for (position, element) in container.elements.enumerated() where element.contains(index) {
          steps.append(.element(position))
          next = element
        }
      case .string, .integer, .real, .nonFinite, .boolean, .null: break
      }
      guard let next else { break }
      container = next
    }
    return JSONPath(steps)
  }

  private func contains(_ id: Int) -> Bool { (index..<index + subtreeSize).contains(id) }
}
