/// Removals and insertions among the members of one object or the elements of one array.
///
/// What stays keeps every byte. A child that goes takes with it the one comma and the white space
/// between it and its neighbour; one that comes stands as its neighbours do.
package struct ChildrenEdit {
  /// A container in a text.
  package struct Container {
    /// With its brackets.
    package var range: Range<Int>
    /// Where its members or elements stand, in order.
    package var children: [Range<Int>]

    package init(range: Range<Int>, children: [Range<Int>]) {
      self.range = range
      self.children = children
    }
  }

  /// What stands around the children of a container that has none yet, or no two.
  package struct Spacing {
    /// Between two of them, where they stand on one line.
    package var comma: [UInt8]
    /// Before the first.
    package var lead: [UInt8]
    /// After the last.
    package var tail: [UInt8]

    /// For children on one line.
    package init(comma: [UInt8]) {
      self.comma = comma
      lead = []
      tail = []
    }

    /// For children on lines of their own, where the layout has lines.
    /// - Parameter indentation: that of the line the container begins on.
    package init(_ layout: JSONLayout, indentation: [UInt8]) {
      self.init(comma: layout.comma)
      guard let step = layout.indentation else { return }
      tail = layout.newline + indentation
      lead = tail + step
    }
  }

  private let container: Container
  private let spacing: Spacing
  private var removed: Set<Int> = []
  /// New children by the position of the old one they stand before.
  private var inserted: [Int: [[UInt8]]] = [:]

  package init(_ container: Container, spacing: Spacing) {
    self.container = container
    self.spacing = spacing
  }

  package mutating func remove(_ position: Int) { removed.insert(position) }

  /// - Parameters:
  ///   - child: its whole text, laid out for its place: of a member with its key.
  ///   - position: that of the old child it stands before; their number for the end.
  package mutating func insert(_ child: [UInt8], before position: Int) {
    inserted[position, default: []].append(child)
  }

  /// The splices, in the order of the text.
  /// - Parameter text: the bytes of a range of the text.
  package func splices<Failure>(
    _ text: (Range<Int>) throws(Failure) -> [UInt8]
  ) throws(Failure) -> [Splice] {
    let count = container.children.count
    let kept = (0..<count).filter { !removed.contains($0) }
    guard !kept.isEmpty else { return try refilled(text) }
    var splices: [Splice] = []
    // Before the first child that stays, between any two, after the last.
    for index in 0...kept.count {
      let previous = index > 0 ? kept[index - 1] : nil
      let next = index < kept.count ? kept[index] : nil
      let first = previous.map { $0 + 1 } ?? 0
      let last = next ?? count
      let new = (first...last).flatMap { inserted[$0] ?? [] }
      guard last > first || !new.isEmpty else { continue }
      let separator = new.isEmpty ? [] : try separator(near: first, text)
      if let previous {
        let start = container.children[previous].upperBound
        let end = last > first ? container.children[last - 1].upperBound : start
        splices.append(Splice(start..<end, new.flatMap { separator + $0 }))
      } else if let next {
        let end = container.children[next].lowerBound
        let start = last > first ? container.children[first].lowerBound : end
        splices.append(Splice(start..<end, new.flatMap { $0 + separator }))
      }
    }
    return splices
  }

  /// Nothing stays.
  private func refilled<Failure>(
    _ text: (Range<Int>) throws(Failure) -> [UInt8]
  ) throws(Failure) -> [Splice] {
    let inside = container.range.lowerBound + 1..<container.range.upperBound - 1
    let new = inserted.keys.sorted().flatMap { inserted[$0] ?? [] }
    guard !new.isEmpty else { return removed.isEmpty ? [] : [Splice(inside, [])] }
    let separator = try separator(near: 0, text)
    guard let first = container.children.first, let last = container.children.last else {
      return [Splice(inside, spacing.lead + new.joined(separator: separator) + spacing.tail)]
    }
    return [
      Splice(first.lowerBound..<last.upperBound, Array(new.joined(separator: separator)))
    ]
  }

  /// The comma and the white space between two neighbours, as the nearest have it.
  private func separator<Failure>(
    near position: Int, _ text: (Range<Int>) throws(Failure) -> [UInt8]
  ) throws(Failure) -> [UInt8] {
    let children = container.children
    if children.count > 1 {
      let second = min(max(position, 1), children.count - 1)
      return try text(children[second - 1].upperBound..<children[second].lowerBound)
    }
    let lead =
      if let first = children.first {
        try text(container.range.lowerBound + 1..<first.lowerBound)
      } else { spacing.lead }
    return lead.contains(0x0a) ? [UInt8(ascii: ",")] + lead : spacing.comma
  }
}
