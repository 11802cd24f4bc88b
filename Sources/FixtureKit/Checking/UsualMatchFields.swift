import LLMWire
import LosslessJSON

/// Match fields that people choose, to tell what a hash was made over.
package enum UsualMatchFields {
  /// Members that tests match on or leave out beside messages, in the order of the canonical text.
  private static let fields = [
    "max_tokens", "messages", "model", "response_format", "stream", "system", "temperature",
    "tool_choice", "tools",
  ]

  /// Match fields over which the key of the request is the stored hash, the fewest of the usual ones; nil
  /// where none gives it. A member that the request lacks tells nothing, and is in none, but for the
  /// temperature.
  package static func explaining(_ interaction: Interaction) -> [String]? {
    guard let request = interaction.request, let hash = interaction.hash else { return nil }
    var search = Search(request, hash)
    search.run()
    if let fields = search.found {
      // As people write them.
      let first = ["model", "messages"].filter(fields.contains)
      return first + fields.filter { !first.contains($0) }
    }
    let others = [
      request.members.map(\.name), ["$body"], ["$method", "$path", "$body"], ["model", "input"],
    ]
    return others.first { fields in
      let key = try? RequestKey(
        of: request, matchFields: fields, endpoint: interaction.endpoint)
      return key?.hex == hash
    }
  }

  /// Tries every set of the fields that has messages. What sets have in common at their start, mostly the
  /// messages, is hashed once for all of them.
  private struct Search {
    private let hash: String
    /// The fields that there are, with what each adds to the canonical text.
    private var parts: [(field: String, text: [UInt8])] = []
    private(set) var found: [String]?

    init(_ request: JSONValue, _ hash: String) {
      self.hash = hash
      for field in fields {
        let isNeeded = field == "messages" || field == "temperature"
        var text: [UInt8] = []
        guard isNeeded || request.member(field) != nil,
          (try? RequestKey.append(field, of: request, nil, to: &text)) != nil
        else { continue }
        parts.append((field, text))
      }
    }

    mutating func run() {
      var start = SHA256()
      start.update([UInt8(ascii: "{")])
      go(on: 0, [], start)
    }

    private mutating func go(on position: Int, _ chosen: [String], _ state: SHA256) {
      guard position < parts.count else {
        var state = state
        state.update([UInt8(ascii: "}")])
        if SHA256.hex(state.finish()) == hash, found.map({ chosen.count < $0.count }) ?? true {
          found = chosen
        }
        return
      }
      let (field, text) = parts[position]
      if field != "messages" { go(on: position + 1, chosen, state) }
      var state = state
      if !chosen.isEmpty { state.update(Array(", ".utf8)) }
      state.update(text)
      go(on: position + 1, chosen + [field], state)
    }
  }
}
