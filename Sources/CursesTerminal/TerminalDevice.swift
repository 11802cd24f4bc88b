import Glibc
import TerminalUI

/// System calls on a terminal's descriptor.
enum TerminalDevice {
  /// The size the kernel has on record; nil where it has none, as on a serial line.
  static func size(of descriptor: Int32) -> Size? {
    var window = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0
    else { return nil }
    return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }

  static func attributes(of descriptor: Int32) -> termios? {
    var attributes = termios()
    return tcgetattr(descriptor, &attributes) == 0 ? attributes : nil
  }

  /// Whether there is something to read, waiting at most so many milliseconds for it.
  static func isReadable(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) > 0
  }

  /// What one `read` gives; nil once the terminal is gone. The descriptor must be readable. It is not
  /// made non-blocking, because that would also concern the shell that shares it.
  static func read(_ descriptor: Int32) -> [UInt8]? {
    var result = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      count = max(0, result)
    }
    if result > 0 || (result < 0 && (errno == EINTR || errno == EAGAIN)) { return bytes }
    return nil
  }

  /// Writes all of it, or as much as a terminal that is going away takes; or, once a signal has asked
  /// the program to end, one that has stopped taking anything.
  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty, takesOutput(descriptor) {
      // Where there is room at all there is room for a byte; for more a write may wait.
      let piece = TerminationSignals.isEnding ? rest.prefix(1) : rest
      let written = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EAGAIN, errno != EINTR {
        return
      }
    }
  }

  /// Waits until the terminal takes output; false where it has been taking none for a moment and a
  /// signal has asked the program to end.
  static func takesOutput(_ descriptor: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while true {
      let ready = poll(&request, 1, patience)
      if ready > 0 { return true }
      if ready == 0, TerminationSignals.isEnding { return false }
    }
  }

  /// Milliseconds that a slow terminal may take no output without being given up.
  private static let patience: Int32 = 250
}
