import LosslessJSON

/// One line of a usage log: what a test run did.
///
/// The format is public: JSON Lines, one object a line, members in any order, unknown ones ignored.
/// Every line has `event`, `run` (what tells the run from others) and `time` (ISO 8601).
package struct UsageRecord: Hashable, Sendable {
  package enum Event: Hashable, Sendable {
    /// A run begins: `command` is an array of strings.
    case start(command: [String])
    /// A recording answered: `file` is its path relative to the library root, `hash` all 64 digits, `test`
    /// what the test is called, where that is known.
    case hit(file: String, hash: String, test: String?)
    /// Nothing recorded answered: `hash` is that of the request, `endpoint` such as `POST /v1/messages`.
    case miss(hash: String, endpoint: String?, test: String?)
    /// A run is over: `status` is the exit status of its command, `full` whether all tests were run. Only
    /// a run that has ended so tells that something is unused.
    case end(status: Int, isFull: Bool)
  }

  package let run: String
  package let time: Timestamp
  package let event: Event

  package init(run: String, time: Timestamp, _ event: Event) {
    self.run = run
    self.time = time
    self.event = event
  }

  /// Nil for what is no such line.
  init?(_ line: JSONValue) {
    guard let run = line["run"]?.string, let name = line["event"]?.string,
      let time = line["time"]?.string.flatMap({ Timestamp(iso8601: $0) })
    else { return nil }
    self.run = run
    self.time = time
    let (hash, test) = (line["hash"]?.string, line["test"]?.string)
    switch name {
    case "start": event = .start(command: line["command"]?.elements.compactMap(\.string) ?? [])
    case "hit":
      guard let file = line["file"]?.string, let hash else { return nil }
      event = .hit(file: file, hash: hash, test: test)
    case "miss":
      guard let hash else { return nil }
      event = .miss(hash: hash, endpoint: line["endpoint"]?.string, test: test)
    case "end":
      guard let status = line["status"]?.integer else { return nil }
      event = .end(status: status, isFull: line["full"]?.boolean ?? false)
    default: return nil
    }
  }

  /// The line, with its end.
  var line: [UInt8] {
    var members: [(String, JSONLiteral)] = []
    switch event {
    case .start(let command):
      members = [("event", .string("start")), ("command", .array(command.map { .string($0) }))]
    case .hit(let file, let hash, let test):
      members = [("event", .string("hit")), ("file", .string(file)), ("hash", .string(hash))]
      if let test { members.append(("test", .string(test))) }
    case .miss(let hash, let endpoint, let test):
      members = [("event", .string("miss")), ("hash", .string(hash))]
      if let endpoint { members.append(("endpoint", .string(endpoint))) }
      if let test { members.append(("test", .string(test))) }
    case .end(let status, let isFull):
      members = [
        ("event", .string("end")), ("status", .integer(status)), ("full", .boolean(isFull)),
      ]
    }
    members.insert(("run", .string(run)), at: 1)
    members.insert(("time", .string(time.iso8601Text)), at: 2)
    return JSONLiteral.object(members.map { (name: $0.0, value: $0.1) }).text + [0x0a]
  }
}
