package import LLMWire
package import LosslessJSON

/// What a library's `llm-mock.json` says. Every member may be left out; those that are not known are
/// left alone.
package struct LibrarySettings: Sendable {
  /// The match fields for all files.
  private var matchOn = MatchRules()
  /// The match fields for files whose path fits a glob; of several that fit the last one counts.
  private var overrides: [(files: TextPattern, matchOn: MatchRules)] = []
  private var keepsRepeats = false
  /// Texts that count as secrets beside those that are known.
  private(set) var secretPatterns: [RegularExpression] = []
  /// Names of known secrets that are none here.
  private(set) var allowedSecrets: Set<String> = []
  /// After how many days a recording is old; nil where nothing is said.
  package private(set) var oldAfterDays: Int?
  /// What it is where nothing is said.
  package static let usualOldAfterDays = 180
  /// Models that are out of service, and since when.
  package private(set) var retiredModels: [String: Timestamp] = [:]
  /// What is never pruned: files by glob, of which all or what has a hash that begins so.
  private var protection: [(files: TextPattern, hash: String?)] = []
  /// What is left alone, for a person to read.
  package private(set) var notes: [String] = []

  /// Settings that say nothing.
  package init() {}

  /// Those of a library; none where it has no such file.
  package init(of root: LibraryRoot) throws(FixtureError) {
    let path = root.absolute(LibraryListing.settingsFile)
    guard try FileStamp(at: path, followsLink: false) != nil else {
      self.init()
      return
    }
    guard try FileKind.at(path) != nil else {
      throw .unreadable(path: path, reason: "it is a link to nowhere")
    }
    try self.init(try ReadableFile(path).wholeContent(), path: path)
  }

  /// - Parameter path: what errors call the text.
  init(_ bytes: [UInt8], path: String) throws(FixtureError) {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(bytes)
    } catch {
      throw .settings(path: path, line: error.line, column: error.column, "\(error.problem)")
    }
    var reader = SettingsReader(document, path)
    let root = document.root
    try reader.expect(root, .object, "an object")
    for member in root.members {
      switch member.name {
      case "match_on": matchOn = try reader.matchRules(member.value)
      case "repeats": keepsRepeats = try reader.keepsRepeats(member.value)
      case "redact":
        (secretPatterns, allowedSecrets) = try reader.redaction(member.value)
      case "old_after_days": oldAfterDays = try reader.days(member.value)
      case "retired_models": retiredModels = try reader.retiredModels(member.value)
      case "protect": protection = try reader.protection(member.value)
      case "overrides":
        for element in try reader.elements(member.value) {
          try reader.expect(element, .object, "an object")
          guard let files = element["files"] else {
            throw reader.error(
              element, "it must say which files it is about: \"files\": \"chat/*\"")
          }
          let pattern = TextPattern(try reader.string(files), .glob)
          let rules = try element["match_on"].map { value throws(FixtureError) in
            try reader.matchRules(value)
          }
          if let rules { overrides.append((pattern, rules)) }
          for inner in element.members where inner.name != "files" && inner.name != "match_on" {
            try reader.check(inner)
          }
        }
      default: try reader.check(member)
      }
    }
    notes = reader.notes
  }

  /// Whether pruning leaves all of a file alone.
  /// - Parameter file: its path relative to the library.
  package func protects(_ file: String) -> Bool {
    protection.contains { $0.hash == nil && $0.files.matches(file) }
  }

  /// Whether pruning leaves an interaction alone, by itself or with its file.
  package func protects(_ file: String, _ hash: String) -> Bool {
    protection.contains { entry in
      entry.files.matches(file) && entry.hash.map(hash.lowercased().hasPrefix) ?? true
    }
  }

  /// Whether any file has match fields from here.
  package var hasMatchRules: Bool {
    matchOn != MatchRules() || !overrides.isEmpty || keepsRepeats
  }

  /// The match fields that apply to a file.
  /// - Parameter file: its path relative to the library.
  package func matchRules(for file: String) -> MatchRules {
    var rules = overrides.last { $0.files.matches(file) }?.matchOn ?? matchOn
    rules.keepsRepeats = keepsRepeats
    return rules
  }
}

