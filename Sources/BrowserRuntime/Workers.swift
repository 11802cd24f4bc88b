import Dispatch
package import FixtureBrowser
package import FixtureKit
import Glibc
import Synchronization

/// Does what the browser wants done with files, away from the thread that draws, and reports to its
/// mailbox. Reading for the panes and filtering go before reading the whole library.
package final class Workers: Sendable {
  private let root: String
  package let mailbox: Mailbox
  private let settings: Settings
  private let threads: Int

  /// What the user waits for.
  private let foreground = DispatchQueue(label: "foreground", qos: .userInteractive)
  private let background = DispatchQueue(label: "background", qos: .utility)

  /// Counts readings of the library: one that is not the latest has been cancelled.
  private let load = Atomic(0)
  /// The latest query; earlier ones are given up.
  private let query = Atomic(0)
  /// The latest thing asked for by the panes; what the cursor has moved past is not read.
  private let opening = Atomic(0)
  /// The latest thing that is, or is about to be, in the mailbox.
  private let opened = Atomic(0)
  /// Jobs that have not reported yet.
  private let unfinished = Atomic(0)

  /// - Parameters:
  ///   - root: the folder, as ``BrowserLibrary/root`` has it.
  ///   - settings: where to look for an operation that was interrupted.
  ///   - threads: how many read the library.
  package init(
    root: String, mailbox: Mailbox, settings: Settings = Settings { _ in nil },
    threads: Int = LibraryIndexer.defaultThreads
  ) {
    self.root = root
    self.mailbox = mailbox
    self.settings = settings
    self.threads = threads
  }

  /// Whether anything is still to be reported.
  package var isBusy: Bool { unfinished.load(ordering: .acquiring) > 0 }

  /// Whether an answer about that reading is still wanted.
  package func isCurrent(_ reading: Int) -> Bool { load.load(ordering: .relaxed) == reading }

  /// Whether an interaction or a file is being opened.
  package var isOpening: Bool {
    opened.load(ordering: .acquiring) != opening.load(ordering: .relaxed)
  }

  /// Starts what the effect asks for; false for effects that are none of a worker's.
  package func perform(_ effect: Effect) -> Bool {
    switch effect {
    case .load: startLoad()
    case .findInterrupted: findInterrupted()
    case .reindex(let file, let path): reindex(file, path)
    case .cancel: load.add(1, ordering: .relaxed)
    case .check(let library, let files): check(library, files)
    case .query(let rowQuery): answer(rowQuery)
    case .open(let place, let path, let index, let rules): open(place, path, index, rules)
    case .openFile(let file, let path): openFile(file, path)
    case .write(let request): write(request)
    case .copy, .redraw, .suspend, .quit: return false
    }
    return true
  }

  private func run(on queue: DispatchQueue, _ job: @escaping @Sendable () -> Void) {
    unfinished.add(1, ordering: .relaxed)
    queue.async {
      job()
      self.unfinished.subtract(1, ordering: .releasing)
    }
  }

  // MARK: - Loading

  private func startLoad() {
    let number = load.add(1, ordering: .relaxed).newValue
    run(on: background) { [self] in
      do throws(FixtureError) {
        let listing = try LibraryListing(of: root)
        let settings = SettingsReading(of: root, listing)
        let library = BrowserLibrary(root: root, listing, settings)
        mailbox.post(.listed(.success(library)), reading: number)
        index(listing.paths, load: number)
      } catch { mailbox.post(.listed(.failure(error)), reading: number) }
    }
  }

  /// How often results are handed over while files are read: a few times a blink, so that neither the
  /// reading nor the screen spends its time on that.
  private static let batchNanoseconds: UInt64 = 40_000_000

  private func index(_ names: [String], load number: Int) {
    struct Batch {
      var results: [FileReport] = []
      var handedOver: UInt64
    }
    let started = Self.monotonicNanoseconds
    let batch = Mutex(Batch(handedOver: started))
    let paths = names.map { root + "/" + $0 }
    let isCancelled: @Sendable () -> Bool = { !self.isCurrent(number) }
    LibraryIndexer.index(
      paths, threads: threads, niceness: Self.niceness, isCancelled: isCancelled
    ) { file, state in
      let report = FileReport(file, state, at: paths[file])
      let ready = batch.withLock { batch -> [FileReport]? in
        batch.results.append(report)
        let now = Self.monotonicNanoseconds
        guard now - batch.handedOver >= Self.batchNanoseconds else { return nil }
        batch.handedOver = now
        defer { batch.results = [] }
        return batch.results
      }
      if let ready { self.mailbox.post(.indexed(ready), reading: number) }
    }
    guard isCurrent(number) else { return }
    let rest = batch.withLock { $0.results }
    if !rest.isEmpty { mailbox.post(.indexed(rest), reading: number) }
    let milliseconds = Int((Self.monotonicNanoseconds - started) / 1_000_000)
    mailbox.post(.indexingEnded(milliseconds: milliseconds), reading: number)
  }

  private func reindex(_ file: Int, _ path: String) {
    let reading = load.load(ordering: .relaxed)
    run(on: foreground) { [mailbox] in
      mailbox.post(.indexed([FileReport(reading: file, at: path)]), reading: reading)
    }
  }

  private func check(_ library: BrowserLibrary, _ files: [Int]) {
    let number = load.load(ordering: .relaxed)
    run(on: background) { [self] in
      Threads.run(1, niceness: Self.niceness) {
        self.findings(of: files, in: library, load: number)
      }
    }
  }

  private func findings(of files: [Int], in library: BrowserLibrary, load number: Int) {
    var results: [(file: Int, findings: [InteractionFindings])] = []
    var handedOver = Self.monotonicNanoseconds
    for file in files {
      let entry = library.files[file]
      guard entry.findings == nil, let index = entry.state.index else { continue }
      guard isCurrent(number) else { return }
      // A file that has changed meanwhile is read again when it is looked at.
      let path = library.fullPath(of: file)
      if let findings = try? FileChecker.findings(of: index, at: path, entry.rules) {
        results.append((file, findings))
      }
      let now = Self.monotonicNanoseconds
      guard now - handedOver >= Self.batchNanoseconds else { continue }
      mailbox.post(.checked(results), reading: number)
      (results, handedOver) = ([], now)
    }
    mailbox.post(.checked(results), reading: number)
  }

  // MARK: - Writing

  private func write(_ request: WriteRequest) {
    run(on: foreground) { [self] in
      let result = Result { () throws(FixtureError) in
        try WriteOperation(root: root, settings: settings).perform(request)
      }
      mailbox.post(.wrote(result, request))
    }
  }

  private func findInterrupted() {
    // On a queue of its own: another process may have the journal's lock.
    run(on: DispatchQueue(label: "journal", qos: .utility)) { [self] in
      // Where nothing can be looked at there is nothing to say.
      guard let library = try? LibraryRoot(of: root),
        let state = try? StateFolder(of: library, settings),
        let entry = try? LibraryWriter(Journal(state), now: { Timestamp(seconds: time(nil)) })
          .interrupted()
      else { return }
      mailbox.post(.interrupted(.interrupted(command: entry.command, root: library.path)))
    }
  }

  // MARK: - Rows

  private func answer(_ rowQuery: RowQuery) {
    query.store(rowQuery.number, ordering: .relaxed)
    // Each on a queue of its own: a regular expression that takes for ever must not keep the next
    // filter waiting.
    run(on: DispatchQueue(label: "query", qos: .userInitiated)) { [self] in
      let isCurrent = { self.query.load(ordering: .relaxed) == rowQuery.number }
      guard isCurrent() else { return }
      var rows = rowQuery.rows(
        passing: { self.positions(passing: rowQuery, $0, $1, while: isCurrent) },
        filePasses: { rowQuery.passes(file: $0) })
      rows.hasGivenUp = rowQuery.filter.hasGivenUp
      if isCurrent() { mailbox.post(.rows(rows)) }
    }
  }

  /// The interactions of a file that pass, reading what must be read for that.
  private func positions(
    passing rowQuery: RowQuery, _ file: Int, _ index: FileIndex, while isCurrent: () -> Bool
  ) -> [Int] {
    if rowQuery.filter == .all { return Array(0..<index.count) }
    let entry = rowQuery.library.files[file]
    var judge = FilterJudge(
      rowQuery.filter, index: index, name: entry.path, path: rowQuery.library.fullPath(of: file),
      now: rowQuery.now, rules: entry.rules, findings: entry.findings)
    // A file that has changed is read again when it is looked at; until then it does not match.
    return (0..<index.count).filter { isCurrent() && (try? judge.passes($0)) == true }
  }

  // MARK: - Panes

  private func open(_ place: Place, _ path: String, _ index: FileIndex, _ rules: MatchRules) {
    let number = opening.add(1, ordering: .relaxed).newValue
    let reading = load.load(ordering: .relaxed)
    run(on: foreground) { [self] in
      guard opening.load(ordering: .relaxed) == number else { return }
      let result = Result { () throws(FixtureError) in
        OpenedInteraction(
          place.position, of: index,
          try FixtureReader.interaction(place.position, of: index, at: path), rules: rules)
      }
      opened.store(number, ordering: .releasing)
      mailbox.post(.opened(place, result), reading: reading)
    }
  }

  private func openFile(_ file: Int, _ path: String) {
    let number = opening.add(1, ordering: .relaxed).newValue
    let reading = load.load(ordering: .relaxed)
    run(on: foreground) { [self] in
      guard opening.load(ordering: .relaxed) == number else { return }
      let result = Result { () throws(FixtureError) in
        let (bytes, size) = try FixtureReader.rawBytes(of: path, limit: OpenedFile.limit)
        return OpenedFile(bytes: bytes, size: size)
      }
      opened.store(number, ordering: .releasing)
      mailbox.post(.openedFile(file, result), reading: reading)
      // It may have been mended since; nothing waits for that.
      guard opening.load(ordering: .relaxed) == number else { return }
      mailbox.post(.reread(FileReport(reading: file, at: path)), reading: reading)
    }
  }

  // MARK: - Time and priority

  private static var monotonicNanoseconds: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Lets the thread that draws go first.
  private static let niceness: Int32 = 10
}
