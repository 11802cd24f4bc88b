import LosslessJSON

/// What test runs did with the recordings of a library.
package struct UsageLog: Sendable {
  /// One run of tests.
  package struct Run: Sendable {
    package let name: String
    package let command: [String]
    package let started: Timestamp
    /// Whether it has ended well, with all of its tests, and the log has all of it.
    package var isComplete: Bool { hasEndedWell && !isDamaged && hits > 0 }
    fileprivate var hasEndedWell = false
    /// Whether lines of it may be missing.
    fileprivate var isDamaged: Bool
    package fileprivate(set) var hits = 0
    package fileprivate(set) var misses = 0
  }

  /// How a recording was used.
  package struct Use: Sendable {
    /// When it last answered.
    package fileprivate(set) var last: Timestamp
    /// Positions among ``UsageLog/runs``, each once, in order.
    fileprivate var runs: [Int32] = []
    /// The tests that it answered in the last of them.
    package fileprivate(set) var tests: [String] = []
  }

  /// Where the log is.
  package let path: String
  /// In the order of the log.
  package private(set) var runs: [Run] = []
  /// Lines that are none of such a log.
  package private(set) var unreadableLines = 0
  private var uses: [Recording: Use] = [:]
  /// Each command's latest run that was complete.
  private var evidence: [Int] = []

  /// A recording as the log names it.
  private struct Recording: Hashable {
    private let file: PathKey
    private let hash: String

    /// - Parameter file: its path, also without `.json` and with parts that say nothing.
    init(_ file: String, _ hash: String) {
      let path = file.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
      self.file = PathKey(path.hasSuffix(".json") ? path : path + ".json")
      self.hash = hash.lowercased()
    }
  }

  /// Where the log of a library is, unless a person says otherwise.
  package static func path(of root: LibraryRoot) -> String {
    root.absolute(LibraryListing.stateFolder + "/usage.jsonl")
  }

  /// Reads a log; nil where there is none. A line that was cut short, as by a crash, is passed over.
  package init?(at path: String) throws(FixtureError) {
    guard try FileKind.at(path) != nil else { return nil }
    self.path = path
    let file = try ReadableFile(path)
    // What is appended meanwhile is not looked at.
    let size = try file.stamp().size
    var numbers: [String: Int] = [:]
    var rest: [UInt8] = []
    try file.forEachPiece(of: 0..<size) { bytes in
      rest += bytes
      var lines = rest.split(separator: 0x0a, omittingEmptySubsequences: false)
      let last = lines.removeLast()
      for line in lines where !line.isEmpty { take(line, &numbers) }
      rest = Array(last)
    }
    if !rest.isEmpty { take(rest[...], &numbers) }
    var latest: [[String]: Int] = [:]
    for (number, run) in runs.enumerated() where run.isComplete { latest[run.command] = number }
    evidence = latest.values.sorted()
  }

  /// - Parameter numbers: positions of runs by their names.
  private mutating func take(_ line: ArraySlice<UInt8>, _ numbers: inout [String: Int]) {
    guard let document = try? JSONDocument(Array(line)),
      let record = UsageRecord(document.root)
    else {
      unreadableLines += 1
      // It may have been a line of any run that was under way.
      for number in runs.indices where !runs[number].hasEndedWell {
        runs[number].isDamaged = true
      }
      return
    }
    let number = run(of: record, &numbers)
    switch record.event {
    case .start: break
    case .hit(let file, let hash, let test):
      runs[number].hits += 1
      note(Recording(file, hash), number, record.time, test)
    case .miss: runs[number].misses += 1
    case .end(let status, let isFull): runs[number].hasEndedWell = status == 0 && isFull
    }
  }

  private mutating func run(of record: UsageRecord, _ numbers: inout [String: Int]) -> Int {
    var command: [String]?
    if case .start(let started) = record.event { command = started }
    // A start begins another run, also where the name is used again.
    if command == nil, let known = numbers[record.run] { return known }
    numbers[record.run] = runs.count
    // Without its start, as where the log was cut, nobody knows what else is missing.
    runs.append(
      Run(
        name: record.run, command: command ?? [], started: record.time,
        isDamaged: command == nil))
    return runs.count - 1
  }

  private mutating func note(
    _ recording: Recording, _ run: Int, _ time: Timestamp, _ test: String?
  ) {
    var use = uses[recording] ?? Use(last: time)
    use.last = max(use.last, time)
    if use.runs.last != Int32(run) {
      use.runs.append(Int32(run))
      use.tests = []
    }
    if let test, !use.tests.contains(test) { use.tests.append(test) }
    uses[recording] = use
  }

  // MARK: - What it tells

  /// The runs that tell what is unused: of each command the latest that was complete.
  package var completeRuns: [Run] { evidence.map { runs[$0] } }

  /// How a recording was used; nil where no run that is in the log has.
  /// - Parameter file: its path relative to the library root.
  package func use(of hash: String, in file: String) -> Use? {
    uses[Recording(file, hash)]
  }

  /// Whether complete runs have passed a recording by. It counts as used when the latest complete run of
  /// any command had it, or any run since; what was recorded since is not known to be unused.
  package func isUnused(_ hash: String, in file: String, recordedAt: Timestamp?) -> Bool {
    guard let newest = evidence.map({ runs[$0].started }).max() else { return false }
    if let recordedAt, recordedAt >= newest { return false }
    guard let use = use(of: hash, in: file) else { return true }
    return use.last < newest && !evidence.contains { use.runs.contains(Int32($0)) }
  }
}
