import Foundation

/// A pseudo-terminal whose other end nobody reads, and can be closed, as when a window is shut.
package final class HangUp {
  package let terminal: Int32
  private var master: Int32

  package init() throws {
    let ends = try PseudoTerminal.open(columns: 80, rows: 24)
    terminal = ends.terminal
    master = ends.master
  }

  /// Runs `body` on another thread once the terminal takes no more output; until then it keeps that
  /// thread busy.
  package func whenFull(_ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread { [terminal] in
      var request = pollfd(fd: terminal, events: Int16(POLLOUT), revents: 0)
      while poll(&request, 1, 0) > 0 { sched_yield() }
      body()
    }
  }

  deinit {
    hangUp()
    close(terminal)
  }

  package func hangUp() {
    guard master >= 0 else { return }
    close(master)
    master = -1
  }
}
