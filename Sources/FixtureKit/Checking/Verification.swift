import LLMWire
import LosslessJSON

/// Something about a fixture file that a person should look at.
package struct VerificationFinding: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case unreadable
    case syntax
    case conflictMarker = "conflict-marker"
    case schema
    case mismatch
    case duplicate
    case loneSurrogate = "lone-surrogate"
    case nan
    case secret
    /// Nothing wrong is known; it only cannot be told.
    case unverifiable

    /// Whether a check that finds it has failed.
    package var isFailure: Bool { self != .unverifiable }
  }

  package let kind: Kind
  /// Position in the file, from 0; nil for the file as a whole.
  package let position: Int?
  /// In the file, from 1.
  package internal(set) var line: Int
  package let sentence: String
  package let fix: Fix?
  fileprivate var offset = 0

  /// What can be done about it without losing anything.
  package enum Fix: Hashable, Sendable {
    /// The interaction can never be replayed: an earlier one answers the same request, in the same way.
    case removeDuplicate
    /// The hash is right for these match fields; the interaction does not say so.
    case recordMatchFields([String])
  }
}

/// Looks for everything that can be wrong with a fixture file.
package enum Verification {
  /// Findings in the order of the file.
  /// - Parameters:
  ///   - rules: the match fields that the library has for the file.
  ///   - isNamed: whether a person says that it is a fixture file.
  package static func findings(
    of path: String, _ state: FileState, _ rules: MatchRules, _ scanner: SecretScanner,
    isNamed: Bool = false
  ) -> [VerificationFinding] {
    switch state {
    case .pending: return []
    case .notAFixture(let reason):
      return isNamed ? [finding(.schema, "no fixture file: \(reason)")] : []
    case .broken(let error): return findings(of: error, path)
    case .indexed(let index):
      do throws(FixtureError) {
        return try findings(of: index, path, rules, scanner)
      } catch { return findings(of: error, path) }
    }
  }

  // MARK: - Files that cannot be read

  private static func findings(of error: FixtureError, _ path: String) -> [VerificationFinding] {
    guard case .syntax(_, let syntax) = error else { return [finding(.unreadable, error.reason)] }
    // A line like that cannot be in good JSON, so it explains the error.
    let markers = (try? conflictMarkers(in: path)) ?? []
    if !markers.isEmpty {
      return markers.map {
        finding(
          .conflictMarker, line: $0, "git left a conflict here: choose a side, or both interactions"
        )
      }
    }
    let isEmpty = (try? FileStamp(at: path))??.size == 0
    return [
      finding(
        .syntax, line: syntax.line,
        isEmpty ? "the file is empty" : "column \(syntax.column): \(syntax.problem)")
    ]
  }

  private static func conflictMarkers(in path: String) throws(FixtureError) -> [Int] {
    let lines = try ReadableFile(path).wholeContent()
      .split(separator: 0x0a, omittingEmptySubsequences: false)
    func numbers(_ isMarker: (ArraySlice<UInt8>) -> Bool) -> [Int] {
      lines.indices.filter { isMarker(lines[$0]) }.map { $0 + 1 }
    }
    let starts = numbers { $0.starts(with: "<<<<<<< ".utf8) }
    // Of a conflict that was half resolved, what is left.
    return starts.isEmpty
      ? numbers { line in
        let line = line.last == 0x0d ? line.dropLast() : line
        return line.starts(with: ">>>>>>> ".utf8) || line.elementsEqual("=======".utf8)
      } : starts
  }

  // MARK: - Files that can

  private static func findings(
    of index: FileIndex, _ path: String, _ rules: MatchRules, _ scanner: SecretScanner
  ) throws(FixtureError) -> [VerificationFinding] {
    var findings = index.faults.map { finding(.schema, $0) }
    findings += try findingsOutside(index, path, scanner)
    let checked = try FileChecker.findings(of: index, at: path, rules)
    for position in 0..<index.count {
      let bytes = try FixtureReader.bytes(index[position].range, of: index, at: path)
      let document: JSONDocument
      do throws(JSONSyntaxError) {
        document = try JSONDocument(bytes)
      } catch { throw .changed(path: path) }
      let interaction = Interaction(object: document.root, fileProvider: index.provider)
      let start = index[position].range.lowerBound
      func add(
        _ kind: VerificationFinding.Kind, at offset: Int = 0, _ sentence: String,
        _ fix: VerificationFinding.Fix? = nil
      ) {
        findings.append(
          finding(kind, position: position, offset: start + offset, sentence, fix))
      }
      if !index[position].faults.isEmpty { add(.schema, index[position].faults.description) }
      if let remark = interaction.replayRemark { add(.schema, remark) }
      for problem in interaction.ownMemberProblems { add(.schema, problem) }
      for (offset, sentence) in document.root.repeatedMembers {
        add(.schema, at: offset, sentence)
      }
      if checked[position].contains(.mismatch) {
        let (sentence, fix) = mismatch(interaction, rules)
        add(.mismatch, sentence, fix)
      }
      if case .unverifiable(let reason) = interaction.keyState(rules),
        index[position].faults.isEmpty
      {
        add(
          .unverifiable,
          "the hash cannot be checked: \(reason)"
            + " (the Python package drops that when it saves)")
      }
      if checked[position].contains(.duplicate) {
        let isCopy = checked[position].contains(.copy)
        add(
          .duplicate,
          "an earlier interaction answers the same request"
            + (isCopy ? "" : ", otherwise: 'llm-mock prune --duplicate' takes this one out"),
          isCopy ? .removeDuplicate : nil)
      }
      // The interaction stands in an array, in an object.
      for (kind, offset, sentence) in troubles(in: document, depth: 2) {
        add(kind, at: offset, sentence)
      }
      let secrets = scanner.findings(in: bytes)
      for secret in secrets { add(.secret, at: secret.range.lowerBound, sentence(on: secret)) }
      // What a stream amounts to may spell a secret that none of its events does.
      if let message = interaction.assembledMessage, let events = interaction.streamEvents {
        let known = Set(secrets.map { bytes[$0.range] })
        for secret in scanner.findings(in: message.bytes)
        where !known.contains(message.bytes[secret.range]) {
          add(
            .secret, at: events.range.lowerBound,
            "over several stream events, \(sentence(on: secret))")
        }
      }
    }
    return try withLines(findings.sorted { $0.offset < $1.offset }, path)
  }

  /// The same of what stands around the interactions.
  private static func findingsOutside(
    _ index: FileIndex, _ path: String, _ scanner: SecretScanner
  ) throws(FixtureError) -> [VerificationFinding] {
    let size = index.stamp.size
    let interactions = index.places.interactions ?? size..<size
    let before = try FixtureReader.bytes(0..<interactions.lowerBound, of: index, at: path)
    let after = try FixtureReader.bytes(interactions.upperBound..<size, of: index, at: path)
    let placeholder = Array((interactions.isEmpty ? "" : "[]").utf8)
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(before + placeholder + after)
    } catch { throw .changed(path: path) }
    func inFile(_ offset: Int) -> Int {
      offset < before.count ? offset : offset - placeholder.count + interactions.count
    }
    return document.root.repeatedMembers.map { offset, sentence in
      finding(.schema, offset: inFile(offset), sentence)
    }
      + troubles(in: document, depth: 0).map { kind, offset, sentence in
        finding(kind, offset: inFile(offset), sentence)
      }
      + scanner.findings(in: document.bytes).map {
        finding(.secret, offset: inFile($0.range.lowerBound), sentence(on: $0))
      }
  }

  /// What other programs cannot read.
  /// - Parameter depth: how many containers are around the document.
  private static func troubles(
    in document: JSONDocument, depth: Int
  ) -> [(VerificationFinding.Kind, offset: Int, sentence: String)] {
    let found: [(VerificationFinding.Kind, Int?, String)] = [
      (
        .loneSurrogate, document.firstLoneSurrogate,
        "half a surrogate pair: the Python package cannot read the file"
      ),
      (
        .nan, document.firstNonFiniteNumber,
        "NaN or Infinity is not JSON: other tools cannot read the file"
      ),
      (
        .schema, document.firstContainer(at: pythonDepth - depth),
        "nested more than \(pythonDepth) deep: the Python package cannot read the file"
      ),
    ]
    return found.compactMap { kind, offset, sentence in offset.map { (kind, $0, sentence) } }
  }

  /// How deep its reader of JSON goes.
  private static let pythonDepth = 200

  private static func sentence(on secret: SecretScanner.Finding) -> String {
    "\(secret.kind) '\(secret.start)…' looks live: revoke it, then take it out"
  }

  private static func mismatch(
    _ interaction: Interaction, _ rules: MatchRules
  ) -> (String, VerificationFinding.Fix?) {
    guard case .mismatch(let computed) = interaction.keyState(rules) else { return ("", nil) }
    guard interaction.matchFields == nil, let fields = UsualMatchFields.explaining(interaction)
    else {
      return (
        "hash \(shown(interaction.hash ?? "")) is not the request's, which is "
          + "\(shown(computed.hex)): edited after it was recorded?", nil
      )
    }
    return (
      "hash \(shown(interaction.hash ?? "")) is that of match_on "
        + "\(fields.joined(separator: ", ")), which the interaction does not say",
      .recordMatchFields(fields)
    )
  }

  private static func shown(_ hash: String) -> String { String(hash.prefix(12)) + "…" }

  private static func finding(
    _ kind: VerificationFinding.Kind, position: Int? = nil, line: Int = 1, offset: Int = 0,
    _ sentence: String, _ fix: VerificationFinding.Fix? = nil
  ) -> VerificationFinding {
    VerificationFinding(
      kind: kind, position: position, line: line, sentence: sentence, fix: fix, offset: offset)
  }

  /// Counts the lines up to each finding, in one reading.
  private static func withLines(
    _ findings: [VerificationFinding], _ path: String
  ) throws(FixtureError) -> [VerificationFinding] {
    guard let last = findings.last else { return [] }
    let file = try ReadableFile(path)
    var findings = findings
    var (line, next, start) = (1, 0, 0)
    while start <= last.offset, next < findings.count {
      let piece = try file.bytes(start..<min(last.offset + 1, start + 1 << 20))
      for (position, byte) in piece.enumerated() {
        while next < findings.count, findings[next].offset == start + position {
          findings[next].line = line
          next += 1
        }
        if byte == 0x0a { line += 1 }
      }
      start += piece.count
    }
    return findings
  }

  // MARK: - Fixing

  /// What mends the findings of a file that have a fix; nil where none has.
  package static func fix(
    _ findings: [VerificationFinding], in path: String, _ index: FileIndex
  ) throws(FixtureError) -> FileChange? {
    var edit = try FixtureEdit(path, index)
    var isEmpty = true
    let duplicates = Set(findings.filter { $0.fix == .removeDuplicate }.map(\.position))
    for finding in findings {
      guard let position = finding.position, let fix = finding.fix else { continue }
      switch fix {
      case .removeDuplicate: edit.remove(position)
      case .recordMatchFields(let fields):
        guard !duplicates.contains(position) else { continue }
        try edit.change(position) { interaction, edit in
          edit.setMatchFields(fields, of: interaction)
        }
      }
      isEmpty = false
    }
    return isEmpty ? nil : try edit.fileChange()
  }
}

