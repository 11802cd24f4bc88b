import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

/// Random keys, clicks, pastes and sizes, the same in every run. What must always hold is looked at
/// after each.
@Suite("A monkey at the keyboard")
struct MonkeyTests {
  private static let events = 20_000
  /// A screen costs more than an event, so not every one is drawn.
  private static let eventsPerScreen = 7

  @Test("Whatever is done, state and screen stay sound", arguments: [UInt64(1), 2])
  func staysSound(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var browsing = Browsing()
    var recent: [Event] = []
    for number in 0..<Self.events / 2 {
      let event = Self.event(browsing.state.size, using: &generator)
      recent = recent.suffix(30) + [event]
      browsing.handle(event)
      var problem = Self.problem(in: browsing.state)
      if problem == nil, number.isMultiple(of: Self.eventsPerScreen) {
        problem = Self.problem(in: browsing.screen, of: browsing.state.size)
      }
      if let problem {
        Issue.record("event \(number): \(problem)\nlast events: \(recent)")
        return
      }
      if browsing.state.isQuitting { browsing = Browsing() }
    }
  }

  // MARK: - Events

  private static func event(_ size: Size, using generator: inout SplitMix64) -> Event {
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<70:
      return .terminal(.key(keys.randomElement(using: &generator) ?? .enter))
    case 70..<85:
      return .terminal(.key(.character(letters.randomElement(using: &generator) ?? "x")))
    case 85..<92:
      let button: MouseEvent.Button =
        [.left, .left, .wheelUp, .wheelDown, .right].randomElement(using: &generator) ?? .left
      return .terminal(
        .mouse(
          MouseEvent(
            button: button, kind: .press, row: Int.random(in: -1...size.rows, using: &generator),
            column: Int.random(in: -1...size.columns, using: &generator))))
    case 92..<95:
      return .terminal(.paste(pastes.randomElement(using: &generator) ?? ""))
    default:
      let columns = widths.randomElement(using: &generator) ?? 80
      let rows = Int.random(in: 1...45, using: &generator)
      return .terminal(.resize(Size(columns: columns, rows: rows)))
    }
  }

  /// Every key that stands in the table, and those for typing.
  private static let keys: [Key] =
    CommandEntry.all.flatMap(\.keys).flatMap { (try? Key.sequence(notation: $0)) ?? [] }
    .filter { $0 != .character("Q") && $0 != .control("c") }
    + [.enter, .escape, .tab, .up, .down, .left, .right, .backspace, .delete, .control("u")]

  private static let letters = Array("abcdefgmnoprstuwxyz0123456789:/()|!<> *.é漢🚀")
  private static let pastes = ["", "size:>1k", "model:gpt*", "\u{1b}[2J\u{7}", "漢字\n", "e\u{301}"]
  private static let widths = [1, 5, 19, 20, 33, 59, 60, 76, 80, 109, 110, 159, 160, 200]

  // MARK: - What must hold

  private static func problem(in state: State) -> String? {
    let list = state.list
    if !list.rows.isEmpty, !list.rows.indices.contains(list.cursor) {
      return "the cursor \(list.cursor) is on none of \(list.rows.count) rows"
    }
    let layout = state.layout
    if let rows = layout.list?.body.rows, rows > 0, !list.rows.isEmpty {
      if !(list.top..<list.top + rows).contains(list.cursor) {
        return "the cursor \(list.cursor) is not among \(rows) rows from \(list.top)"
      }
    }
    for pane in layout.panes {
      let looked = state.panes[pane.id]
      let (count, rows) = (looked.content.lines.count, pane.part.body.rows)
      if count > 0, !(0..<count).contains(looked.cursor) {
        return "\(pane.id): the cursor \(looked.cursor) is on none of \(count) lines"
      }
      if count > 0, rows > 0, !(looked.top..<looked.top + rows).contains(looked.cursor) {
        return "\(pane.id): the cursor \(looked.cursor) is not shown from \(looked.top) on"
      }
    }
    if let id = state.focus.pane, !layout.isTooSmall, !layout.panes.contains(where: { $0.id == id })
    {
      return "\(id) has the focus and is not on the screen"
    }
    if state.focus == .list, !layout.isTooSmall, layout.list == nil {
      return "the list has the focus and is not on the screen"
    }
    return nil
  }

  private static func problem(in screen: Grid, of size: Size) -> String? {
    if screen.size != size { return "the screen is \(screen.size)" }
    for row in 0..<size.rows {
      var columns = 0
      for column in 0..<size.columns {
        let cell = screen[row, column]
        columns += Int(cell.width)
        // Plain ASCII is most of a screen.
        if (0x20..<0x7f).contains(cell.scalar), cell.marks == .none { continue }
        for scalar in [cell.scalar] + cell.marks where isForbidden(scalar) {
          return "row \(row) holds U+\(String(scalar, radix: 16))"
        }
      }
      if columns != size.columns { return "row \(row) is \(columns) columns wide" }
    }
    return nil
  }

  /// What a terminal could act on, or would not show.
  private static func isForbidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x20, 0x7f..<0xa0, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,
      0xfe00...0xfe0f, 0xe0000...0xe0fff:
      true
    default: false
    }
  }
}

/// The same numbers in every run.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
