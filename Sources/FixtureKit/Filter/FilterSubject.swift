import LLMWire
import LosslessJSON

/// What a filter is asked about, with as much as is known so far.
package struct FilterSubject: Sendable {
  /// The file's path relative to the library.
  package var file: String
  /// Nil for a file as a whole: one that is broken, empty or not read yet.
  package var summary: IndexedInteraction?
  package var isBroken: Bool
  /// The interaction itself, where it has been read.
  package var content: Interaction?
  /// What a check of the whole file found, where there was one.
  package var findings: InteractionFindings?

  package init(
    file: String, summary: IndexedInteraction? = nil, isBroken: Bool = false,
    content: Interaction? = nil, findings: InteractionFindings? = nil
  ) {
    self.file = file
    self.summary = summary
    self.isBroken = isBroken
    self.content = content
    self.findings = findings
  }
}

extension Filter {
  /// What must be known of an interaction before a filter can be decided.
  package struct Needs: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// ``FilterSubject/content``
    package static let content = Needs(rawValue: 1)
    /// ``FilterSubject/findings``
    package static let findings = Needs(rawValue: 2)
  }

  /// Whether the subject passes, or what must be looked up first. Three-valued logic: a condition
  /// that is decided either way spares reading the rest.
  package enum Verdict: Hashable, Sendable {
    case passes, fails
    case needs(Needs)
  }

  /// - Parameter now: the moment ages are counted to.
  package func verdict(on subject: FilterSubject, now: Timestamp) -> Verdict {
    switch self {
    case .all: return .passes
    case .and(let conditions):
      return Self.combine(conditions, stopAt: .fails) { $0.verdict(on: subject, now: now) }
    case .or(let choices):
      return Self.combine(choices, stopAt: .passes) { $0.verdict(on: subject, now: now) }
    case .not(let inner):
      switch inner.verdict(on: subject, now: now) {
      case .passes: return .fails
      case .fails: return .passes
      case .needs(let needs): return .needs(needs)
      }
    case .word(let pattern): return subject.verdict(word: pattern)
    case .text(let field, let patterns): return subject.verdict(field, patterns)
    case .number(let field, let tests): return subject.verdict(field, tests, now)
    case .state(let states):
      return Self.combine(states, stopAt: .passes) { subject.verdict($0) }
    case .path(let test): return subject.verdict(test)
    }
  }

  private static func combine<Condition>(
    _ conditions: some Collection<Condition>, stopAt decisive: Verdict,
    _ verdict: (Condition) -> Verdict
  ) -> Verdict {
    var missing: Needs = []
    for condition in conditions {
      switch verdict(condition) {
      case decisive: return decisive
      case .needs(let needs): missing.formUnion(needs)
      case .passes, .fails: break
      }
    }
    if !missing.isEmpty { return .needs(missing) }
    return decisive == .passes ? .fails : .passes
  }
}

extension FilterSubject {
  private static func decided(_ passes: Bool) -> Filter.Verdict { passes ? .passes : .fails }

  fileprivate func verdict(word pattern: TextPattern) -> Filter.Verdict {
    if pattern.matches(file) { return .passes }
    guard let summary else { return .fails }
    if pattern.isPrefix(of: summary.hash) || pattern.matches(summary.model)
      || pattern.findsInParts && pattern.matches(summary.preview)
    {
      return .passes
    }
    return verdictOnContent { Self.texts(of: $0.promptTurns).contains(where: pattern.matches) }
  }

  fileprivate func verdict(
    _ field: Filter.TextField, _ patterns: [TextPattern]
  ) -> Filter.Verdict {
    func any(_ text: String) -> Bool { patterns.contains { $0.matches(text) } }
    // A glob may mean the path or just the name.
    let name = file.lastIndex(of: "/").map { String(file[file.index(after: $0)...]) } ?? file
    let namePasses = any(file) || any(name)
    guard let summary else { return Self.decided(field == .file && namePasses) }
    switch field {
    case .file: return Self.decided(namePasses)
    case .model: return Self.decided(any(summary.model))
    case .provider: return Self.decided(any(summary.provider ?? ""))
    case .endpoint: return Self.decided(any(summary.endpoint?.description ?? ""))
    case .hash: return Self.decided(patterns.contains { $0.isPrefix(of: summary.hash) })
    case .req:
      return verdictOnContent { $0.request?.containsText(any) == true }
    case .resp:
      return verdictOnContent {
        $0.answer?.containsText(any) == true || $0.streamEvents?.containsText(any) == true
      }
    case .prompt:
      let preview = summary.preview
      if patterns.contains(where: { $0.findsInParts && $0.matches(preview) }) { return .passes }
      return verdictOnContent { Self.texts(of: $0.promptTurns).contains(where: any) }
    case .tool:
      return verdictOnContent { $0.toolNames.contains(where: any) }
    case .role:
      return verdictOnContent { interaction in
        (interaction.promptTurns + interaction.replyTurns).contains { any($0.role.description) }
      }
    }
  }

