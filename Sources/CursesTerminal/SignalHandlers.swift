import Glibc

/// Memory for signal handlers to use: never moved, never freed.
///
/// A handler may not allocate, lock or run a lazy initialiser, so what it reads must be settled before
/// it is installed. It is reached through a global `let`: access to a `var` is checked for exclusivity,
/// which a handler that interrupts another access would trip over.
///
/// Unchecked, because no lock can keep a handler out: the main actor alone writes here, and only while
/// the handler that reads it is not installed.
struct SettledMemory<Value>: @unchecked Sendable {
  private let values: UnsafeMutablePointer<Value>

  init(_ value: Value, count: Int = 1) {
    values = .allocate(capacity: count)
    values.initialize(repeating: value, count: count)
  }

  subscript(index: Int) -> Value {
    get { values[index] }
    nonmutating set { values[index] = newValue }
  }

  /// The first value.
  var value: Value {
    get { values.pointee }
    nonmutating set { values.pointee = newValue }
  }
}

/// Installs handlers of signals and remembers what they replace.
struct SignalHandlers: Sendable {
  /// By signal number; Linux has 64.
  private let previous = SettledMemory(sigaction(), count: 65)

  func install(
    _ signals: [Int32], flags: Int32, _ handler: @escaping @convention(c) (Int32) -> Void
  ) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    for signal in signals { sigaction(signal, &action, &previous[Int(signal)]) }
  }

  /// Puts back what was there before ``install(_:flags:_:)``. A signal handler may call it.
  func restore(_ signal: Int32) {
    var action = previous[Int(signal)]
    sigaction(signal, &action, nil)
  }
}
