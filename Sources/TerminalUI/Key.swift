/// A key as typed.
///
/// Terminals send some keys as the same byte, so ctrl-i arrives as ``tab``, ctrl-m as ``enter``,
/// ctrl-h as ``backspace`` and ctrl-[ as ``escape``.
package enum Key: Hashable, Sendable {
  /// A printable character; one code point, even where more make up what was meant.
  case character(Character)
  /// Ctrl and a key: a lower-case letter, a space, or one of `\ ] ^ _`.
  case control(Character)
  /// Alt (or Escape just before) and a printable character.
  case alt(Character)
  case enter
  case escape
  case tab
  case backTab
  case backspace
  case delete
  case insert
  case up
  case down
  case left
  case right
  case home
  case end
  case pageUp
  case pageDown
  case shiftUp
  case shiftDown
  /// F1 is 1.
  case function(Int)
}
