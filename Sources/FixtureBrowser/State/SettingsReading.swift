package import FixtureKit

/// What the library's settings file says of the files of one reading.
package struct SettingsReading: Sendable {
  /// The match fields for each file, in the order of the listing; none at all where the settings have
  /// none for any.
  let rules: [MatchRules]
  /// Why the settings are not used.
  let problem: FixtureError?
  /// What in them means nothing.
  let notes: [String]

  package init(rules: [MatchRules] = [], problem: FixtureError? = nil, notes: [String] = []) {
    self.rules = rules
    self.problem = problem
    self.notes = notes
  }
}
