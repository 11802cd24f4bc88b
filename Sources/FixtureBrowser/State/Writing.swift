package import FixtureKit

/// What is asked to be written.
package enum WriteRequest: Sendable {
  /// Deletes interactions, and files that have none left or are flagged themselves.
  case delete([FileDeletion])
  case takeBack(WrittenOperation)
  case doAgain(WrittenOperation)
}

/// An operation that has been written, by what the journal knows it by.
package struct WrittenOperation: Hashable, Sendable {
  /// The real path of the root that the journal is of.
  package let root: String
  /// Its number there.
  package let number: Int

  package init(root: String, number: Int) {
    self.root = root
    self.number = number
  }
}

/// The dialog that says what will be written.
struct WriteDialog: Sendable {
  /// What becomes of one file.
  struct Line: Hashable, Sendable {
    let name: String
    let change: String
    let bytes: Int
  }

  let deletions: [FileDeletion]
  let lines: [Line]
  let title: String
  /// What else is to be known before it is confirmed.
  let remark: String
  /// The first line shown.
  var top = 0
}
