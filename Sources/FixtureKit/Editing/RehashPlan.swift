import LLMWire
import LosslessJSON

/// New hashes for the interactions of a file, worked out before anything is written.
package struct RehashPlan: Sendable {
  /// One interaction that is to change.
  package struct Entry: Sendable {
    /// In the file, from 0.
    package let position: Int
    package let old: String
    package let new: String
    /// Why they differ.
    package let reason: String
    /// Positions of others that would have the same hash for the same endpoint and kind of answer.
    package fileprivate(set) var collisions: [Int] = []
    /// What the member `match_on` is to be; nil to go without.
    fileprivate let matchFields: [String]?
  }

  /// What becomes of interactions that would have one hash.
  package enum Collisions: String, CaseIterable, Sendable {
    /// They stay as they are.
    case refuse
    case keepFirst = "keep-first"
    case keepLast = "keep-last"
    case keepAll = "keep-all"
  }

  package let path: String
  private let index: FileIndex
  package private(set) var entries: [Entry] = []
  /// Interactions whose key cannot be told, and why.
  package private(set) var skipped: [(position: Int, reason: String)] = []

  /// - Parameters:
  ///   - rules: the match fields that the library has for the file.
  ///   - matchFields: those to use instead, which the interactions will then say.
  package init(
    _ path: String, _ index: FileIndex, _ rules: MatchRules, matchFields: [String]? = nil
  ) throws(FixtureError) {
    self.path = path
    self.index = index
    var groups: [Identity: [Int]] = [:]
    for position in 0..<index.count {
      let interaction = try FixtureReader.interaction(position, of: index, at: path)
      let entry = entry(position, interaction, rules, matchFields)
      if let entry { entries.append(entry) }
      let identity = Identity(
        hash: entry?.new ?? interaction.hash ?? "", endpoint: interaction.endpoint,
        isStreamed: interaction.isStreamed)
      groups[identity, default: []].append(position)
    }
    let byPosition = Dictionary(
      uniqueKeysWithValues: groups.values.filter { $0.count > 1 }.flatMap { group in
        group.map { ($0, group) }
      })
    for number in entries.indices where entries[number].old != entries[number].new {
      let position = entries[number].position
      entries[number].collisions = byPosition[position, default: []].filter { $0 != position }
    }
  }

  /// What two interactions share when only one of them can be replayed.
  private struct Identity: Hashable {
    let hash: String
    let endpoint: Endpoint?
    let isStreamed: Bool
  }

  private mutating func entry(
    _ position: Int, _ interaction: Interaction, _ rules: MatchRules, _ matchFields: [String]?
  ) -> Entry? {
    guard let matchFields else {
      switch interaction.keyState(rules) {
      case .matches: return nil
      case .unverifiable(let reason):
        skipped.append((position, reason))
        return nil
      case .mismatch(let computed):
        let reason =
          UsualMatchFields.explaining(interaction).map {
            "it was made over \($0.joined(separator: ", "))"
          } ?? "the request has changed since"
        return Entry(
          position: position, old: interaction.hash ?? "", new: computed.hex, reason: reason,
          matchFields: interaction.matchFields)
      }
    }
    let endpoint = interaction.endpoint
    guard let request = interaction.request, let old = interaction.hash else {
      skipped.append((position, "no request or no hash"))
      return nil
    }
    do {
      let key = try RequestKey(of: request, matchFields: matchFields, endpoint: endpoint)
      let usual = rules.fields(for: endpoint) ?? (endpoint ?? .messages).defaultMatchFields
      let said = Set(matchFields) == Set(usual) ? nil : matchFields
      guard key.hex != old || said != interaction.matchFields else { return nil }
      return Entry(
        position: position, old: old, new: key.hex,
        reason: "match_on \(matchFields.joined(separator: ", "))", matchFields: said)
    } catch {
      skipped.append((position, "\(error)"))
      return nil
    }
  }

  /// What the plan makes of the file; nil where it changes nothing.
  package func fileChange(_ collisions: Collisions) throws(FixtureError) -> FileChange? {
    var edit = try FixtureEdit(path, index)
    var removed: Set<Int> = []
    for entry in entries where !entry.collisions.isEmpty {
      let group = (entry.collisions + [entry.position]).sorted()
      switch collisions {
      case .keepFirst: removed.formUnion(group.dropFirst())
      case .keepLast: removed.formUnion(group.dropLast())
      case .refuse, .keepAll: break
      }
    }
    var isEmpty = removed.isEmpty
    for position in removed.sorted() { edit.remove(position) }
    for entry in entries where !removed.contains(entry.position) {
      if collisions == .refuse, !entry.collisions.isEmpty { continue }
      isEmpty = false
      try edit.change(entry.position) { interaction, edit in
        if entry.old != entry.new {
          edit.set("hash", to: JSONLiteral.string(entry.new).value, in: interaction.object)
        }
        if entry.matchFields != interaction.matchFields {
          edit.setMatchFields(entry.matchFields, of: interaction)
        }
      }
    }
    return isEmpty ? nil : try edit.fileChange()
  }
}
