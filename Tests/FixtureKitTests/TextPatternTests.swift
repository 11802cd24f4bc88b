import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Looking for text` {
  @Test(arguments: [
    ("hello", "Say Hello!", true), ("Hello", "Say Hello!", true), ("Hello", "say hello", false),
    ("hello", "help", false), ("az[@{`", "AZ[@{`", true), ("@", "`", false), ("", "anything", true),
    ("", "", true), ("a", "", false),
    ("café", "CAFÉ au lait", true), ("É", "café", false), ("straße", "Hauptstraße", true),
    ("ж", "ЖУК", true), ("日本", "今日本語", true), ("k", "5 \u{212a}", true), ("😀", "a😀b", true),
    ("i\u{307}", "İ", true), ("[a]{2}", "x[a]{2}y", true), ("[a]{2}", "aa", false),
    ("a.c", "abc", false), ("lo wo", "Hello World", true),
  ])
  func `as a part, letter case counting where the pattern has a capital`(
    pattern: String, text: String, matches: Bool
  ) {
    #expect(TextPattern(part: pattern).matches(text) == matches)
  }

  @Test(arguments: [
    ("gpt-4o", "gpt-4o", true), ("gpt-4o", "GPT-4o", true), ("gpt-4o", "gpt-4o-mini", false),
    ("GPT", "gpt", false), ("", "", true), ("", "x", false), ("é", "É", true),
  ])
  func `as the whole`(pattern: String, text: String, matches: Bool) {
    #expect(TextPattern(pattern, .whole).matches(text) == matches)
  }

  @Test(arguments: [
    ("gpt*", "gpt-4o", true), ("gpt*", "chatgpt", false), ("*mini", "gpt-4o-mini", true),
    ("*4*mini", "gpt-4o-mini", true), ("*4*mini", "gpt-4o-minis", false), ("gpt-?", "gpt-4", true),
    ("gpt-?", "gpt-", false), ("gpt-?", "gpt-4o", false), ("*", "", true), ("*", "x", true),
    ("?", "", false), ("?", "é", true), ("?", "日", true), ("??", "日", false), ("*?", "日", true),
    ("*??", "日", false), ("?x", "😀x", true), ("a*b*c", "aXbXbXc", true), ("a**b", "ab", true),
    ("*É*", "caféx", false), ("*é*", "CAFÉX", true), ("a*", "A/b/c", true),
    ("*a*a*a*b", "aaaaaaaa", false),
  ])
  func `as a glob over all of it`(pattern: String, text: String, matches: Bool) {
    #expect(TextPattern(partOrGlob: pattern).matches(text) == matches)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a glob of many stars is no trap`() {
    let pattern = String(repeating: "*a", count: 50) + "*b"
    #expect(!TextPattern(partOrGlob: pattern).matches(String(repeating: "a", count: 20_000)))
  }

  @Test(arguments: [
    ("^gpt", "gpt-4o", true), ("^gpt", "GPT-4o", true), ("^GPT", "gpt-4o", false),
    ("o$", "gpt-4o", true), ("a|b", "xbx", true), ("é+", "ÉÉ", true), ("a.c", "abc", true),
    // The capital of a character class is no letter that somebody looks for.
    (#"gpt\S"#, "GPT-4o", true), (#"\Wmini"#, "gpt-4o-MINI", true),
  ])
  func `as a regular expression`(pattern: String, text: String, matches: Bool) throws {
    #expect(try TextPattern(regex: pattern).matches(text) == matches)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["(a+)+$", "(a|aa)+$", "^((a|x)+.)+[A-Z]$", #"\w.*\w.*[=#]"#])
  func `gives up a regular expression that takes for ever`(pattern: String) throws {
    let filter = try Filter("prompt:/\(pattern)/")
    guard case .text(_, let patterns) = filter, let pattern = patterns.first else {
      Issue.record("the filter is one pattern")
      return
    }
    #expect(!filter.hasGivenUp)
    let text = String(repeating: "a", count: 50_000) + String(repeating: "x", count: 50_000) + "!"
    #expect(!pattern.matches(text))
    let other = try Filter("x | !(prompt:/b/)")
    #expect(filter.hasGivenUp && !other.hasGivenUp)
  }

  @Test(arguments: [
    ("a3f", "a3f2c1", true), ("3f", "a3f2c1", false), ("", "a3f2c1", true),
    ("a3f2c1x", "a3f2c1", false), ("*c1", "a3f2c1", true),
    // Hashes are lower case; a person may have them in capitals.
    ("A3F", "a3f2c1", true),
  ])
  func `as the start of a hash`(pattern: String, hash: String, matches: Bool) {
    #expect(TextPattern(partOrGlob: pattern).isPrefix(of: hash) == matches)
  }

  // MARK: - Places

  /// The text with brackets around each hit.
  private func marked(_ pattern: String, in text: String) -> String {
    var output = ""
    var position = text.startIndex
    for range in TextPattern(part: pattern).ranges(in: text[...]) {
      output += text[position..<range.lowerBound] + "[" + text[range] + "]"
      position = range.upperBound
    }
    return output + text[position...]
  }

  @Test(arguments: [
    ("o", "foo boo", "f[o][o] b[o][o]"), ("oo", "foooo", "f[oo][oo]"), ("oo", "fooo", "f[oo]o"),
    ("x", "foo", "foo"), ("", "foo", "foo"), ("foo", "foo", "[foo]"), ("fool", "foo", "foo"),
    ("foo", "FOO Foo", "[FOO] [Foo]"), ("Foo", "FOO Foo", "FOO [Foo]"),
    ("é", "É é e", "[É] [é] e"), ("ж", "ЖЖ", "[Ж][Ж]"), ("日", "今日は日曜日", "今[日]は[日]曜[日]"),
    ("😀", "a😀b", "a[😀]b"), ("a", "😀a😀", "😀[a]😀"),
    // Folding makes these longer or shorter; the hit is still the letters that were there.
    ("i", "İx", "[İ]x"), ("x", "İx", "İ[x]"), ("k", "a\u{212a}b", "a[\u{212a}]b"),
    ("ß", "ẞß", "[ẞ][ß]"),
    ("a?", "a? ab", "[a?] ab"),
  ])
  func `as hits in a text`(pattern: String, text: String, expected: String) {
    #expect(marked(pattern, in: text) == expected)
  }

  @Test func `as hits in a part of a text`() {
    let text = "aXaXa"
    let part = text.dropFirst(2)
    let ranges = TextPattern(part: "a").ranges(in: part)
    #expect(ranges.map { text.distance(from: text.startIndex, to: $0.lowerBound) } == [2, 4])
  }

  @Test(arguments: ["a*", "*", "?"])
  func `globs and regular expressions have no places`(pattern: String) throws {
    #expect(TextPattern(partOrGlob: pattern).ranges(in: "a*?").isEmpty)
    #expect(try TextPattern(regex: "a").ranges(in: "a").isEmpty)
  }

  @Test func `a part matches where it has a place, and nowhere else`() {
    var random = SeededGenerator(seed: 9)
    let letters = ["a", "A", "é", "É", "İ", "ß", "ẞ", "日", "😀", "\u{212a}", "k", " ", "Σ", "ς"]
    func text(_ length: ClosedRange<Int>) -> String {
      (0..<Int.random(in: length, using: &random))
        .map { _ in letters[Int.random(in: letters.indices, using: &random)] }.joined()
    }
    for _ in 0..<5_000 {
      let (pattern, candidate) = (TextPattern(part: text(1...2)), text(0...8))
      #expect(
        pattern.matches(candidate) == !pattern.ranges(in: candidate[...]).isEmpty,
        "\(pattern.text) in \(candidate)")
    }
  }
}
