/// A way to look for text: a part, the whole, a glob or a regular expression.
package struct TextPattern: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case part
    case whole
    case glob
    case regex
  }

  /// What was typed, without quotes or slashes.
  package let text: String
  let kind: Kind
  /// Letter case counts only where the pattern holds a capital.
  private let ignoresCase: Bool
  private let folded: [UInt8]
  /// Made once: a filter is asked of every string of a library.
  private let regex: RegularExpression?

  init(_ text: String, _ kind: Kind) {
    self.text = text
    self.kind = kind
    ignoresCase = !Self.hasCapital(text, skippingEscapes: false)
    folded = Array((ignoresCase ? text.lowercased() : text).utf8)
    regex = nil
  }

  init(
    regex text: String, ignoresCase: Bool = false
  ) throws(RegularExpression.SyntaxError) {
    self.text = text
    kind = .regex
    self.ignoresCase = ignoresCase || !Self.hasCapital(text, skippingEscapes: true)
    folded = []
    regex = try RegularExpression(text, ignoresCase: self.ignoresCase)
  }

  /// Whether matching some text was given up because it took too long.
  var hasGivenUp: Bool { regex?.hasGivenUp ?? false }

  /// Whether a letter is a capital; in a regular expression `\\S` is none.
  private static func hasCapital(_ text: String, skippingEscapes: Bool) -> Bool {
    var isEscaped = false
    return text.contains { character in
      defer { isEscaped = skippingEscapes && character == "\\" && !isEscaped }
      return character.isUppercase && !isEscaped
    }
  }

  /// A pattern that asks for a part of the text, or a glob over all of it where it holds `*` or `?`.
  package init(partOrGlob text: String) {
    self.init(text, text.contains { $0 == "*" || $0 == "?" } ? .glob : .part)
  }

  /// A pattern that asks for a part of the text, every character as it stands.
  package init(part text: String) {
    self.init(text, .part)
  }

  /// The same anywhere in a text, of which it need not be the whole.
  var anywhere: TextPattern {
    switch kind {
    case .glob: TextPattern("*\(text)*", .glob)
    case .whole: TextPattern(text, .part)
    case .part, .regex: self
    }
  }

  /// Whether a hit in a part of a text, with blanks folded, is one in the text.
  var findsInParts: Bool { kind != .regex }

  package func matches(_ candidate: String) -> Bool {
    switch kind {
    case .regex: return regex?.matches(candidate) ?? false
    case .part, .whole, .glob:
      // Folding ASCII byte by byte is enough unless the text has other letters.
      if ignoresCase, !candidate.utf8.allSatisfy({ $0 < 0x80 }) {
        var lowered = candidate.lowercased()
        return lowered.withUTF8 { matches($0, foldsCase: false) }
      }
      var candidate = candidate
      return candidate.withUTF8 { matches($0, foldsCase: ignoresCase) }
    }
  }

  /// Where the pattern, looked for as a part, stands in the text; hits do not overlap.
  package func ranges(in text: Substring) -> [Range<String.Index>] {
    guard kind == .part, !folded.isEmpty else { return [] }
    let candidate = FoldedText(text, foldsCase: ignoresCase)
    var ranges: [Range<String.Index>] = []
    var start = 0
    while start + folded.count <= candidate.bytes.count {
      if candidate.bytes[start..<start + folded.count].elementsEqual(folded) {
        ranges.append(candidate.range(start..<start + folded.count, in: text))
        start += folded.count
      } else {
        start += 1
      }
    }
    return ranges
  }

  /// Whether the text starts with the pattern, capitals or not: how hashes are asked for.
  func isPrefix(of candidate: String) -> Bool {
    kind == .part
      ? candidate.lowercased().utf8.starts(with: text.lowercased().utf8)
      : matches(candidate)
  }

  private func matches(_ bytes: UnsafeBufferPointer<UInt8>, foldsCase: Bool) -> Bool {
    folded.withUnsafeBufferPointer { needle in
      switch kind {
      case .part: Self.contains(needle, in: bytes, foldsCase)
      case .whole: bytes.count == needle.count && Self.starts(with: needle, bytes, at: 0, foldsCase)
      case .glob: Self.globs(needle, bytes, foldsCase)
      case .regex: false
      }
    }
  }

  @inline(__always)
  private static func fold(_ byte: UInt8, _ folds: Bool) -> UInt8 {
    folds && byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  private static func starts(
    with needle: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>, at start: Int,
    _ folds: Bool
  ) -> Bool {
    for offset in 0..<needle.count
    where fold(bytes[start &+ offset], folds) != needle[offset] { return false }
    return true
  }

  private static func contains(
    _ needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, _ folds: Bool
  ) -> Bool {
    guard let first = needle.first else { return true }
    guard bytes.count >= needle.count else { return false }
    for start in 0...bytes.count - needle.count
    where fold(bytes[start], folds) == first && starts(with: needle, bytes, at: start, folds) {
      return true
    }
    return false
  }

  /// `*` stands for any text, `?` for one byte-sized or longer character. Linear memory, and time at
  /// most the product of both lengths.
  private static func globs(
    _ pattern: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>, _ folds: Bool
  ) -> Bool {
    var (index, position) = (0, 0)
    var retry: (index: Int, position: Int)?
    while position < bytes.count {
      if index < pattern.count, pattern[index] == UInt8(ascii: "*") {
        retry = (index + 1, position)
        index += 1
      } else if index < pattern.count, pattern[index] == UInt8(ascii: "?") {
        index += 1
        position += 1
        while position < bytes.count, bytes[position] & 0xc0 == 0x80 { position += 1 }
      } else if index < pattern.count, fold(bytes[position], folds) == pattern[index] {
        index += 1
        position += 1
      } else if let last = retry {
        retry = (last.index, last.position + 1)
        (index, position) = (last.index, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[index...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension TextPattern {
  package static func == (left: TextPattern, right: TextPattern) -> Bool {
    left.text == right.text && left.kind == right.kind && left.ignoresCase == right.ignoresCase
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(kind)
    hasher.combine(ignoresCase)
  }
}

/// A text in lower case that knows where each of its bytes comes from.
private struct FoldedText {
  private(set) var bytes: [UInt8] = []
  /// For each byte the offsets, in UTF-8, of the scalar it comes from.
  private var origins: [Range<Int>] = []

  init(_ text: Substring, foldsCase: Bool) {
    bytes.reserveCapacity(text.utf8.count)
    origins.reserveCapacity(text.utf8.count)
    var offset = 0
    for scalar in text.unicodeScalars {
      let length = UTF8.width(scalar)
      let origin = offset..<offset + length
      let folded = foldsCase ? scalar.properties.lowercaseMapping : String(scalar)
      for byte in folded.utf8 {
        bytes.append(byte)
        origins.append(origin)
      }
      offset += length
    }
  }

  func range(_ range: Range<Int>, in text: Substring) -> Range<String.Index> {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: origins[range.lowerBound].lowerBound)
    return start..<utf8.index(utf8.startIndex, offsetBy: origins[range.upperBound - 1].upperBound)
  }
}
