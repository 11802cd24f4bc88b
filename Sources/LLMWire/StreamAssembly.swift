import LosslessJSON

/// The growing message of one stream: one type for each API.
protocol StreamAssembly {
  /// Takes in the next event. Events of unknown types change nothing: providers add new ones.
  mutating func add(_ event: StreamEvent) -> StreamStep
  /// The message as far as it has grown, nil where it was never started.
  func finish(noting problems: inout [StreamProblem]) -> DraftObject?
}

/// One element of `stream_events`.
struct StreamEvent {
  /// What the event is: most APIs say it in the data and repeat it in the line `event:`.
  let type: JSONValue?
  let data: JSONValue
}

/// What became of an event.
enum StreamStep {
  case taken
  /// It ends a whole stream.
  case ended
  /// It refers to something that was never started.
  case stray
  /// It reports this error.
  case failed(JSONValue)
}