  fileprivate func verdict(
    _ field: Filter.NumberField, _ tests: [Filter.NumberTest], _ now: Timestamp
  ) -> Filter.Verdict {
    guard let summary else { return .fails }
    func any(_ number: Int?) -> Bool {
      guard let number else { return false }
      return tests.contains { $0.range.contains(number) }
    }
    switch field {
    case .size: return Self.decided(any(summary.size))
    case .age: return Self.decided(any(summary.timestamp.map { now.seconds - $0.seconds }))
    case .date: return Self.decided(any(summary.timestamp?.seconds))
    case .status: return verdictOnContent { any($0.status) }
    case .tokens: return verdictOnContent { any($0.totalTokens) }
    }
  }

  fileprivate func verdict(_ state: Filter.StateName) -> Filter.Verdict {
    guard let summary else { return Self.decided(state == .invalid && isBroken) }
    switch state {
    case .stream: return Self.decided(summary.isStreamed)
    case .invalid: return Self.decided(!summary.problem.isEmpty)
    case .mismatch:
      return findings.map { Self.decided($0.contains(.mismatch)) } ?? .needs(.findings)
    case .duplicate:
      return findings.map { Self.decided($0.contains(.duplicate)) } ?? .needs(.findings)
    case .tool: return verdictOnContent { !$0.toolNames.isEmpty }
    case .error:
      return verdictOnContent { interaction in
        interaction.status >= 400 || interaction.reply?.error != nil
          || (interaction.assembledMessage?.problems ?? []).contains { $0.isError }
      }
    }
  }

  fileprivate func verdict(_ test: JSONPathTest) -> Filter.Verdict {
    guard summary != nil else { return .fails }
    return verdictOnContent { interaction in
      [interaction.object, interaction.request, interaction.answer].contains { root in
        root.map { test.path.values(in: $0).contains(where: test.comparison.holds) } ?? false
      }
    }
  }

  private func verdictOnContent(_ test: (Interaction) -> Bool) -> Filter.Verdict {
    content.map { Self.decided(test($0)) } ?? .needs(.content)
  }

  private static func texts(of turns: [Turn]) -> [String] {
    turns.flatMap(\.parts).compactMap(\.searchableText)
  }
}

extension StreamProblem {
  fileprivate var isError: Bool {
    if case .error = self { true } else { false }
  }
}

extension JSONPathTest.Comparison {
  fileprivate func holds(for value: JSONValue) -> Bool {
    switch self {
    case .exists: true
    case .greater(let bound): value.double.map { $0 > bound } ?? false
    case .less(let bound): value.double.map { $0 < bound } ?? false
    case .atLeast(let bound): value.double.map { $0 >= bound } ?? false
    case .atMost(let bound): value.double.map { $0 <= bound } ?? false
    case .equal(let pattern, let number):
      pattern.matches(value.string ?? value.sourceText)
        || number.map { value.isNumber($0) } == true
    }
  }
}

extension JSONValue {
  /// Whether this is a number of that value. Of integers too long for a double only the spelling tells.
  fileprivate func isNumber(_ number: Double) -> Bool {
    double == number && (kind != .integer || number.magnitude < 0x1p53)
  }

  /// Whether a key, a string (decoded) or another scalar (as it is spelled) passes `test`.
  fileprivate func containsText(_ test: (String) -> Bool) -> Bool {
    (id..<id + subtreeSize).contains { document.text(ofNode: $0).map(test) ?? false }
  }
}

extension Part {
  /// What a person would look for in this part.
  fileprivate var searchableText: String? {
    switch self {
    case .text(let text), .thinking(let text), .refusal(let text): text
    case .toolCall(let name, _, let arguments):
      name + " " + (arguments.string ?? arguments.sourceText)
    case .toolResult(_, let text, _): text
    case .media(_, _, .url(let url)): url
    case .media(_, _, .file(let id)): id
    case .media(_, _, .inline): nil
    case .other(_, let value): value.sourceText
    }
  }
}
