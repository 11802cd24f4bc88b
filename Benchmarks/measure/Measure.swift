import FixtureKit
import Glibc
import LLMWire
import LosslessJSON
import Synchronization

/// Work of the library by itself, for benchmarks.
@main
struct Measure {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch (arguments.dropFirst().first, arguments.count) {
    case ("index", 3): try index(arguments[2])
    case ("save", 4): try save(arguments[2], state: arguments[3])
    case ("hash", 3): try hash(arguments[2])
    default: fatalError("usage: measure index FOLDER | save FILE STATE-FOLDER | hash FOLDER")
    }
  }

  // MARK: - Index

  /// Indexes a folder as the browser does at its start, and prints what it found.
  private static func index(_ folder: String) throws {
    let listing = try LibraryListing(of: folder)
    let total = Mutex(Count())
    LibraryIndexer.index(listing.paths.map { folder + "/" + $0 }) { _, state in
      total.withLock { $0.add(state) }
    }
    let (files, found) = (listing.paths.count, total.withLock { $0 })
    print("\(files) files, \(found.interactions) interactions, \(found.broken) broken")
  }

  private struct Count {
    var interactions = 0
    /// Files that are no fixture files, or cannot be read.
    var broken = 0

    mutating func add(_ state: FileState) {
      switch state {
      case .indexed(let index): interactions += index.count
      case .broken, .notAFixture: broken += 1
      case .pending: break
      }
    }
  }

  // MARK: - Save

  /// Adds interactions to a file, one after the other, each on the disk before the next; prints the
  /// seconds that one takes.
  private static func save(_ file: String, state: String) throws {
    let settings = Settings { $0 == "XDG_STATE_HOME" ? state : nil }
    let writer = LibraryWriter(
      Journal(try StateFolder(of: LibraryRoot(of: file), settings))
    ) { Timestamp(seconds: time(nil)) }
    let request = JSONLiteral.object([
      ("model", .string("m")),
      ("messages", .array([.object([("role", .string("user")), ("content", .string("hi"))])])),
    ])
    let interaction = JSONLiteral.object([
      ("hash", .string(try RequestKey(of: request.value, endpoint: .chatCompletions).hex)),
      ("request", request), ("response", .object([("id", .string("x"))])),
      ("streaming", .boolean(false)), ("stream_events", .array([])),
      ("recorded_at", .string("2026-01-01T00:00:00+00:00")),
    ]).value
    // A server knows the file it saves to.
    var index = try FileIndexer().index(file)
    let times = try (0..<5).map { _ in
      let taken = try seconds {
        try writer.perform("save", on: [file]) { () throws(FixtureError) in
          var edit = try FixtureEdit(file, index)
          try edit.insert(interaction, before: index.count)
          return [try edit.fileChange()]
        }
      }
      index = try FileIndexer().index(file)
      return taken
    }
    print(times.sorted()[times.count / 2])
  }

  // MARK: - Hash

  /// Works out the request key of every interaction of a folder, already parsed; prints the seconds.
  private static func hash(_ folder: String) throws {
    var requests: [JSONValue] = []
    for path in try LibraryListing(of: folder).paths {
      let index = try FileIndexer().index(folder + "/" + path)
      for position in 0..<index.count {
        let interaction = try FixtureReader.interaction(
          position, of: index, at: folder + "/" + path)
        if let request = interaction.request { requests.append(request) }
      }
    }
    var digits = 0
    let taken = try seconds {
      for request in requests {
        digits += try RequestKey(of: request, endpoint: .messages).hex.count
      }
    }
    guard digits == requests.count * 64 else { fatalError("a key has not 64 digits") }
    print(taken)
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let duration = try clock.measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
