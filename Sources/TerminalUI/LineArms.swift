/// The directions in which a line leaves a cell; where lines share a cell their arms add up.
struct LineArms: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let left = LineArms(rawValue: 1 << 0)
  static let right = LineArms(rawValue: 1 << 1)
  static let up = LineArms(rawValue: 1 << 2)
  static let down = LineArms(rawValue: 1 << 3)
  static let horizontal: LineArms = [.left, .right]
  static let vertical: LineArms = [.up, .down]

  /// The character that draws them. A single arm is drawn across the whole cell.
  func scalar(in charset: Charset) -> Unicode.Scalar {
    let runsAcross = !isDisjoint(with: .horizontal)
    let runsDown = !isDisjoint(with: .vertical)
    switch charset {
    case .ascii: return runsAcross ? (runsDown ? "+" : "-") : "|"
    case .unicode: break
    }
    guard runsAcross else { return "│" }
    guard runsDown else { return "─" }
    switch self {
    case [.right, .down]: return "┌"
    case [.left, .down]: return "┐"
    case [.right, .up]: return "└"
    case [.left, .up]: return "┘"
    case [.right, .up, .down]: return "├"
    case [.left, .up, .down]: return "┤"
    case [.left, .right, .down]: return "┬"
    case [.left, .right, .up]: return "┴"
    default: return "┼"
    }
  }
}