/// Which members of a request go into its key where the interaction itself does not say.
package struct MatchRules: Hashable, Sendable {
  /// For Messages and Chat; what tells their requests apart tells those of others not.
  private var general: [String]?
  private var byEndpoint: [Endpoint: [String]] = [:]
  /// Whether the same request is recorded several times on purpose, to be answered in turn.
  package fileprivate(set) var keepsRepeats = false

  /// Those of each endpoint.
  package init() {}

  package init(_ fields: [String]) { general = fields }

  init(byEndpoint: [Endpoint: [String]]) { self.byEndpoint = byEndpoint }

  /// Nil where nothing is said of that endpoint.
  package func fields(for endpoint: Endpoint?) -> [String]? {
    guard let endpoint else { return general }
    return byEndpoint[endpoint.withoutQuery] ?? (endpoint.isMessagesOrChat ? general : nil)
  }
}

/// Reads members of the settings file, with a place for every complaint.
private struct SettingsReader {
  private let document: JSONDocument
  private let path: String
  private(set) var notes: [String] = []

  init(_ document: JSONDocument, _ path: String) {
    self.document = document
    self.path = path
  }

  func error(_ value: JSONValue, _ problem: String) -> FixtureError {
    let (line, column) = document.place(of: value)
    return .settings(path: path, line: line, column: column, problem)
  }

  func expect(
    _ value: JSONValue, _ kind: JSONKind, _ words: String
  ) throws(FixtureError) {
    guard value.kind == kind else { throw error(value, "\(words) is expected") }
  }

  func string(_ value: JSONValue) throws(FixtureError) -> String {
    guard let text = value.string else { throw error(value, "a string is expected") }
    return text
  }

  func elements(_ value: JSONValue) throws(FixtureError) -> [JSONValue] {
    try expect(value, .array, "an array")
    return Array(value.elements)
  }

  func strings(_ value: JSONValue) throws(FixtureError) -> [String] {
    var strings: [String] = []
    for element in try elements(value) { strings.append(try string(element)) }
    return strings
  }

  func matchRules(_ value: JSONValue) throws(FixtureError) -> MatchRules {
    guard value.kind == .object else { return MatchRules(try fields(value)) }
    var rules: [Endpoint: [String]] = [:]
    for member in value.members {
      let endpoint = Endpoint(member.name).withoutQuery
      guard !endpoint.method.isEmpty, endpoint.path.hasPrefix("/") else {
        throw error(member.key, "an endpoint such as \"POST /v1/messages\" is expected")
      }
      rules[endpoint] = try fields(member.value)
    }
    return MatchRules(byEndpoint: rules)
  }

  private func fields(_ value: JSONValue) throws(FixtureError) -> [String] {
    guard value.kind == .array else {
      throw error(
        value,
        "an array of members such as [\"model\", \"messages\"], or an object of them by endpoint")
    }
    let fields = try strings(value)
    guard !fields.isEmpty, !fields.contains("") else {
      throw error(value, "at least one member is expected, and all with their names")
    }
    if let field = fields.first(where: { $0.hasPrefix("$") && !RequestKey.ownFields.contains($0) })
    {
      throw error(value, "'\(field)' is none of $method, $path and $body")
    }
    return fields
  }

  /// `"overwrite"`, `"sequence"`, or an object with one of them as `mode`.
  func keepsRepeats(_ value: JSONValue) throws(FixtureError) -> Bool {
    let mode = value.kind == .object ? value["mode"] ?? value : value
    guard let name = mode.string, ["overwrite", "sequence"].contains(name) else {
      throw error(mode, "\"overwrite\" or \"sequence\" is expected")
    }
    return name == "sequence"
  }

