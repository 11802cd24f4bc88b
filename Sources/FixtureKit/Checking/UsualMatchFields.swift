import LLMWire
import LosslessJSON

/// Match fields that people choose, to tell what a hash was made over.
package enum UsualMatchFields {
  /// Members that tests match on or leave out, beside model and messages.
  private static let optional = [
    "temperature", "system", "tools", "max_tokens", "tool_choice", "response_format", "stream",
  ]

  /// The fewest fields over which the key of the request is the stored hash; nil where none of the usual
  /// sets gives it. A member that the request lacks tells nothing, and is in none.
  package static func explaining(_ interaction: Interaction) -> [String]? {
    guard let request = interaction.request, let hash = interaction.hash else { return nil }
    let present = optional.filter { $0 == "temperature" || request.member($0) != nil }
    let names = request.members.map(\.name)
    var sets = (0..<1 << present.count).flatMap { bits -> [[String]] in
      let chosen = present.indices.filter { bits >> $0 & 1 == 1 }.map { present[$0] }
      return [["model", "messages"] + chosen, ["messages"] + chosen]
    }
    sets.sort { $0.count < $1.count }
    sets += [names, ["$body"], ["$method", "$path", "$body"], ["model", "input"]]
    return sets.first { fields in
      let key = try? RequestKey(
        of: request, matchFields: fields, endpoint: interaction.endpoint)
      return key?.hex == hash
    }
  }
}
