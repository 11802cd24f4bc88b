/// Up to four combining marks, without heap: as many as a curses cell holds beside its character.
struct Marks: Hashable, Sendable {
  private var first: UInt32 = 0
  private var second: UInt32 = 0
  private var third: UInt32 = 0
  private var fourth: UInt32 = 0

  static let none = Marks()

  var isEmpty: Bool { first == 0 }

  /// Adds a mark; a fifth is dropped.
  mutating func append(_ mark: UInt32) {
    if first == 0 {
      first = mark
    } else if second == 0 {
      second = mark
    } else if third == 0 {
      third = mark
    } else if fourth == 0 {
      fourth = mark
    }
  }

  func forEach(_ body: (UInt32) -> Void) {
    for mark in [first, second, third, fourth] where mark != 0 { body(mark) }
  }
}
