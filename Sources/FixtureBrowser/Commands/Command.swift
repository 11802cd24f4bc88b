import FixtureKit

/// Everything a person or a script can ask the browser to do. Keys, the help, the `:` line, scripts
/// and tests all go by this one table.
package enum Command: String, CaseIterable, Sendable {
  case moveDown = "move.down"
  case moveUp = "move.up"
  case moveTop = "move.top"
  case moveBottom = "move.bottom"
  case halfPageDown = "move.halfPageDown"
  case halfPageUp = "move.halfPageUp"
  case pageDown = "move.pageDown"
  case pageUp = "move.pageUp"
  case scrollDown = "scroll.down"
  case scrollUp = "scroll.up"
  case open
  case back
  case inside = "move.inside"
  case outside = "move.outside"
  case nextItem = "item.next"
  case previousItem = "item.previous"
  case nextPane = "focus.next"
  case previousPane = "focus.previous"

  case nextView = "view.next"
  case view
  case split
  case maximise
  case grow = "size.grow"
  case shrink = "size.shrink"
  case byFile = "list.byFile"
  case foldToggle = "fold.toggle"
  case foldOpenAll = "fold.openAll"
  case foldCloseAll = "fold.closeAll"
  case foldLevel = "fold.level"

  case filter
  case clearFilter = "filter.clear"
  case search
  case searchNext = "search.next"
  case searchPrevious = "search.previous"
  case sort

  case mark
  case markRange = "mark.range"
  case markAll = "mark.all"
  case clearMarks = "mark.clear"
  case flag = "delete.flag"
  case write
  case undo
  case redo

  case copyValue = "copy.value"
  case copySource = "copy.source"
  case copyKey = "copy.key"
  case copyPath = "copy.path"
  case copyHash = "copy.hash"

  case reload
  case redraw
  case commandLine = "command"
  case help
  case suspend
  case quit
}

/// Where a command can be used.
enum CommandPlace: Sendable {
  case anywhere, pane
}

/// How the help groups commands.
enum CommandGroup: String, CaseIterable, Sendable {
  case move = "Move"
  case look = "Look"
  case find = "Find"
  case select = "Select"
  case change = "Change"
  case copy = "Copy"
  case app = "App"
}

/// What a command is called, which keys it has and where.
struct CommandEntry: Sendable {
  let command: Command
  /// Key sequences in notation, the main one first.
  let keys: [String]
  let title: String
  let group: CommandGroup
  var place = CommandPlace.anywhere
  /// A word for the last line, and how dear it is there: 0 is never left out.
  var hint: (word: String, rank: Int)?
  /// What stands for all keys on the last line, where the main one alone would mislead.
  var hintKey: String?
  /// What may follow on the `:` line, word by word.
  var choices: [[String]] = []
  /// Whether any text may follow.
  var takesText = false
  /// What a key passes on as the argument.
  var keyArguments: [String: String] = [:]
}

extension CommandEntry {
  /// What Esc passes to `back`: at the list it does not quit.
  static let stay = "stay"

  static let all: [CommandEntry] = move + look + find + select + change + copy + app

  private static let move: [CommandEntry] = [
    .init(
      command: .moveDown, keys: ["j", "<Down>"], title: "down", group: .move, hint: ("down", 9)),
    .init(
      command: .moveUp, keys: ["k", "<Up>"], title: "up", group: .move, hint: ("up", 10)),
    .init(command: .moveTop, keys: ["gg", "<Home>"], title: "first line", group: .move),
    .init(command: .moveBottom, keys: ["G", "<End>"], title: "last line, or line N", group: .move),
    .init(command: .halfPageDown, keys: ["<C-d>"], title: "half a page down", group: .move),
    .init(command: .halfPageUp, keys: ["<C-u>"], title: "half a page up", group: .move),
    .init(command: .pageDown, keys: ["<C-f>", "<PageDown>"], title: "page down", group: .move),
    .init(command: .pageUp, keys: ["<C-b>", "<PageUp>"], title: "page up", group: .move),
    .init(command: .scrollDown, keys: ["<C-e>"], title: "scroll a line down", group: .move),
    .init(command: .scrollUp, keys: ["<C-y>"], title: "scroll a line up", group: .move),
    .init(
      command: .open, keys: ["<Enter>"], title: "open: the panes fill the screen", group: .move,
      hint: ("open", 2)),
    .init(
      command: .back, keys: ["q", "<Esc>"], title: "back one level; q at the list quits",
      group: .move, hint: ("back", 1), keyArguments: ["<Esc>": stay]),
    .init(
      command: .inside, keys: ["l", "<Right>"], title: "into: open a row or a fold", group: .move),
    .init(
      command: .outside, keys: ["h", "<Left>"], title: "out of: close a fold, go back",
      group: .move),
    .init(
      command: .nextItem, keys: ["]"], title: "next interaction", group: .move,
      hint: ("next", 4)),
    .init(command: .previousItem, keys: ["["], title: "previous interaction", group: .move),
    .init(
      command: .nextPane, keys: ["<Tab>"], title: "list, Request, Response, Meta in turn",
      group: .move, hint: ("pane", 3)),
    .init(
      command: .previousPane, keys: ["<S-Tab>"], title: "the same backwards", group: .move),
  ]

