/// Looks for what may go.
package struct PruneSearch: Sendable {
  private let rules: Set<PruneRule>
  private let now: Timestamp
  private let oldAfter: Int?
  private let usage: UsageLog?
  private let references: ReferenceSearch?
  private let retiredModels: RetiredModels

  /// - Parameters:
  ///   - oldAfter: how many seconds a recording must be old to go, whatever the library's settings say.
  ///   - usage: without it nothing is found unused.
  ///   - references: without it, or where it read no file, nothing is an orphan.
  package init(
    _ rules: Set<PruneRule>, now: Timestamp, oldAfter: Int? = nil, usage: UsageLog? = nil,
    references: ReferenceSearch? = nil, retiredModels: RetiredModels = .known
  ) {
    self.rules = rules
    self.now = now
    self.oldAfter = oldAfter
    self.usage = usage
    self.references = references
    self.retiredModels = retiredModels
  }

  /// The seconds that an age such as `180d` stands for; nil for what is none.
  package static func seconds(ofAge spelling: String) -> Int? {
    NumberUnit.range(of: Substring(spelling), .age, isRounded: false)?.lowerBound
  }

  /// What of a file may go, in its order. What is protected is left out, and what the Python package
  /// cannot read is nobody's to judge.
  package func candidates(
    in path: String, _ index: FileIndex, _ library: Library
  ) throws(FixtureError) -> [PruneCandidate] {
    let names = Self.names(of: path, in: library.root)
    let settings = library.settings
    func isProtected(_ hash: String) -> Bool { names.contains { settings.protects($0, hash) } }
    if names.contains(where: settings.protects) { return [] }
    if rules.contains(.orphan), let references, references.searchedFiles > 0,
      !names.contains(where: references.names),
      !(0..<index.count).contains(where: { isProtected(index[$0].hash) })
    {
      let count = Formats.count(references.searchedFiles, "file")
      return [
        PruneCandidate(
          position: nil,
          reasons: [.init(rule: .orphan, evidence: "no string in \(count) names it")])
      ]
    }
    let findings =
      rules.isDisjoint(with: [.duplicate, .mismatch])
      ? nil : try FileChecker.findings(of: index, at: path, library.rules(for: path))
    var candidates: [PruneCandidate] = []
    // One whose twin goes is not answered by it any more.
    var going: Set<String> = []
    for position in 0..<index.count {
      let interaction = index[position]
      guard interaction.faults.isEmpty, !isProtected(interaction.hash) else { continue }
      var found = findings?[position] ?? []
      if going.contains(interaction.hash) { found.remove(.duplicate) }
      if rules.contains(.mismatch), found.contains(.mismatch),
        UsualMatchFields.explaining(
          try FixtureReader.interaction(position, of: index, at: path)) != nil
      {
        // Its hash is right, over other match fields, which verify --fix writes down.
        found.remove(.mismatch)
      }
      let reasons = reasons(interaction, in: names, found, settings: settings)
      guard !reasons.isEmpty else { continue }
      if reasons.contains(where: { $0.rule != .duplicate }) { going.insert(interaction.hash) }
      candidates.append(PruneCandidate(position: position, reasons: reasons))
    }
    return candidates
  }

  /// What a file is called in its library: by its own name, and by that of what a link leads to.
  private static func names(of path: String, in root: LibraryRoot) -> [String] {
    [try? RealPath.ofNew(path), try? RealPath.of(path)].compactMap { $0.map(root.relative) }
  }

  private func reasons(
    _ interaction: IndexedInteraction, in names: [String], _ findings: InteractionFindings,
    settings: LibrarySettings
  ) -> [PruneCandidate.Reason] {
    PruneRule.allCases.filter(rules.contains).compactMap { rule in
      let evidence: String? =
        switch rule {
        case .unused: unusedEvidence(interaction, in: names)
        case .old: oldEvidence(interaction, settings)
        case .duplicate:
          findings.contains(.duplicate) ? "an earlier one answers the same request" : nil
        case .retired: retiredEvidence(interaction, settings)
        case .mismatch:
          findings.contains(.mismatch) ? "the hash is not that of the request" : nil
        case .orphan: nil
        }
      return evidence.map { PruneCandidate.Reason(rule: rule, evidence: $0) }
    }
  }

  private func unusedEvidence(_ interaction: IndexedInteraction, in names: [String]) -> String? {
    let (hash, recorded) = (interaction.hash, interaction.timestamp)
    guard let usage, let run = usage.completeRuns.last,
      names.allSatisfy({ usage.isUnused(hash, in: $0, recordedAt: recorded) })
    else { return nil }
    let last = names.compactMap { usage.use(of: hash, in: $0)?.last }.max()?.dayText
    return "not used by the run of \(run.started.minuteText)"
      + (last.map { ", last used \($0)" } ?? "")
  }

  private func oldEvidence(
    _ interaction: IndexedInteraction, _ settings: LibrarySettings
  ) -> String? {
    guard let recorded = interaction.timestamp else { return nil }
    let days = settings.oldAfterDays ?? LibrarySettings.usualOldAfterDays
    guard recorded.seconds < now.seconds - (oldAfter ?? days * 86_400) else { return nil }
    return "recorded \(recorded.dayText), \(Formats.age(of: recorded, at: now)) ago"
  }

  private func retiredEvidence(
    _ interaction: IndexedInteraction, _ settings: LibrarySettings
  ) -> String? {
    let model = interaction.model
    guard let day = settings.retiredModels[model] ?? retiredModels[model], day <= now else {
      return nil
    }
    return "\(model) was retired \(day.dayText)"
  }
}
