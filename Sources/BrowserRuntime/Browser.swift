package import FixtureBrowser
package import FixtureKit
import Glibc
package import TerminalUI

/// Runs the browser: takes events from terminal, workers and signals, hands them to the state, does
/// what it asks for, and shows it. Everything on the main thread but what the workers do.
@MainActor
package final class Browser {
  package private(set) var state: State
  private let terminal: any Terminal
  private let workers: Workers
  private let clock: @Sendable () -> Timestamp
  private let stopJob: @MainActor () -> Void
  private var needsPainting = true

  /// - Parameters:
  ///   - clock: the moment ages are counted to.
  ///   - settings: where to look for an operation that was interrupted.
  ///   - utcOffset: seconds that local time is ahead of UTC.
  ///   - stopJob: stops the process until somebody says `fg`; nothing where there is no shell.
  package init(
    root: String, terminal: any Terminal, clock: @escaping @Sendable () -> Timestamp,
    settings: Settings = Settings { _ in nil }, utcOffset: Int = 0,
    stopJob: @escaping @MainActor () -> Void = {}
  ) {
    self.stopJob = stopJob
    self.terminal = terminal
    self.clock = clock
    workers = Workers(root: root, mailbox: Mailbox(), settings: settings)
    state = State(root: root, size: terminal.size, charset: terminal.charset, now: clock())
    state.utcOffset = utcOffset
  }

  /// Starts reading the folder.
  package func start() { perform(state.start()) }

  package var isQuitting: Bool { state.isQuitting }

  /// Whether workers have something left to report.
  package var isIdle: Bool { !workers.isBusy }

  /// Whether the list is still to come.
  package var awaitsFirstRows: Bool { state.awaitsFirstRows }

  /// Whether the panes are about to get what they should show.
  package var isOpening: Bool { workers.isOpening }

  package func handle(_ event: Event) {
    state.now = clock()
    perform(state.update(event))
    needsPainting = true
  }

  /// Handles whatever has happened; whether there was anything.
  @discardableResult
  package func handlePending() -> Bool {
    let typed = terminal.pendingEvents()
    for event in typed { handle(.terminal(event)) }
    let entries = workers.mailbox.drain()
    // Files go by numbers, which mean others once the folder has been read again.
    for (event, reading) in entries where reading.map(workers.isCurrent) ?? true { handle(event) }
    return !typed.isEmpty || !entries.isEmpty
  }

  /// Says that what is to be shown takes longer than a frame can wait for.
  package func noteWaiting() { handle(.waiting) }

  /// What was painted is not on the screen any more.
  package func repaint() { needsPainting = true }

  /// Shows the state, if anything has happened since.
  package func paint() {
    guard needsPainting, !state.isQuitting else { return }
    needsPainting = false
    let (grid, cursor) = state.render()
    terminal.present(grid, cursor: cursor)
  }

  /// Waits until terminal, workers or `signals` have something.
  /// - Parameter milliseconds: at most so long; negative without an end.
  /// - Returns: false when the time has passed.
  package func wait(milliseconds: Int32 = -1, signals: Int32 = -1) -> Bool {
    var descriptors = [terminal.inputDescriptor, workers.mailbox.descriptor, signals].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    return poll(&descriptors, nfds_t(descriptors.count), milliseconds) != 0
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects where !workers.perform(effect) {
      switch effect {
      case .copy(let text): terminal.copy(text)
      case .redraw: terminal.redraw()
      case .suspend: terminal.withSuspended(stopJob)
      case .quit, .load, .findInterrupted, .reindex, .cancel, .check, .query, .open, .openFile,
        .write:
        break
      }
    }
  }
}
