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
    let file = library.root.relative((try? RealPath.of(path)) ?? path)
    let settings = library.settings
    if settings.protects(file) { return [] }
    if rules.contains(.orphan), let references, references.searchedFiles > 0,
      !references.names(file),
      !(0..<index.count).contains(where: { settings.protects(file, index[$0].hash) })
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
    return (0..<index.count).compactMap { position in
      let interaction = index[position]
      guard interaction.faults.isEmpty, !settings.protects(file, interaction.hash) else {
        return nil
      }
      let reasons = reasons(
        interaction, in: file, findings?[position] ?? [], settings: settings)
      return reasons.isEmpty ? nil : PruneCandidate(position: position, reasons: reasons)
    }
  }

  private func reasons(
    _ interaction: IndexedInteraction, in file: String, _ findings: InteractionFindings,
    settings: LibrarySettings
  ) -> [PruneCandidate.Reason] {
    PruneRule.allCases.filter(rules.contains).compactMap { rule in
      let evidence: String? =
        switch rule {
        case .unused: unusedEvidence(interaction, in: file)
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

  private func unusedEvidence(_ interaction: IndexedInteraction, in file: String) -> String? {
    guard let usage,
      usage.isUnused(interaction.hash, in: file, recordedAt: interaction.timestamp),
      let run = usage.completeRuns.last
    else { return nil }
    let last = usage.use(of: interaction.hash, in: file)?.last.dayText
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
    guard let date = settings.retiredModels[model] ?? retiredModels.date(of: model), date <= now
    else { return nil }
    return "\(model) was retired \(date.dayText)"
  }
}
