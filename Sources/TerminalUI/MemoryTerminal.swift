/// A terminal without a screen: it is fed events and remembers what it was told to show.
@MainActor
package final class MemoryTerminal: Terminal {
  package private(set) var size: Size
  package let charset: Charset
  package let inputDescriptor: Int32 = -1

  /// What was last shown.
  package private(set) var grid: Grid?
  package private(set) var cursor: (row: Int, column: Int)?
  /// How many times something was shown.
  package private(set) var frames = 0
  /// What was copied, oldest first.
  package private(set) var copied: [String] = []
  /// How many times the terminal was given away for a while.
  package private(set) var suspensions = 0
  package private(set) var isClosed = false

  private var events: [TerminalEvent] = []

  package init(size: Size, charset: Charset = .unicode) {
    self.size = size
    self.charset = charset
  }

  /// Adds events for the next ``pendingEvents()``, which also applies a change of size.
  package func feed(_ events: [TerminalEvent]) {
    self.events += events
  }

  package func feed(_ keys: [Key]) {
    feed(keys.map(TerminalEvent.key))
  }

  package func pendingEvents() -> [TerminalEvent] {
    defer { events = [] }
    for case .resize(let size) in events { self.size = size }
    return events
  }

  package func present(_ grid: Grid, cursor: (row: Int, column: Int)?) {
    self.grid = grid
    self.cursor = cursor
    frames += 1
  }

  package func redraw() {}

  package func withSuspended<Result>(_ body: () throws -> Result) rethrows -> Result {
    suspensions += 1
    return try body()
  }

  package func copy(_ text: String) {
    copied.append(text)
  }

  package func close() {
    isClosed = true
  }
}
