/// Up to four combining marks, without heap: as many as a curses cell holds beside its character.
package struct Marks: Hashable, Sendable, RandomAccessCollection {
  private var first: UInt32 = 0
  private var second: UInt32 = 0
  private var third: UInt32 = 0
  private var fourth: UInt32 = 0

  package static let none = Marks()

  package var startIndex: Int { 0 }
  package var endIndex: Int {
    first == 0 ? 0 : second == 0 ? 1 : third == 0 ? 2 : fourth == 0 ? 3 : 4
  }

  package subscript(index: Int) -> UInt32 {
    switch index {
    case 0: first
    case 1: second
    case 2: third
    default: fourth
    }
  }

  /// Adds a mark; a fifth is dropped.
  mutating func append(_ mark: UInt32) {
    switch count {
    case 0: first = mark
    case 1: second = mark
    case 2: third = mark
    case 3: fourth = mark
    default: break
    }
  }
}
