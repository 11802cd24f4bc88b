/// What a cell means; which colour that is, the terminal decides when it paints.
///
/// Every screen must be readable without the colours, so a role never says anything alone.
package enum Role: UInt8, CaseIterable, Sendable {
  /// What is there to be read, in the terminal's own foreground.
  case text
  /// What is secondary: dates, sizes, hints.
  case dim
  /// Where the focus is.
  case accent
  case title
  /// A member name in JSON.
  case key
  /// A number, boolean or null in JSON.
  case literal
  case added
  case removed
  case warning
  /// What stands for something that cannot be shown as it is; set by the sanitiser.
  case escape
  case border
}

/// How a cell is emphasised, with or without colours.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let bold = Attributes(rawValue: 1 << 0)
  package static let dim = Attributes(rawValue: 1 << 1)
  package static let reverse = Attributes(rawValue: 1 << 2)
  package static let underline = Attributes(rawValue: 1 << 3)
  package static let italic = Attributes(rawValue: 1 << 4)
}

/// A role and the emphasis that comes on top of it.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var attributes: Attributes

  package init(_ role: Role, _ attributes: Attributes = []) {
    self.role = role
    self.attributes = attributes
  }

  package static let plain = Style(.text)

  /// The same role, more emphasis: a selected row is `adding(.reverse)`.
  package func adding(_ attributes: Attributes) -> Style {
    Style(role, self.attributes.union(attributes))
  }
}
