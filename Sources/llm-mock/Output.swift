import Glibc
import LosslessJSON
import Synchronization

/// Standard output and error. What is written to standard output is held back until there is a good
/// piece of it; when nobody reads it any more the program ends, which is no error.
enum Output {
  private static let pending = Mutex<[UInt8]>([])
  /// Whether the program goes on when nobody reads its output: what it is asked to write is written
  /// whoever looks on.
  static let outlivesReader = Atomic(false)
  private static let pieceSize = 64 * 1024

  static func write(_ text: String) { write(bytes: text.utf8) }

  static func write(bytes: some Sequence<UInt8>) {
    let isFull = pending.withLock { pending in
      pending.append(contentsOf: bytes)
      return pending.count >= pieceSize
    }
    if isFull { flush() }
  }

  /// A JSON value, laid out for reading.
  static func write(json: JSONLiteral) {
    write(bytes: PythonJSON.text(of: json.value, in: .python))
    write("\n")
  }

  static func flush() {
    let bytes = pending.withLock { pending in
      defer { pending.removeAll(keepingCapacity: true) }
      return pending
    }
    send(bytes)
  }

  /// A line on standard error, as well as it can be done: nobody has to read it.
  static func error(_ line: String) { _ = write(Array((line + "\n").utf8), to: STDERR_FILENO) }

  /// A question on standard error, without a line end.
  static func prompt(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

  private static func send(_ bytes: [UInt8]) {
    switch write(bytes, to: STDOUT_FILENO) {
    case 0: return
    case EPIPE where outlivesReader.load(ordering: .relaxed): return
    case EPIPE: exit(0)
    case let code:
      error("Error: cannot write to standard output: \(String(cString: strerror(code)))")
      exit(ExitStatus.unreadable.rawValue)
    }
  }

  /// Writes all of it; returns 0, or the system's error number.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var sent = 0
    return bytes.withUnsafeBytes { buffer in
      while sent < buffer.count {
        let result = Glibc.write(
          descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
        if result > 0 {
          sent += result
        } else if errno == EAGAIN {
          var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&request, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }

  /// Whether standard output is a terminal, which acts on what it is sent.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the terminal on standard output; nil when it is none.
  static var terminalColumns: Int? {
    var size = winsize()
    guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }

  /// Whether to colour standard output: only a terminal that can, and not under NO_COLOR.
  static var usesColour: Bool {
    guard isTerminal else { return false }
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    return (variable("NO_COLOR") ?? "").isEmpty && !["", "dumb"].contains(variable("TERM") ?? "")
  }
}

/// Emphasis on a terminal; plain text elsewhere.
struct Ink {
  /// The parameter of the terminal's sequence.
  enum Colour: String {
    case bold = "1"
    case dim = "2"
    case accent = "36"
    case warning = "33"
  }

  private let isOn: Bool

  init(_ isOn: Bool = Output.usesColour) { self.isOn = isOn }

  func start(_ colour: Colour) -> String { isOn ? "\u{1b}[\(colour.rawValue)m" : "" }
  var end: String { isOn ? "\u{1b}[0m" : "" }

  func callAsFunction(_ colour: Colour, _ text: String) -> String { start(colour) + text + end }
}
