import LLMWire
import LosslessJSON

/// What a check of a whole file says of one of its interactions.
package struct InteractionFindings: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The stored hash is not the key of the stored request.
  package static let mismatch = InteractionFindings(rawValue: 1)
  /// Same endpoint, hash, match fields, status, stream kind and whole request as an earlier interaction
  /// of the file.
  package static let duplicate = InteractionFindings(rawValue: 2)
  /// A duplicate that is the earlier one in all but the time: nothing is lost with it.
  package static let copy = InteractionFindings(rawValue: 8)
  /// Members that the key needs are missing.
  package static let unverifiable = InteractionFindings(rawValue: 4)
}

/// Checks what only the whole of a file tells. Reads every interaction once.
package enum FileChecker {
  /// Findings for each interaction of the indexed file, in order.
  /// - Parameter rules: the match fields that the library has for the file.
  package static func findings(
    of index: FileIndex, at path: String, _ rules: MatchRules = MatchRules()
  ) throws(FixtureError) -> [InteractionFindings] {
    let file = try ReadableFile(path)
    guard try file.stamp() == index.stamp else { throw .changed(path: path) }
    var findings: [InteractionFindings] = []
    findings.reserveCapacity(index.count)
    let repeated = repeatedHashes(in: index)
    var seen: [Identity: Set<[UInt8]>] = [:]
    for position in 0..<index.count {
      let bytes = try file.bytes(index[position].range)
      guard let interaction = try? Interaction(bytes, fileProvider: index.provider) else {
        throw .changed(path: path)
      }
      var found: InteractionFindings = []
      switch interaction.keyState(rules) {
      case .matches: break
      case .mismatch: found.insert(.mismatch)
      case .unverifiable: found.insert(.unverifiable)
      }
      // One that cannot be replayed takes no other's place.
      if !rules.keepsRepeats, let hash = interaction.hash, repeated.contains(hash),
        index[position].faults.isEmpty, interaction.replayRemark == nil
      {
        let identity = Identity(interaction, hash: hash)
        let answer = SHA256.digest(of: interaction.timelessText)
        if let answers = seen[identity] {
          found.insert(.duplicate)
          if answers.contains(answer) { found.insert(.copy) }
        }
        seen[identity, default: []].insert(answer)
      }
      findings.append(found)
    }
    guard try file.stamp() == index.stamp else { throw .changed(path: path) }
    return findings
  }

  private static func repeatedHashes(in index: FileIndex) -> Set<String> {
    var seen: Set<String> = []
    var repeated: Set<String> = []
    for position in 0..<index.count {
      let hash = index[position].hash
      if !seen.insert(hash).inserted { repeated.insert(hash) }
    }
    return repeated
  }

  /// What two interactions must share for the later one to be a duplicate.
  private struct Identity: Hashable {
    let hash: String
    let endpoint: Endpoint?
    let isStreamed: Bool
    let matchFields: [String]?
    let status: Int
    /// The whole request as canonical text.
    let request: [UInt8]

    init(_ interaction: Interaction, hash: String) {
      self.hash = hash
      endpoint = interaction.endpoint
      isStreamed = interaction.isStreamed
      matchFields = interaction.matchFields
      status = interaction.status
      request = interaction.request.map { PythonJSON.sorted($0) } ?? []
    }
  }
}

extension Interaction {
  /// All of it but when it was recorded, as canonical text.
  fileprivate var timelessText: [UInt8] {
    let names = Set(object.members.map(\.name)).subtracting(["recorded_at"]).sorted()
    return names.flatMap { name in
      Array(name.utf8) + [0x0a] + (object.member(name).map { PythonJSON.sorted($0) } ?? [])
    }
  }
}
