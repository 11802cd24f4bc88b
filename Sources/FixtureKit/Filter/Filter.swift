package import LosslessJSON

/// A condition on interactions, as people type it after `f` or `--filter`.
///
///     words          in prompt, hash, model or file; letter case counts when one is a capital
///     field:value    text fields take part of the text, a glob with * ?, /a regex/ or "the whole"
///     size:>4k  age:<30d  tokens:>1000  date:2026-03  date:<2026-01-01
///     a b            both          a | b   one of them        !a   not        ( )   grouping
///     model:a,b      one of them   path:$.usage.output_tokens>100
package indirect enum Filter: Hashable, Sendable {
  /// True of everything: the empty filter.
  case all
  case and([Filter])
  case or([Filter])
  case not(Filter)
  /// A bare word.
  case word(TextPattern)
  case text(TextField, [TextPattern])
  case number(NumberField, [NumberTest])
  case state(Set<StateName>)
  case path(JSONPathTest)

  /// Fields that hold text.
  package enum TextField: String, CaseIterable, Sendable {
    case model, provider, endpoint, file, hash, req, resp, prompt, tool, role

    /// Whether a glob asks for a part of the text: names are short, prose is not.
    var holdsProse: Bool { self == .req || self == .resp || self == .prompt }
  }

  /// Fields that hold numbers: `status` as it is, `size` in bytes, `age` and `date` in seconds,
  /// `tokens` input and output together.
  package enum NumberField: String, CaseIterable, Sendable {
    case status, size, age, date, tokens
  }

  /// What `is:` asks for.
  package enum StateName: String, CaseIterable, Sendable {
    case mismatch, duplicate, invalid, stream, tool, error
  }

  /// A number, or a range of them.
  package struct NumberTest: Hashable, Sendable {
    package var range: Range<Int>
  }
}

extension Filter {
  /// Whether a regular expression in it was given up on some text, which was then left out.
  package var hasGivenUp: Bool {
    switch self {
    case .word(let pattern): pattern.hasGivenUp
    case .text(_, let patterns): patterns.contains(where: \.hasGivenUp)
    case .path(let test):
      if case .equal(let pattern, _) = test.comparison { pattern.hasGivenUp } else { false }
    case .and(let filters), .or(let filters): filters.contains(where: \.hasGivenUp)
    case .not(let filter): filter.hasGivenUp
    case .all, .number, .state: false
    }
  }

  /// What to say then.
  package static let givenUpRemark =
    "the regular expression takes too long on some texts: they count as no match"
}

/// `path:$.usage.output_tokens>100`: a place in the interaction, the request or the answer, and
/// what must be there. Without a comparison it asks whether the place exists.
package struct JSONPathTest: Hashable, Sendable {
  package enum Comparison: Hashable, Sendable {
    case exists
    case greater(than: Double)
    case less(than: Double)
    case atLeast(Double)
    case atMost(Double)
    /// The whole of a text or a spelling; or a number, however it is spelled.
    case equal(to: TextPattern, orNumber: Double?)
  }

  package var path: JSONPath
  package var comparison: Comparison
}

/// Why a filter cannot be used: a sentence, and the part of the text that is meant.
package struct FilterError: Error, Hashable, Sendable, CustomStringConvertible {
  package let reason: String
  /// Offsets in UTF-8 bytes of the filter text.
  package let range: Range<Int>
  package let text: String

  package var description: String {
    let part = String(decoding: Array(text.utf8)[range], as: UTF8.self)
    if !part.isEmpty { return "filter: '\(part)': \(reason)" }
    let rest = String(decoding: text.utf8.dropFirst(range.lowerBound), as: UTF8.self)
    return "filter '\(text)', " + (rest.isEmpty ? "at its end" : "before '\(rest)'") + ": \(reason)"
  }
}
