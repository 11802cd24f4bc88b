/// Decides a filter for the interactions of one file, reading only what it must.
package struct FilterJudge {
  private let filter: Filter
  private let index: FileIndex
  private let name: String
  private let path: String
  private let now: Timestamp
  private let rules: MatchRules
  private var findings: [InteractionFindings]?

  /// - Parameters:
  ///   - name: the file's name as filters see it, relative to the library.
  ///   - path: where to read it.
  ///   - rules: the match fields that the library has for the file.
  ///   - findings: what a check of the file has found, where there was one already.
  package init(
    _ filter: Filter, index: FileIndex, name: String, path: String, now: Timestamp,
    rules: MatchRules = MatchRules(), findings: [InteractionFindings]? = nil
  ) {
    self.filter = filter
    self.index = index
    self.name = name
    self.path = path
    self.now = now
    self.rules = rules
    self.findings = findings
  }

  /// Whether the interaction at a position passes.
  package mutating func passes(_ position: Int) throws(FixtureError) -> Bool {
    var subject = FilterSubject(
      file: name, summary: index[position], findings: findings?[position])
    while true {
      switch filter.verdict(on: subject, now: now) {
      case .passes: return true
      case .fails: return false
      case .needs(let needs):
        if needs.contains(.findings) {
          if findings == nil { findings = try FileChecker.findings(of: index, at: path, rules) }
          subject.findings = findings?[position]
        }
        if needs.contains(.content) {
          subject.content = try FixtureReader.interaction(position, of: index, at: path)
        }
      }
    }
  }
}
