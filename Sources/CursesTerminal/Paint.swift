import TerminalUI

/// How many colours a terminal offers, as far as it matters here.
enum ColourDepth: Sendable {
  case none
  /// The eight of ECMA-48, whose shades are the user's choice.
  case eight
  /// The 256 of xterm.
  case indexed
  /// A colour number is 0xRRGGBB.
  case direct
}

/// How a role looks: a colour of the foreground, or the terminal's own; and emphasis.
///
/// The background is always the terminal's. With 256 colours each is readable on black and on white.
struct Paint: Equatable, Sendable {
  /// In the numbering that the depth implies.
  var colour: Int32?
  var attributes: Attributes

  init(_ role: Role, depth: ColourDepth) {
    switch depth {
    case .none:
      self.init(attributes: Paint.emphasis(role))
    case .eight:
      let basic = Paint.basicColour(role)
      self.init(colour: basic, attributes: basic == nil ? Paint.emphasis(role) : [])
      if role == .accent || role == .warning { attributes.insert(.bold) }
    case .indexed:
      self.init(colour: Paint.indexedColour(role), attributes: role == .title ? .bold : [])
    case .direct:
      self.init(
        colour: Paint.indexedColour(role).map(Paint.rgb(ofIndexed:)),
        attributes: role == .title ? .bold : [])
    }
  }

  private init(colour: Int32? = nil, attributes: Attributes) {
    self.colour = colour
    self.attributes = attributes
  }

  /// What takes the place of a colour.
  private static func emphasis(_ role: Role) -> Attributes {
    switch role {
    case .text, .key, .literal: []
    case .dim, .border, .removed, .escape: .dim
    case .accent, .title, .added, .warning: .bold
    }
  }

  private static func basicColour(_ role: Role) -> Int32? {
    switch role {
    case .text, .dim, .border, .title, .key: nil
    case .accent: 4
    case .literal, .escape: 5
    case .added: 2
    case .removed: 1
    case .warning: 1
    }
  }

  private static func indexedColour(_ role: Role) -> Int32? {
    switch role {
    case .text, .title: nil
    case .dim: 243
    case .accent: 32
    case .key: 67
    case .literal: 98
    case .added: 64
    case .removed: 167
    case .warning: 130
    case .escape: 132
    case .border: 242
    }
  }

  /// xterm's colour cube (16 to 231) and grey ramp (from 232) as 0xRRGGBB.
  static func rgb(ofIndexed index: Int32) -> Int32 {
    func level(_ step: Int32) -> Int32 { step == 0 ? 0 : 55 + 40 * step }
    if index >= 232 { return (8 + 10 * (index - 232)) * 0x010101 }
    let cube = index - 16
    return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6)
  }
}