extension JSONValue {
  /// Members that are there more than once, with where the second one stands.
  fileprivate var repeatedMembers: [(offset: Int, sentence: String)] {
    Dictionary(grouping: members, by: \.name).filter { $0.value.count > 1 }.map { name, members in
      (
        members[1].key.range.lowerBound,
        "'\(name)' is there \(members.count) times, and only the last one counts"
      )
    }
  }
}

extension Interaction {
  /// What is wrong with members that are ours, which then do not count.
  fileprivate var ownMemberProblems: [String] {
    var problems: [String] = []
    func check(_ name: String, _ words: String, _ isFine: (JSONValue) -> Bool) {
      guard let value = object.member(name), value.kind != .null, !isFine(value) else { return }
      problems.append("\(name) is not \(words), and does not count")
    }
    check("endpoint", "a string such as \"POST /v1/messages\"") { value in
      guard let endpoint = value.string.map(Endpoint.init) else { return false }
      return !endpoint.method.isEmpty && endpoint.path.hasPrefix("/")
    }
    check("match_on", "an array of names") { value in
      value.kind == .array && value.elements.allSatisfy { $0.string?.isEmpty == false }
    }
    for field in matchFields ?? [] where field.hasPrefix("$") {
      if RequestKey.ownFields.contains(field) { continue }
      problems.append("match_on has '\(field)', which is none of $method, $path and $body")
    }
    check("status", "a number") { $0.integer != nil }
    check("response_headers", "an object") { $0.kind == .object }
    check("event_offsets_ms", "an array of numbers") { value in
      value.kind == .array
        && value.elements.allSatisfy { $0.kind == .integer || $0.kind == .real }
    }
    return problems
  }
}

extension JSONEdit {
  /// Says in an interaction which members its hash was made over; nil for the endpoint's own.
  package mutating func setMatchFields(_ fields: [String]?, of interaction: Interaction) {
    guard let fields else { return remove("match_on", from: interaction.object) }
    let literal = JSONLiteral.array(fields.map(JSONLiteral.string))
    set("match_on", to: literal.value, in: interaction.object)
  }
}
