import CursesTerminal
import Glibc
import Testing

@MainActor @Suite("Signals", .serialized)
struct TerminationSignalsTests {
  @Test(
    "A signal arrives as its number on the pipe, and kills nobody",
    arguments: [SIGTERM, SIGHUP, SIGWINCH])
  func collects(signal: Int32) throws {
    let signals = try TerminationSignals()
    defer { signals.close() }
    #expect(signals.pending() == [])
    kill(getpid(), signal)
    var request = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&request, 1, 10_000) == 1)
    #expect(signals.pending() == [signal])
    #expect(signals.pending() == [])
  }

  @Test("Closing puts the earlier handler back")
  func restores() throws {
    func handler() -> sighandler_t? {
      var action = sigaction()
      sigaction(SIGHUP, nil, &action)
      return action.__sigaction_handler.sa_handler
    }
    func address(_ handler: sighandler_t?) -> Int { unsafeBitCast(handler, to: Int.self) }
    let before = address(handler())
    let signals = try TerminationSignals([SIGHUP])
    #expect(address(handler()) != before)
    signals.close()
    signals.close()
    #expect(address(handler()) == before)
  }

  @Test("Its descriptors are not inherited")
  func closesOnExec() throws {
    let signals = try TerminationSignals([SIGWINCH])
    defer { signals.close() }
    #expect(fcntl(signals.descriptor, F_GETFD) & FD_CLOEXEC != 0)
  }
}
