import Glibc

/// A pseudo-terminal whose other end can be closed, as when a window is shut.
package final class HangUp {
  package let terminal: Int32
  private var master: Int32

  package init() throws {
    let ends = try PseudoTerminal.open(columns: 80, rows: 24)
    terminal = ends.terminal
    master = ends.master
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
