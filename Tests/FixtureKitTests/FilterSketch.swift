import LosslessJSON

@testable import FixtureKit

extension Filter {
  /// The filter as text, so that a table of what the parser makes of texts can be read.
  var sketch: String {
    switch self {
    case .all: "all"
    case .and(let conditions): "(" + conditions.map(\.sketch).joined(separator: " and ") + ")"
    case .or(let choices): "(" + choices.map(\.sketch).joined(separator: " or ") + ")"
    case .not(let inner): "not \(inner.sketch)"
    case .word(let pattern): pattern.sketch
    case .text(let field, let patterns):
      "\(field) " + patterns.map(\.sketch).joined(separator: ", ")
    case .number(let field, let tests):
      "\(field) " + tests.map(\.range.sketch).joined(separator: ", ")
    case .state(let states): "is " + states.map(\.rawValue).sorted().joined(separator: ", ")
    case .path(let test): "\(test.path) \(test.comparison.sketch)"
    }
  }
}

extension TextPattern {
  var sketch: String {
    switch kind {
    case .part: "'\(text)'"
    case .whole: "=\(text)="
    case .glob: "<\(text)>"
    case .regex: "/\(text)/"
    }
  }
}

extension JSONPathTest.Comparison {
  var sketch: String {
    switch self {
    case .exists: "exists"
    case .greater(let bound): "> \(bound)"
    case .less(let bound): "< \(bound)"
    case .atLeast(let bound): ">= \(bound)"
    case .atMost(let bound): "<= \(bound)"
    case .equal(let pattern, nil): "is \(pattern.sketch)"
    case .equal(let pattern, let number?): "is \(pattern.sketch) or = \(number)"
    }
  }
}

extension Range<Int> {
  fileprivate var sketch: String {
    let (lower, upper) = (
      lowerBound == .min ? "" : "\(lowerBound)", upperBound == .max ? "" : "\(upperBound)"
    )
    return "\(lower)..<\(upper)"
  }
}
