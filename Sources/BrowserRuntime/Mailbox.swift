package import FixtureBrowser
import Glibc
import Synchronization

/// Events from workers for the thread that draws, with a pipe that becomes readable when there are
/// any: the one thing the event loop has to wait for.
package final class Mailbox: Sendable {
  /// With the number of the reading of the library that each is about; nil for none.
  package typealias Entry = (event: Event, reading: Int?)

  private let events = Mutex<[Entry]>([])
  /// To be polled for reading.
  package let descriptor: Int32
  private let writeDescriptor: Int32

  package init() {
    var ends: [Int32] = [-1, -1]
    // Without a pipe nothing would ever wake the loop.
    precondition(pipe(&ends) == 0, "a process can open a pipe")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (descriptor, writeDescriptor) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(writeDescriptor)
  }

  package func post(_ event: Event, reading: Int? = nil) {
    let wasEmpty = events.withLock { events in
      events.append((event, reading))
      return events.count == 1
    }
    guard wasEmpty else { return }
    var byte: UInt8 = 0
    // A full pipe is readable already.
    _ = write(writeDescriptor, &byte, 1)
  }

  /// Takes all events out.
  package func drain() -> [Entry] {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &bytes, bytes.count) > 0 {}
    return events.withLock { events in
      defer { events = [] }
      return events
    }
  }
}
