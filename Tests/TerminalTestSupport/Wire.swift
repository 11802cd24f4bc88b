import Glibc
import Synchronization
import TestSupport

/// Moves output from a pseudo-terminal into an emulator, on a thread of its own, so that no program
/// ever waits for a full pseudo-terminal.
final class Wire: Sendable {
  private let master: Int32
  private let answered: SelfPipe
  private let stopped: SelfPipe
  private let emulator: Mutex<Emulator>

  /// Takes the master's end over.
  init(master: Int32, columns: Int, rows: Int) throws {
    self.master = master
    answered = try SelfPipe()
    stopped = try SelfPipe()
    emulator = Mutex(Emulator(columns: columns, rows: rows))
  }

  deinit {
    close(master)
    answered.close()
    stopped.close()
  }

  func send(_ bytes: [UInt8]) { writeAll(bytes, to: master) }

  func withEmulator<Result: Sendable>(_ body: (inout Emulator) -> Result) -> Result {
    emulator.withLock { body(&$0) }
  }

  /// Returns once everything written to `terminal` up to now has reached the emulator.
  func awaitMarker(writtenTo terminal: Int32) {
    writeAll(StatusReport.request, to: terminal)
    precondition(answered.wait(milliseconds: 30_000), "the virtual screen does not answer")
  }

  func startDraining() throws -> pthread_t {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Wire>.fromOpaque(context).takeRetainedValue().drain()
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      throw SystemError(call: "pthread_create", code: status)
    }
    return thread
  }

  func stopDraining() { stopped.signal() }

  private func drain() {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var requests = [
        pollfd(fd: master, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stopped.readEnd, events: Int16(POLLIN), revents: 0),
      ]
      poll(&requests, 2, -1)
      if requests[1].revents != 0 { return }
      let count = read(master, &bytes, bytes.count)
      guard count > 0 else { return }
      let replies = emulator.withLock { $0.write(bytes[..<count]) }
      for _ in 0..<replies.markers { answered.signal() }
      writeAll(replies.others, to: master)
    }
  }
}

/// "Are you well?", and "yes": asked and answered by every terminal, in order with everything else.
enum StatusReport {
  static let request = Array("\u{1B}[5n".utf8)
  static let answer = Array("\u{1B}[0n".utf8)
}
