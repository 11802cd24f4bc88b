/// What a person has picked out of the library: rows of interactions, and of files that have none to
/// show.
struct Picks: Hashable, Sendable {
  /// For the next command to act on.
  var marked: Set<Row> = []
  /// To be deleted by the next writing.
  var flagged: Set<Row> = []

  /// The same by the positions of another reading.
  /// - Parameter place: what a row has become; nil where it is gone.
  func moved(by place: (Row) -> Row?) -> Picks {
    Picks(marked: Set(marked.compactMap(place)), flagged: Set(flagged.compactMap(place)))
  }
}

/// Steps that can be taken back, the latest last.
struct History: Sendable {
  enum Step: Sendable {
    /// Marks or flags have changed.
    case picks(before: Picks, after: Picks)
    /// Files have been written.
    case written(WrittenOperation)
  }

  var done: [Step] = []
  var undone: [Step] = []

  mutating func add(_ step: Step) {
    done.append(step)
    undone = []
  }
}
