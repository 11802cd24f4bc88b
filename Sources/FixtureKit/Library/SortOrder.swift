/// The order of a list of interactions. Ties, and everything without the value sorted by, go by
/// path and position.
package struct SortOrder: Hashable, Sendable {
  package enum Field: String, CaseIterable, Sendable {
    /// By path, then position.
    case file
    /// The newest first.
    case age
    /// The largest first.
    case size
    /// Alphabetical.
    case model
  }

  package var field: Field
  package var isReversed: Bool

  package init(_ field: Field = .file, isReversed: Bool = false) {
    self.field = field
    self.isReversed = isReversed
  }

  /// The items in this order; they must come by path and position.
  package func sorted<Item>(
    _ items: [Item], summary: (Item) -> IndexedInteraction?
  ) -> [Item] {
    switch field {
    case .file: isReversed ? items.reversed() : items
    case .age: sorted(items) { summary($0)?.timestamp.map { -$0.seconds } }
    case .size: sorted(items) { summary($0).map { -$0.size } }
    case .model: sorted(items) { summary($0)?.model }
    }
  }

  /// Sorts by a value taken once an item; items without one come last in either direction.
  private func sorted<Item>(_ items: [Item], by value: (Item) -> (some Comparable)?) -> [Item] {
    let keyed = items.enumerated().map { (offset: $0.offset, value: value($0.element)) }
    let order = keyed.sorted { left, right in
      switch (left.value, right.value) {
      case (let first?, let second?) where first != second:
        isReversed ? first > second : first < second
      case (_?, nil): true
      case (nil, _?): false
      default: left.offset < right.offset
      }
    }
    return order.map { items[$0.offset] }
  }
}
