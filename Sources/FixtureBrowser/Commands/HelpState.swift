/// The help on screen: what it is narrowed down to and where one stands in it.
struct HelpState: Sendable {
  var filter = LineEditor()
  var selected = 0

  /// The entries whose name, title or keys hold what was typed.
  var entries: [CommandEntry] {
    let words = filter.text.lowercased().split(separator: " ")
    guard !words.isEmpty else { return CommandEntry.all }
    return CommandEntry.all.filter { entry in
      let text = ([entry.command.rawValue, entry.title] + entry.keys).joined(separator: " ")
      return words.allSatisfy { word in
        text.lowercased().contains(word) || entry.keys.contains { $0.hasPrefix(String(word)) }
      }
    }
  }

  var current: CommandEntry? {
    let entries = entries
    return entries.indices.contains(selected) ? entries[selected] : nil
  }

  mutating func move(by step: Int) {
    selected = max(0, min(entries.count - 1, selected + step))
  }
}
