import Glibc

/// What a process owes its terminal: how to make it usable again without asking ncurses.
struct Restoration {
  var descriptor: Int32
  var attributes: termios
  var bytes: [UInt8]
}

/// Restores the terminal when a trap, a failed assertion or a bad access kills the process, so that
/// the shell stays usable. Best effort: the process is broken by then.
@MainActor
enum CrashRestore {
  private static let fatalSignals = [SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGTRAP, SIGFPE]

  /// From here until ``disarm()`` a fatal signal pays the debt and then takes its course.
  static func arm(_ restoration: Restoration) {
    disarm()
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: restoration.bytes.count)
    _ = bytes.initialize(from: restoration.bytes)
    debt.value = Debt(
      descriptor: restoration.descriptor, attributes: restoration.attributes, bytes: bytes)
    useAlternateStack()
    handlers.install(fatalSignals, flags: SA_ONSTACK, payDebt)
  }

  static func disarm() {
    guard let bytes = debt.value.bytes else { return }
    for signal in fatalSignals { handlers.restore(signal) }
    debt.value.bytes = nil
    bytes.deallocate()
  }

  /// A call stack that has overflowed has no room for a handler. Such a signal is delivered on the
  /// thread that caused it, and it is the main one whose stack a view could exhaust.
  private static func useAlternateStack() {
    var stack = stack_t()
    stack.ss_sp = alternateStack.baseAddress
    stack.ss_size = alternateStack.count
    sigaltstack(&stack, nil)
  }

  private static let alternateStack = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 1 << 16, alignment: 16)
}

/// ``Restoration`` in a form that a signal handler may read.
private struct Debt {
  var descriptor: Int32 = -1
  var attributes = termios()
  var bytes: UnsafeMutableBufferPointer<UInt8>?
}

private let debt = SettledMemory(Debt())
private let handlers = SignalHandlers()

/// The handler: only calls that POSIX allows there.
private func payDebt(_ signal: Int32) {
  var debt = debt.value
  if let bytes = debt.bytes {
    _ = write(debt.descriptor, bytes.baseAddress, bytes.count)
    tcsetattr(debt.descriptor, TCSANOW, &debt.attributes)
  }
  handlers.restore(signal)
  // Blocked while the handler runs; it takes its course on return.
  raise(signal)
}
