import CNcurses
import TerminalUI

/// The roles in ncurses' terms, settled once when the terminal is opened.
struct CursesPalette {
  private var appearances: [(attributes: attr_t, pair: Int16)] = []

  /// Starts ncurses' colours if they are wanted and the terminal can show them on its own background.
  @MainActor
  init(usesColours: Bool) {
    let depth = usesColours ? Self.startColours() : .none
    for role in Role.allCases {
      let paint = Paint(role, depth: depth)
      let pair = Int16(role.rawValue) + 1
      if let colour = paint.colour, init_extended_pair(Int32(pair), colour, -1) == OK {
        appearances.append((Self.bits(paint.attributes), pair))
      } else {
        // Text in a pair that could not be made would be invisible.
        let paint = paint.colour == nil ? paint : Paint(role, depth: .none)
        appearances.append((Self.bits(paint.attributes), 0))
      }
    }
  }

  /// A blank cell that looks so.
  func blank(_ style: Style) -> cchar_t {
    let role = appearances[Int(style.role.rawValue)]
    var cell = cchar_t()
    setcchar(&cell, [0x20, 0], role.attributes | Self.bits(style.attributes), role.pair, nil)
    return cell
  }

  @MainActor
  private static func startColours() -> ColourDepth {
    guard has_colors(), start_color() == OK, use_default_colors() == OK,
      Int(cn_colour_pairs()) > Role.allCases.count
    else { return .none }
    if CursesTerminfo.flag("RGB") { return .direct }
    switch cn_colours() {
    case 256...: return .indexed
    case 8...: return .eight
    default: return .none
    }
  }

  private static func bits(_ attributes: Attributes) -> attr_t {
    var bits: attr_t = 0
    if attributes.contains(.bold) { bits |= cn_bold }
    if attributes.contains(.dim) { bits |= cn_dim }
    if attributes.contains(.reverse) { bits |= cn_reverse }
    if attributes.contains(.underline) { bits |= cn_underline }
    if attributes.contains(.italic) { bits |= cn_italic }
    return bits
  }
}
