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
    /// Positions of the first of those that would have the same hash for the same endpoint and kind of
    /// answer.
    package fileprivate(set) var collisions: [Int] = []
    /// How many there are.
    package fileprivate(set) var collisionCount = 0
    /// What the member `match_on` is to be; nil to go without.
    fileprivate let matchFields: [String]?

    fileprivate var changesHash: Bool { old != new }
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
  /// What each interaction goes by now; nil for one that cannot be replayed, which is in nobody's way.
  private var identities: [Identity?] = []
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
    for position in 0..<index.count {
      let interaction = try FixtureReader.interaction(position, of: index, at: path)
      if let entry = entry(position, interaction, rules, matchFields) { entries.append(entry) }
      let isReplayed = index[position].faults.isEmpty && interaction.replayRemark == nil
      identities.append(
        isReplayed
          ? Identity(
            hash: index[position].hash, endpoint: interaction.endpoint,
            isStreamed: interaction.isStreamed) : nil)
    }
    findCollisions()
  }

  /// Who stays keeps the hash it has, which may be what another one would get: so it goes on until no
  /// more have to stay.
  private mutating func findCollisions() {
    var numbers: [Int: Int] = [:]
    for number in entries.indices where entries[number].changesHash {
      numbers[entries[number].position] = number
    }
    var groups = groups()
    // The first comes first, so that it is always the same that is told.
    var pending = groups.values.filter { $0.count > 1 }.flatMap(\.self).sorted(by: >)
    var staying: Set<Int> = []
    while let position = pending.popLast() {
      guard let number = numbers[position], let wanted = wanted(entries[number]),
        let group = groups[wanted], group.count > 1, staying.insert(position).inserted
      else { continue }
      // Where they are many, a few tell enough.
      entries[number].collisions = Array(group.lazy.filter { $0 != position }.prefix(4))
      entries[number].collisionCount = group.count - 1
      // It takes up what it goes by now.
      guard let kept = identities[position] else { continue }
      groups[kept, default: []].append(position)
      pending += groups[kept, default: []]
    }
  }

  /// Positions, in order, by what the interactions go by once all have changed.
  private func groups() -> [Identity: [Int]] {
    var wanted = identities
    for entry in entries { wanted[entry.position]?.hash = entry.new }
    var groups: [Identity: [Int]] = [:]
    for (position, identity) in wanted.enumerated() {
      if let identity { groups[identity, default: []].append(position) }
    }
    return groups
  }

  private func wanted(_ entry: Entry) -> Identity? {
    var identity = identities[entry.position]
    identity?.hash = entry.new
    return identity
  }

  /// What two interactions share when only one of them can be replayed.
  private struct Identity: Hashable {
    var hash: String
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

  /// What the plan makes of the file.
  /// - Returns: how many interactions change and what that makes of the file; nil where none does.
  package func fileChange(
    _ collisions: Collisions
  ) throws(FixtureError) -> (changed: Int, FileChange)? {
    var edit = try FixtureEdit(path, index)
    let removed = removals(collisions)
    for position in removed.sorted() { edit.remove(position) }
    var changed = 0
    for entry in entries where !removed.contains(entry.position) {
      if collisions == .refuse, !entry.collisions.isEmpty { continue }
      changed += 1
      try edit.change(entry.position) { interaction, edit in
        if entry.changesHash {
          edit.set("hash", to: JSONLiteral.string(entry.new).value, in: interaction.object)
        }
        if entry.matchFields != interaction.matchFields {
          edit.setMatchFields(entry.matchFields, of: interaction)
        }
      }
    }
    return changed == 0 && removed.isEmpty ? nil : (changed, try edit.fileChange())
  }

  /// Positions of what goes. Of those that would share a hash the first stays, or the last; others go. Interactions that shared
  /// one before, and do not change, are left alone among themselves.
  package func removals(_ collisions: Collisions) -> Set<Int> {
    guard collisions == .keepFirst || collisions == .keepLast else { return [] }
    let changing = Set(entries.filter(\.changesHash).map(\.position))
    var removed: Set<Int> = []
    for group in groups().values {
      guard let kept = collisions == .keepFirst ? group.first : group.last else { continue }
      let others = group.filter { $0 != kept }
      // One that has the hash already gives way only to one that takes it.
      removed.formUnion(changing.contains(kept) ? others : others.filter(changing.contains))
    }
    return removed
  }
}