  mutating func redaction(
    _ value: JSONValue
  ) throws(FixtureError) -> (patterns: [RegularExpression], allowed: Set<String>) {
    try expect(value, .object, "an object")
    var patterns: [RegularExpression] = []
    var allowed: Set<String> = []
    for member in value.members {
      switch member.name {
      case "patterns":
        for element in try elements(member.value) { patterns.append(try expression(element)) }
      case "allow":
        for element in try elements(member.value) {
          let name = try string(element)
          allowed.insert(name)
          if !SecretScanner.kindNames.contains(name) { note(element, name) }
        }
      default: throw error(member.key, "'redact' has patterns and allow")
      }
    }
    return (patterns, allowed)
  }

  private func expression(_ value: JSONValue) throws(FixtureError) -> RegularExpression {
    let text = try string(value)
    let expression: RegularExpression
    do throws(RegularExpression.SyntaxError) {
      expression = try RegularExpression(text, ignoresCase: false)
    } catch { throw self.error(value, "not a regular expression: \(error.reason)") }
    guard expression.firstRange(in: "") == nil else {
      throw error(value, "it finds the empty text, which is everywhere")
    }
    return expression
  }

  /// Globs of files, with or without `.json`, and of folders, each with the start of a hash where only one interaction is
  /// meant.
  func protection(
    _ value: JSONValue
  ) throws(FixtureError) -> [(files: TextPattern, hash: String?)] {
    var protection: [(files: TextPattern, hash: String?)] = []
    for element in try elements(value) {
      let text = try string(element)
      let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let hash = parts.count > 1 ? parts[1].lowercased() : nil
      if let hash, hash.count < 4 || !hash.allSatisfy(\.isHexDigit) {
        throw error(element, "four digits of a hash or more are expected behind '#'")
      }
      var files = String(parts[0])
      while files.hasPrefix("./") { files.removeFirst(2) }
      if files.isEmpty { files = "*" }
      if files.hasSuffix("/") { files += "*" }
      protection.append((TextPattern(files, .glob), hash))
      if !files.hasSuffix("*"), !files.hasSuffix(".json") {
        protection.append((TextPattern(files + ".json", .glob), hash))
        protection.append((TextPattern(files + "/*", .glob), hash))
      }
    }
    return protection
  }

  func days(_ value: JSONValue) throws(FixtureError) -> Int {
    guard let days = value.integer, (1...1_000_000).contains(days) else {
      throw error(value, "a number of days is expected")
    }
    return days
  }

  /// Model names with the days they were retired on.
  func retiredModels(_ value: JSONValue) throws(FixtureError) -> [String: Timestamp] {
    try expect(value, .object, "an object")
    var models: [String: Timestamp] = [:]
    for member in value.members {
      guard let day = Timestamp(iso8601: try string(member.value)) else {
        throw error(member.value, "a day such as \"2026-01-31\" is expected")
      }
      models[member.name] = day
    }
    return models
  }

  private mutating func note(_ value: JSONValue, _ name: String) {
    notes.append("\(path):\(document.place(of: value).line): '\(name)' means nothing to llm-mock")
  }

  /// Checks a member that is not used yet, so that a mistake in it is found now.
  mutating func check(_ member: JSONMember) throws(FixtureError) {
    let value = member.value
    switch member.name {
    case "normalise", "upstreams": try expect(value, .object, "an object")
    case "filters":
      try expect(value, .object, "an object")
      for filter in value.members {
        let text = try string(filter.value)
        do throws(FilterError) {
          _ = try Filter(text)
        } catch { throw self.error(filter.value, "\(error)") }
      }
    case "volatile":
      for element in try elements(value) {
        guard JSONPath(try string(element)) != nil else {
          throw error(element, "a path such as $.response.id is expected")
        }
      }
    case "faults": _ = try elements(value)
    default: note(member.key, member.name)
    }
  }
}

extension JSONDocument {
  /// Line and column of a value, from 1; columns count characters.
  package func place(of value: JSONValue) -> (line: Int, column: Int) {
    let before = bytes[..<value.range.lowerBound]
    let line = before.reduce(1) { $0 + ($1 == 0x0a ? 1 : 0) }
    let start = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    return (line, String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1)
  }
}
