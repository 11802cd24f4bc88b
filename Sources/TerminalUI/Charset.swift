/// What the terminal can be trusted to show.
package enum Charset: Sendable {
  /// UTF-8, and line-drawing characters.
  case unicode
  /// ASCII only: other text is spelled out (`\u00e9`) and lines are `-`, `|` and `+`. Under a locale
  /// that is not UTF-8, ncurses draws anything else as blanks, without a word.
  case ascii
}
