import Glibc
import Synchronization

/// Turns signals into bytes on a pipe, so that a loop which waits in `poll` handles them like input,
/// in its own time and on its own thread.
///
/// Open it before the terminal: ncurses installs handlers of its own where it finds none. At most one
/// may exist at a time.
@MainActor
package final class TerminationSignals {
  /// Readable while a signal waits.
  package let descriptor: Int32
  private let writeEnd: Int32
  private let signals: [Int32]

  /// What ends a process that does not care, and must not end one that owes a terminal.
  package static let ending = [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGXCPU,
    SIGXFSZ,
  ]

  /// Whether one of ``ending`` has come: whatever waits for a terminal must give up.
  nonisolated static var isEnding: Bool { endIsAskedFor.load(ordering: .relaxed) }

  /// What a full-screen program must answer for: requests to end or stop, news of a change, and the
  /// loss of a reader, which a write reports too.
  package static let usual = ending + [SIGTSTP, SIGWINCH, SIGCONT, SIGPIPE]

  package init(_ signals: [Int32] = TerminationSignals.usual) throws(TerminalFailure) {
    precondition(pipeEnd.value < 0, "signals are already being collected")
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system(call: "pipe", code: errno) }
    for end in ends {
      // A child has no use for it, and a handler must not wait for room.
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writeEnd = ends[1]
    self.signals = signals
    pipeEnd.value = ends[1]
    endIsAskedFor.store(false, ordering: .relaxed)
    handlers.install(
      signals.filter { !Self.ending.contains($0) }, flags: SA_RESTART, noteSignal)
    // Without SA_RESTART they interrupt a write to a terminal that takes no output.
    handlers.install(signals.filter(Self.ending.contains), flags: 0, noteEnding)
  }

  /// The signals that have come since the last call, oldest first.
  package func pending() -> [Int32] {
    var signals: [Int32] = []
    while TerminalDevice.isReadable(descriptor, within: 0),
      let bytes = TerminalDevice.read(descriptor), !bytes.isEmpty
    {
      signals += bytes.map(Int32.init)
    }
    return signals
  }

  /// Stops the process and whatever shares its job, as ctrl-z does; returns when it is continued.
  /// The terminal must have been given back: see ``Terminal/withSuspended(_:)``.
  package static func stopJob() {
    var previous = sigaction()
    var standard = sigaction()
    standard.__sigaction_handler.sa_handler = SIG_DFL
    sigaction(SIGTSTP, &standard, &previous)
    kill(0, SIGTSTP)
    sigaction(SIGTSTP, &previous, nil)
  }

  /// Puts the earlier handlers back.
  package func close() {
    guard pipeEnd.value == writeEnd else { return }
    for signal in signals { handlers.restore(signal) }
    endIsAskedFor.store(false, ordering: .relaxed)
    pipeEnd.value = -1
    Glibc.close(writeEnd)
    Glibc.close(descriptor)
  }
}

/// Where the handler writes; negative while none is installed.
private let pipeEnd = SettledMemory(Int32(-1))
private let endIsAskedFor = Atomic(false)
private let handlers = SignalHandlers()

/// The handler. A full pipe loses the signal, which then repeats what already waits there.
private func noteSignal(_ signal: Int32) {
  let saved = errno
  var byte = UInt8(truncatingIfNeeded: signal)
  _ = write(pipeEnd.value, &byte, 1)
  errno = saved
}

/// The handler of what ends the program.
private func noteEnding(_ signal: Int32) {
  endIsAskedFor.store(true, ordering: .relaxed)
  noteSignal(signal)
}
