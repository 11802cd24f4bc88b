import CNcurses
import Glibc

/// Makes one write of what ncurses sends for a frame. By itself it writes at every move of the
/// cursor: dozens of small pieces, each of which wakes the terminal, and may be seen before the rest.
@MainActor
final class FrameBuffer {
  /// What ncurses writes to.
  private let stream: Int32
  private let terminal: Int32
  /// Takes the place of the terminal while ncurses writes; negative where the system has none to give.
  private let memory: Int32
  private var bytes: [UInt8] = []

  init(stream: Int32, terminal: Int32) {
    self.stream = stream
    self.terminal = terminal
    memory = memfd_create("llm-mock frame", cn_memfd_closes_on_exec)
  }

  isolated deinit {
    if memory >= 0 { Glibc.close(memory) }
  }

  /// Sends what `body` makes ncurses write, in one piece.
  func collect(_ body: () -> Void) {
    guard memory >= 0, lseek(memory, 0, SEEK_SET) == 0, dup2(memory, stream) == stream else {
      return body()
    }
    body()
    // Both descriptors share one position.
    let count = max(0, lseek(memory, 0, SEEK_CUR))
    dup2(terminal, stream)
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: repeatElement(0, count: count))
    let read = bytes.withUnsafeMutableBytes { pread(memory, $0.baseAddress, count, 0) }
    bytes.removeLast(count - max(0, read))
    TerminalDevice.write(bytes, to: terminal)
  }
}
