import Glibc

/// Threads for long work. Not Dispatch's: one of its pool keeps the priority it was given, whoever
/// comes after, and a pool is looked after once a second as long as it lives.
package enum Threads {
  /// Runs `body` on `count` new threads, and returns when all are done.
  /// - Parameter niceness: how far each lets others go first, 0 to 19. Linux keeps it for each thread.
  package static func run(
    _ count: Int, niceness: Int32 = 0, _ body: @escaping @Sendable () -> Void
  ) {
    var threads: [pthread_t] = []
    let work = Work(niceness: niceness, body: body)
    for _ in 0..<count {
      var thread = pthread_t()
      let box = Unmanaged.passRetained(work)
      let status = pthread_create(
        &thread, nil,
        { box in
          guard let box else { return nil }
          Unmanaged<Work>.fromOpaque(box).takeRetainedValue().run()
          return nil
        }, box.toOpaque())
      if status == 0 { threads.append(thread) } else { box.release() }
    }
    // A system that gives no thread still gets its work done.
    if threads.isEmpty { body() }
    for thread in threads { pthread_join(thread, nil) }
  }

  private final class Work: Sendable {
    private let niceness: Int32
    private let body: @Sendable () -> Void

    init(niceness: Int32, body: @escaping @Sendable () -> Void) {
      self.niceness = niceness
      self.body = body
    }

    func run() {
      if niceness > 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
      body()
    }
  }
}
