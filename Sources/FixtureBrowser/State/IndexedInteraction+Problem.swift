import FixtureKit

extension IndexedInteraction {
  /// A word or two for what is wrong with it; nil for nothing.
  /// - Parameter findings: what a check of its file has found of it.
  func problem(with findings: InteractionFindings) -> String? {
    if !problem.isEmpty { return problem }
    if findings.contains(.mismatch) { return "hash mismatch" }
    if findings.contains(.duplicate) { return "duplicate" }
    if traits.contains(.loneSurrogate) { return "half a surrogate pair" }
    if traits.contains(.nonFiniteNumber) { return "NaN or Infinity" }
    return nil
  }
}
