import TerminalUI

/// One line of text being typed, with a cursor between its characters.
struct LineEditor: Hashable, Sendable {
  private(set) var text: String
  /// Characters in front of the cursor.
  private(set) var cursor: Int

  init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  var textBeforeCursor: Substring { text.prefix(cursor) }

  /// Whether the key was one for editing.
  mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace: removeBefore(count: 1)
    case .control("w"): removeBefore(count: wordLength)
    case .control("u"): removeBefore(count: cursor)
    case .delete, .control("d"):
      if cursor < text.count {
        cursor += 1
        removeBefore(count: 1)
      }
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    default: return false
    }
    return true
  }

  /// Puts text at the cursor; line feeds become blanks.
  mutating func insert(_ added: String) {
    let before = text.prefix(cursor)
    let clean = added.replacing("\n", with: " ")
    let after = text.dropFirst(cursor)
    text = before + clean + after
    // Counted anew: an added mark may join the character before it.
    cursor = text.count - after.count
  }

  private mutating func removeBefore(count: Int) {
    let start = max(0, cursor - count)
    text = String(text.prefix(start) + text.dropFirst(cursor))
    cursor = start
  }

  /// Blanks before the cursor and the word before them.
  private var wordLength: Int {
    let before = textBeforeCursor.reversed()
    let blanks = before.prefix { $0 == " " }.count
    return blanks + before.dropFirst(blanks).prefix { $0 != " " }.count
  }
}
