import LosslessJSON

/// A JSON array under construction, whose elements may carry an `index` that says which of them a
/// later piece belongs to.
struct DraftArray: Sendable {
  private var elements: [Draft] = []
  /// Where the element of an index is.
  private var positions: [Int: Int] = [:]
  private var highestIndex = Int.min
  private var hasUnindexed = false
  /// Whether the elements came in the order of their indexes, as they nearly always do.
  private var isInOrder = true

  init() {}

  init(_ elements: some Sequence<Draft>) {
    for element in elements { append(element) }
  }

  mutating func append(_ element: Draft) {
    if let index = element.index {
      if positions[index] == nil { positions[index] = elements.count }
      isInOrder = isInOrder && index >= highestIndex && !hasUnindexed
      highestIndex = max(highestIndex, index)
    } else {
      hasUnindexed = true
    }
    elements.append(element)
  }

  /// Changes the element at a position, counted from 0; does nothing where there is none.
  mutating func update(at position: Int, _ change: (inout Draft) -> Void) {
    if elements.indices.contains(position) { change(&elements[position]) }
  }

  /// Takes in a piece: into the element of the same index, or as a new element.
  mutating func fold(_ piece: JSONValue, depth: Int) {
    if let index = piece["index"]?.integer, let position = positions[index] {
      elements[position].fold(piece, depth: depth)
    } else {
      append(.value(piece))
    }
  }

  /// In the order of their indexes; elements without one go last.
  var inOrder: [Draft] {
    guard !isInOrder else { return elements }
    return elements.enumerated()
      .map { (index: $1.index ?? .max, position: $0, element: $1) }
      .sorted { ($0.index, $0.position) < ($1.index, $1.position) }
      .map(\.element)
  }

  func write(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    for (position, element) in inOrder.enumerated() {
      if position > 0 { output.append(contentsOf: ", ".utf8) }
      element.write(to: &output)
    }
    output.append(UInt8(ascii: "]"))
  }
}

extension Draft {
  /// The member `index` of an element.
  fileprivate var index: Int? {
    switch self {
    case .value(let value): value["index"]?.integer
    case .object(let object):
      if case .value(let index)? = object["index"] { index.integer } else { nil }
    case .joined, .text, .array: nil
    }
  }
}
