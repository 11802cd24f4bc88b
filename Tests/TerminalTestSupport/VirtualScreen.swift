import Glibc

/// A terminal without a window: a pseudo-terminal whose output libvterm turns into a screen.
///
/// What is asked of it takes everything into account that was written before: it has libvterm asked
/// for a status report (`ESC [ 5 n`) behind the output, and waits for the answer.
package final class VirtualScreen: Sendable {
  /// The end that a program uses as its terminal. Closed with this object.
  package let terminal: Int32
  private let wire: Wire
  private let thread: pthread_t

  package init(columns: Int = 80, rows: Int = 24) throws {
    let ends = try PseudoTerminal.open(columns: columns, rows: rows)
    terminal = ends.terminal
    wire = try Wire(master: ends.master, columns: columns, rows: rows)
    thread = try wire.startDraining()
  }

  deinit {
    wire.stopDraining()
    pthread_join(thread, nil)
    close(terminal)
  }

  /// The path of the terminal, for another process to open.
  package var path: String { ttyname(terminal).map { String(cString: $0) } ?? "" }

  /// Types.
  package func send(_ text: String) { send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) { wire.send(bytes) }

  /// Types once everything typed before has been read; until then it keeps its thread busy.
  package func sendAfterRead(_ bytes: [UInt8]) {
    var waiting: Int32 = 1
    while ioctl(terminal, UInt(FIONREAD), &waiting) == 0, waiting > 0 { sched_yield() }
    send(bytes)
  }

  package func resize(columns: Int, rows: Int) {
    settled { $0.resize(columns: columns, rows: rows) }
    PseudoTerminal.setSize(of: terminal, columns: columns, rows: rows)
  }

  /// The rows without the blanks they end in.
  package var lines: [String] { settled { $0.lines } }

  package func line(_ row: Int) -> String { lines[row] }

  package func cell(_ row: Int, _ column: Int) -> ScreenCell {
    settled { $0.cell(row: row, column: column) }
  }

  package var cursor: (row: Int, column: Int) { settled { $0.cursor } }

  package var properties: ScreenProperties { settled { $0.properties } }

  /// Everything written since the last call.
  package func takeOutput() -> [UInt8] { settled { $0.takeOutput() } }

  private func settled<Result: Sendable>(_ body: (inout Emulator) -> Result) -> Result {
    wire.awaitMarker(writtenTo: terminal)
    return wire.withEmulator(body)
  }
}
