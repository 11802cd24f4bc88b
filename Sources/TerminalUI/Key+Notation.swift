extension Key {
  /// Says which part of a key sequence is not a key.
  package struct NotationError: Error, Hashable, CustomStringConvertible {
    package var notation: String

    package init(notation: String) {
      self.notation = notation
    }

    package var description: String {
      "'\(notation)' is no key. Write a character, or one of <C-r> <M-x> <Esc> <Enter> <Tab> "
        + "<S-Tab> <BS> <Del> <Ins> <Up> <Down> <Left> <Right> <S-Up> <S-Down> <Home> <End> "
        + "<PageUp> <PageDown> <F1> <Space> <lt>."
    }
  }

  /// Reads one key: `j`, `<C-r>`, `<F1>`; names in any case. A `<` is written `<lt>`.
  package init?(notation: some StringProtocol) {
    if notation.count == 1, let character = notation.first, character != "<" {
      self = .character(character)
    } else if notation.count > 2, notation.first == "<", notation.last == ">" {
      self.init(name: String(notation.dropFirst().dropLast()))
    } else {
      return nil
    }
  }

  /// Reads keys written one after the other: `gg<Down>`.
  package static func sequence(notation: String) throws(NotationError) -> [Key] {
    var keys: [Key] = []
    var rest = notation[...]
    while let first = rest.first {
      let end = first == "<" ? rest.firstIndex(of: ">") ?? rest.startIndex : rest.startIndex
      let piece = rest[...end]
      guard let key = Key(notation: piece) else { throw NotationError(notation: String(piece)) }
      keys.append(key)
      rest = rest[rest.index(after: end)...]
    }
    return keys
  }

  /// The key as `init(notation:)` reads it.
  package var notation: String {
    switch self {
    case .character(">"): ">"
    case .character(let character): Key.names[character].map { "<\($0)>" } ?? String(character)
    case .control(let character): "<C-\(Key.names[character] ?? String(character))>"
    case .alt(let character): "<M-\(Key.names[character] ?? String(character))>"
    case .function(let number): "<F\(number)>"
    case .enter: "<Enter>"
    case .escape: "<Esc>"
    case .tab: "<Tab>"
    case .backTab: "<S-Tab>"
    case .backspace: "<BS>"
    case .delete: "<Del>"
    case .insert: "<Ins>"
    case .up: "<Up>"
    case .down: "<Down>"
    case .left: "<Left>"
    case .right: "<Right>"
    case .home: "<Home>"
    case .end: "<End>"
    case .pageUp: "<PageUp>"
    case .pageDown: "<PageDown>"
    case .shiftUp: "<S-Up>"
    case .shiftDown: "<S-Down>"
    }
  }

  private init?(name: String) {
    let lowercased = name.lowercased()
    if let key = Key.byName[lowercased] {
      self = key
    } else if let character = Key.character(named: lowercased) {
      self = .character(character)
    } else if lowercased.hasPrefix("c-"), let character = Key.operand(lowercased.dropFirst(2)) {
      self = .control(character)
    } else if lowercased.hasPrefix("m-"), let character = Key.operand(name.dropFirst(2)) {
      self = .alt(character)
    } else if lowercased.hasPrefix("f"), let number = Int(name.dropFirst()),
      (1...63).contains(number)
    {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// What `<C-` or `<M-` is combined with.
  private static func operand(_ text: Substring) -> Character? {
    if let character = character(named: text.lowercased()) { return character }
    guard text.count == 1, let character = text.first, names[character] == nil else { return nil }
    return character
  }

  private static func character(named name: String) -> Character? {
    names.first { $0.value.lowercased() == name }?.key
  }

  /// Characters that would be misread or overlooked if written as they are; `>` only inside brackets.
  private static let names: [Character: String] = [" ": "Space", "<": "lt", ">": "gt"]

  /// The keys that have a name of their own, by that name in lower case.
  private static let byName: [String: Key] = {
    let keys: [Key] = [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right,
      .home, .end, .pageUp, .pageDown, .shiftUp, .shiftDown,
    ]
    let named = keys.map { (String($0.notation.dropFirst().dropLast()).lowercased(), $0) }
    let aliases: [(String, Key)] = [("cr", .enter), ("pgup", .pageUp), ("pgdn", .pageDown)]
    return Dictionary(uniqueKeysWithValues: named + aliases)
  }()
}
