/// Finds texts that look like credentials which somebody could use.
package struct SecretScanner: Sendable {
  /// One kind of credential: what it begins with, and what follows.
  private struct Kind: Sendable {
    /// As `redact.allow` of the settings calls it.
    let name: String
    let prefix: [UInt8]
    /// How many characters follow at least.
    let length: Int
    let alphabet: Alphabet

    init(_ name: String, _ prefix: String, _ length: Int, _ alphabet: Alphabet = .key) {
      self.name = name
      self.prefix = Array(prefix.utf8)
      self.length = length
      self.alphabet = alphabet
    }
  }

  private enum Alphabet: Sendable {
    /// Letters, digits, `-` and `_`.
    case key
    case lettersAndDigits
    case upperAndDigits
    /// Those of `key`, and `.`, `+`, `/`, `=`.
    case token
    /// The same in three parts, with dots between.
    case jsonWebToken
    /// Anything: the prefix says it all.
    case any
  }

  /// The more telling prefix comes first. The forms are those the providers document.
  private static let kinds = [
    Kind("anthropic key", "sk-ant-", 20), Kind("openai key", "sk-proj-", 20),
    Kind("openai key", "sk-svcacct-", 20), Kind("openrouter key", "sk-or-", 20),
    Kind("openai key", "sk-", 32, .lettersAndDigits), Kind("google key", "AIza", 35),
    Kind("google client secret", "GOCSPX-", 28), Kind("google token", "ya29.", 40),
    Kind("aws key", "AKIA", 16, .upperAndDigits), Kind("aws key", "ASIA", 16, .upperAndDigits),
    Kind("github token", "ghp_", 36), Kind("github token", "gho_", 36),
    Kind("github token", "ghu_", 36), Kind("github token", "ghs_", 36),
    Kind("github token", "ghr_", 36), Kind("github token", "github_pat_", 50),
    Kind("gitlab token", "glpat-", 20), Kind("npm token", "npm_", 36),
    Kind("pypi token", "pypi-", 50), Kind("slack token", "xoxb-", 20),
    Kind("slack token", "xoxp-", 20), Kind("slack token", "xoxa-", 20),
    Kind("slack token", "xoxs-", 20), Kind("slack token", "xapp-", 20),
    Kind("sendgrid key", "SG.", 60, .token), Kind("groq key", "gsk_", 40),
    Kind("xai key", "xai-", 40), Kind("tavily key", "tvly-", 20),
    Kind("hugging face token", "hf_", 34), Kind("replicate token", "r8_", 37),
    Kind("perplexity key", "pplx-", 40), Kind("stripe key", "sk_live_", 20),
    Kind("stripe key", "rk_live_", 20), Kind("bearer token", "Bearer ", 32, .token),
    Kind("bearer token", "bearer ", 32, .token), Kind("json web token", "eyJ", 60, .jsonWebToken),
    Kind("private key", "-----BEGIN PRIVATE KEY-----", 0, .any),
    Kind("private key", "-----BEGIN RSA PRIVATE KEY-----", 0, .any),
    Kind("private key", "-----BEGIN EC PRIVATE KEY-----", 0, .any),
    Kind("private key", "-----BEGIN OPENSSH PRIVATE KEY-----", 0, .any),
  ]

  /// Kinds by their first byte.
  private let byFirstByte: [[Kind]]
  private let patterns: [RegularExpression]

  package init(_ settings: LibrarySettings = LibrarySettings()) {
    var table = [[Kind]](repeating: [], count: 256)
    for kind in Self.kinds where !settings.allowedSecrets.contains(kind.name) {
      table[Int(kind.prefix[0])].append(kind)
    }
    byFirstByte = table
    patterns = settings.secretPatterns
  }

  /// What kinds there are, as settings may name them.
  static let kindNames = Set(kinds.map(\.name))

  package struct Finding: Hashable, Sendable {
    /// What it is: `anthropic key`.
    package let kind: String
    /// Where it stands, in bytes.
    package let range: Range<Int>
    /// As much of it as tells which one is meant.
    package let start: String
  }

  /// The secrets in a JSON text, in its order. Those of the user's own patterns come last.
  package func findings(in bytes: [UInt8]) -> [Finding] {
    var findings: [Finding] = []
    bytes.withUnsafeBufferPointer { text in
      var offset = 0
      while offset < text.count {
        guard let (kind, end, isLive) = secret(at: offset, in: text) else {
          offset += 1
          continue
        }
        if isLive { findings.append(Self.finding(kind.name, bytes[offset..<end])) }
        offset = end
      }
    }
    guard !patterns.isEmpty else { return findings }
    let text = String(decoding: bytes, as: UTF8.self)
    for pattern in patterns {
      var start = 0
      while let range = pattern.firstRange(in: text, from: start), !range.isEmpty {
        findings.append(Self.finding("text of 'redact'", bytes[range]))
        start = range.upperBound
      }
    }
    return findings
  }

  private static func finding(_ kind: String, _ bytes: ArraySlice<UInt8>) -> Finding {
    let shown = bytes.prefix(min(12, bytes.count / 2))
    return Finding(
      kind: kind, range: bytes.indices, start: String(decoding: shown, as: UTF8.self))
  }

  /// What has the form of a secret there, and whether it looks like one.
  private func secret(
    at offset: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> (Kind, end: Int, isLive: Bool)? {
    let kinds = byFirstByte[Int(text[offset])]
    guard !kinds.isEmpty, !Self.isInWord(offset, text) else { return nil }
    for kind in kinds {
      let start = offset + kind.prefix.count
      guard start <= text.count, text[offset..<start].elementsEqual(kind.prefix) else { continue }
      var end = start
      while end < text.count, Self.isIn(kind.alphabet, text[end]) { end += 1 }
      if kind.alphabet == .jsonWebToken, !Self.hasThreeParts(text[start..<end]) { continue }
      if end - start >= kind.length {
        return (kind, end, kind.alphabet == .any || Self.looksLive(text[start..<end]))
      }
    }
    return nil
  }

  private static func hasThreeParts(_ token: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 3 && parts.allSatisfy { $0.count >= 8 }
  }

  /// Whether the place is in the middle of a word, where nothing begins. What ends an escape, such as `\n`
  /// or `\u201c`, is no part of one.
  private static func isInWord(_ offset: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Of an image in base64, `/` and `+` are parts too; after `=` a key may begin.
    guard offset > 0, isIn(.token, text[offset - 1]), text[offset - 1] != UInt8(ascii: "=") else {
      return false
    }
    func isBackslash(_ distance: Int) -> Bool {
      offset >= distance && text[offset - distance] == UInt8(ascii: "\\")
    }
    if isBackslash(2), "nrtbf".utf8.contains(text[offset - 1]) { return false }
    return !(isBackslash(6) && text[offset - 5] == UInt8(ascii: "u"))
  }

  private static func isIn(_ alphabet: Alphabet, _ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      alphabet != .any
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      alphabet != .any && alphabet != .upperAndDigits
    case UInt8(ascii: "-"), UInt8(ascii: "_"):
      alphabet == .key || alphabet == .token || alphabet == .jsonWebToken
    case UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
      alphabet == .token || alphabet == .jsonWebToken
    default: false
    }
  }

  /// No key is as long; a token's start tells as much.
  private static let longestLooked = 512

  /// Made by chance, not by a person: examples say so, or repeat themselves.
  private static func looksLive(_ key: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let key = key.prefix(longestLooked)
    let text = String(decoding: key, as: UTF8.self).lowercased()
    let words = [
      "example", "redacted", "placeholder", "your", "fake", "dummy", "xxxx", "test", "1234567890",
      "abcdef", "secret", "removed", "masked", "filtered", "....",
    ]
    if words.contains(where: text.contains) { return false }
    // Sixteen characters by chance hold about a dozen different ones, of more than one kind.
    let hasDigit = key.contains { (0x30...0x39).contains($0) }
    let isMixed =
      key.contains { (0x41...0x5a).contains($0) }
      && key.contains { (0x61...0x7a).contains($0) }
    return Set(key).count >= min(10, key.count / 2) && (hasDigit || isMixed)
  }
}
