package import FixtureKit
package import TerminalUI

/// Everything the screen depends on. Changed by ``update(_:)`` only, shown by ``render()`` only.
package struct State: Sendable {
  package internal(set) var library: BrowserLibrary
  package internal(set) var size: Size
  let charset: Charset
  /// Ages are counted to here; the caller sets it with each event.
  package var now: Timestamp
  /// Seconds that local time is ahead of UTC, which the program sets: the log says what a clock on
  /// the wall would. Everything else is in UTC, as recorded.
  package var utcOffset = 0

  var list = ListState()
  var panes = Panes()
  var focus = Focus.list
  /// The panes fill the screen.
  var isZoomed = false
  /// Request and response side by side; nil leaves it to the width.
  var splits: Bool?
  /// The focused part takes all the room.
  var isMaximised = false
  /// Rows that `+` and `_` have given to the list beyond its share.
  var extraListRows = 0

  var picks = Picks()
  var history = History()
  /// Whether files are being written.
  var isWriting = false
  var input = Input.none
  var keys = KeyState()
  /// Shown in the status line until the next key.
  var message: Message?
  var log: [LogEntry] = []
  /// The folder as it is being read again; it takes the place of ``library`` once its rows are there.
  var reading: Reading?
  /// From the request to read the folder again until that is done, or has failed.
  var isReadingAgain = false
  package internal(set) var isQuitting = false

  package init(root: String, size: Size, charset: Charset, now: Timestamp) {
    library = BrowserLibrary(root: root)
    self.size = size
    self.charset = charset
    self.now = now
  }
}

/// Where keys go.
enum Focus: Hashable, Sendable {
  case list
  case pane(PaneID)

  var pane: PaneID? {
    if case .pane(let id) = self { return id }
    return nil
  }
}

/// What is being typed, if anything.
enum Input: Sendable {
  case none
  /// `before` is the filter that Esc brings back.
  case filter(LineEditor, before: String)
  case search(LineEditor)
  case command(CommandLine)
  case help(HelpState)
  case writing(WriteDialog)
  /// Something is flagged and not written: whether to quit all the same.
  case quitting
}

/// Keys typed so far that are not a command yet.
struct KeyState: Sendable {
  var count: Int?
  var pending: [Key] = []
}

struct Message: Hashable, Sendable {
  var text: String
  var isWarning = false
}

struct LogEntry: Hashable, Sendable {
  var time: Timestamp
  var text: String
}

/// A row by what does not change when the folder is read again: paths relative to the library.
enum RowAnchor: Hashable, Sendable {
  case folder(String)
  case file(String)
  case interaction(String, position: Int)
}

/// A library that is read again, beside the one on the screen.
struct Reading: Sendable {
  var library: BrowserLibrary
  /// Number of the first query for its rows, once all files have been read.
  var firstQuery: Int?
  /// What the log is told when it takes over.
  var summary = ""
}

/// The list: which rows it has and where one stands in it.
struct ListState: Sendable {
  var rows: [Row] = []
  var cursor = 0
  /// The first row shown.
  var top = 0
  /// How ``rows`` are arranged.
  var rowArrangement = Arrangement.flat
  /// Interactions that pass the filter.
  var interactions = 0
  /// What of folders and files passes the filter; nil in a flat list, and where there is no filter.
  var passing: Passing?
  /// Where a range of rows begins, while one is picked.
  var rangeStart: Row?
  /// The row one was on before a filter was typed, to go back to while it passes.
  var home: RowAnchor?
  /// Whether all files have been read once.
  var isLoaded = false
  /// Until the first key the cursor keeps to the first interaction, while rows stream in.
  var isUntouched = true
  var order = SortOrder()
  /// Nil leaves it to the width.
  var arrangement: Arrangement?
  var closed: Set<Row> = []
  /// The same under a filter, which begins with everything open: hits must not hide.
  var closedUnderFilter: Set<Row> = []
  var filter = Filter.all
  /// The text of ``filter``.
  var filterText = ""
  /// Why the text being typed is no filter; ``filter`` is then the last good one.
  var filterError: FilterError?
  /// Number of the latest query.
  var query = 0
  /// Number of the query that ``rows`` answers.
  var answered = 0
  /// What the rows depend on has changed since the latest query.
  var isStale = false

  var current: Row? { rows.indices.contains(cursor) ? rows[cursor] : nil }
  var isFiltered: Bool { filter != .all }

  /// Folder and file rows that are closed now.
  var closedRows: Set<Row> {
    get { isFiltered ? closedUnderFilter : closed }
    set { if isFiltered { closedUnderFilter = newValue } else { closed = newValue } }
  }
}

extension State {
  /// Whether the list cannot say anything yet, neither rows nor that there are none.
  package var awaitsFirstRows: Bool { !library.isListed || list.answered == 0 && list.query > 0 }

  /// How the rows shall be arranged: as asked, else by the width.
  var arrangement: Arrangement { list.arrangement ?? (size.columns >= 160 ? .byFile : .flat) }

  /// What a folder or a file holds.
  func totals(of row: Row) -> BrowserLibrary.Totals {
    switch row {
    case .folder(let folder): library.folders[folder].totals
    case .file(let file): library.files[file].totals
    case .interaction: BrowserLibrary.Totals()
    }
  }

  /// What of a folder or a file passes the filter, as long as there is one.
  func shownTotals(of row: Row) -> BrowserLibrary.Totals {
    list.passing?.totals[row] ?? totals(of: row)
  }

  /// What is said while the folder is read again.
  var reloadMessage: String { "reading \(library.root) again" }

  mutating func say(_ text: String) { message = Message(text: text) }

  mutating func warn(_ text: String) { message = Message(text: text, isWarning: true) }

  /// Adds to the log strip of wide screens, which keeps the last hundred entries.
  mutating func record(_ text: String) {
    log.insert(LogEntry(time: now, text: text), at: 0)
    if log.count > 100 { log.removeLast() }
  }
}