  private static let look: [CommandEntry] = [
    .init(
      command: .nextView, keys: ["t"], title: "next view: tree, text, stream, raw", group: .look,
      hint: ("view", 5)),
    .init(
      command: .view, keys: ["gt"], title: "pick a view", group: .look,
      choices: [PaneView.allCases.map(\.rawValue)]),
    .init(
      command: .split, keys: ["|"], title: "request and response side by side, or one",
      group: .look, hint: ("split", 8)),
    .init(
      command: .maximise, keys: ["O"], title: "this part alone, or all again", group: .look),
    .init(command: .grow, keys: ["+"], title: "more room for the list", group: .look),
    .init(command: .shrink, keys: ["_"], title: "less room for the list", group: .look),
    .init(
      command: .byFile, keys: ["L"], title: "group by file, or one flat list", group: .look,
      hint: ("group", 8)),
    .init(
      command: .foldToggle, keys: ["za"], title: "open or close this fold", group: .look,
      hint: ("fold", 6)),
    .init(command: .foldOpenAll, keys: ["zR"], title: "open all folds", group: .look),
    .init(command: .foldCloseAll, keys: ["zM"], title: "close all folds", group: .look),
    .init(
      command: .foldLevel,
      keys: ["z1", "z2", "z3", "z4", "z5", "z6", "z7", "z8", "z9"],
      title: "open folds down to a level", group: .look, place: .pane,
      choices: [(1...9).map(String.init)],
      keyArguments: Dictionary(uniqueKeysWithValues: (1...9).map { ("z\($0)", "\($0)") })),
  ]

  private static let find: [CommandEntry] = [
    .init(
      command: .filter, keys: ["f"], title: "filter the list while typing", group: .find,
      hint: ("filter", 4), takesText: true),
    .init(command: .clearFilter, keys: ["F"], title: "show all again", group: .find),
    .init(
      command: .search, keys: ["/"], title: "search in this pane", group: .find,
      hint: ("search", 5), takesText: true),
    .init(command: .searchNext, keys: ["n"], title: "next hit", group: .find),
    .init(command: .searchPrevious, keys: ["N"], title: "previous hit", group: .find),
    .init(
      command: .sort, keys: ["oa", "oA", "os", "oS", "om", "oM", "of", "oF"],
      title: "order by age, size, model, file; capital: reversed", group: .find,
      hint: ("sort", 7), hintKey: "o",
      choices: [SortOrder.Field.allCases.map(\.rawValue), [SortOrder.reversed]],
      keyArguments: [
        "oa": "age", "oA": "age reversed", "os": "size", "oS": "size reversed", "om": "model",
        "oM": "model reversed", "of": "file", "oF": "file reversed",
      ]),
  ]

  private static let select: [CommandEntry] = [
    .init(
      command: .mark, keys: ["<Space>"], title: "mark this row, or no longer", group: .select,
      hint: ("mark", 6)),
    .init(command: .markRange, keys: ["v"], title: "begin a range of rows", group: .select),
    .init(command: .markAll, keys: ["*"], title: "mark all that is shown", group: .select),
    .init(command: .clearMarks, keys: ["U"], title: "take all marks off", group: .select),
  ]

  private static let change: [CommandEntry] = [
    .init(
      command: .flag, keys: ["d"], title: "flag for deletion, or no longer", group: .change,
      hint: ("flag", 5), choices: [State.scopes]),
    .init(
      command: .write, keys: ["w"], title: "write what is flagged, after a look at it",
      group: .change, hint: ("write", 1)),
    .init(
      command: .undo, keys: ["u"], title: "undo marks, flags and what was written",
      group: .change, hint: ("undo", 5)),
    .init(command: .redo, keys: ["<C-r>"], title: "do again what was undone", group: .change),
  ]

  private static let copy: [CommandEntry] = [
    .init(
      command: .copyValue, keys: ["yy"], title: "copy the value, decoded", group: .copy,
      place: .pane),
    .init(
      command: .copySource, keys: ["ys"], title: "copy the value as it stands in the file",
      group: .copy, place: .pane),
    .init(
      command: .copyKey, keys: ["yk"], title: "copy the member's name", group: .copy,
      place: .pane),
    .init(
      command: .copyPath, keys: ["yp"], title: "copy the path, $.messages[0].content",
      group: .copy, place: .pane),
    .init(command: .copyHash, keys: ["yh"], title: "copy the hash", group: .copy),
  ]

  private static let app: [CommandEntry] = [
    .init(command: .reload, keys: ["<F5>"], title: "read the folder again", group: .app),
    .init(command: .redraw, keys: ["<C-l>"], title: "paint the screen again", group: .app),
    .init(
      command: .commandLine, keys: [":"], title: "type a command by name", group: .app),
    .init(
      command: .help, keys: ["?", "<F1>", "<C-p>"], title: "this help: type to find, Enter runs",
      group: .app, hint: ("help", 0)),
    .init(command: .suspend, keys: ["<C-z>"], title: "suspend; fg comes back", group: .app),
    .init(command: .quit, keys: ["Q", "<C-c>"], title: "quit", group: .app),
  ]

  static func entry(for command: Command) -> CommandEntry? { all.first { $0.command == command } }
}

extension SortOrder {
  /// The word behind a field that turns the order round.
  static let reversed = "reversed"
}
