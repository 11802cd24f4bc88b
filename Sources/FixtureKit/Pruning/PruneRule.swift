/// A reason for which an interaction, or a whole file, may go.
package enum PruneRule: String, CaseIterable, Sendable {
  /// No complete run of the tests used it.
  case unused
  case old
  /// An earlier interaction of the file answers the same request.
  case duplicate
  /// The provider has taken the model out of service.
  case retired
  /// The hash is not that of the request, so that no request finds it.
  case mismatch
  /// No source file names the fixture file.
  case orphan
}

/// What may go, and why.
package struct PruneCandidate: Sendable {
  /// In the file, from 0; nil for the whole file.
  package let position: Int?
  /// At least one, in the order of ``PruneRule``.
  package let reasons: [Reason]

  package struct Reason: Hashable, Sendable {
    package let rule: PruneRule
    /// What shows it: `not used by the run of 2026-11-20 09:14`.
    package let evidence: String
  }
}
