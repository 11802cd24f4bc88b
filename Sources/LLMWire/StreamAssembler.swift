package import LosslessJSON

/// Joins a recorded stream into the message that a plain call would have been answered with, which
/// is the message the provider's SDK builds from the stream.
///
/// Text is joined in its source spelling: escapes stay as they are, and a surrogate pair that was
/// split over two events becomes one again. Numbers keep their spelling.
package enum StreamAssembler {
  /// The message, or nil when no event is of an API whose streams are known (Anthropic Messages,
  /// OpenAI Chat, OpenAI Responses) or none starts a message.
  ///
  /// A stream that was cut short, or that an error ended, gives what had arrived; one that holds
  /// nothing but an error gives the error body.
  /// - Parameter events: the array `stream_events` of an interaction.
  package static func message(from events: JSONValue) -> AssembledMessage? {
    for event in events.elements {
      switch Endpoint.inferred(event: event) {
      case .messages?: return assemble(events, with: MessagesAssembly())
      case .responses?: return assemble(events, with: ResponsesAssembly())
      case .chatCompletions?: return assemble(events, with: ChatAssembly())
      default: continue
      }
    }
    // Chat's errors are not marked as Chat's; a stream may hold nothing else.
    return assemble(events, with: ChatAssembly())
  }

  private static func assemble(
    _ events: JSONValue, with empty: some StreamAssembly
  ) -> AssembledMessage? {
    var assembly = empty
    var isComplete = false
    var problems: [StreamProblem] = []
    var errorBody: JSONValue?
    for event in events.elements {
      guard let data = event["data"] else { continue }
      let event = StreamEvent(type: data.present("type") ?? event["event"], data: data)
      switch assembly.add(event) {
      case .taken: break
      case .ended: isComplete = true
      case .stray: problems.append(.stray(event: event.type?.string ?? "an event"))
      case .failed(let error):
        errorBody = data
        problems.append(.error(ReplyError(error)))
      }
    }
    var bytes: [UInt8] = []
    if let message = assembly.finish(noting: &problems) {
      message.write(to: &bytes)
    } else if let errorBody {
      CompactJSON.append(errorBody, to: &bytes)
    } else {
      return nil
    }
    return AssembledMessage(bytes: bytes, isComplete: isComplete, problems: problems)
  }
}

/// A message joined from a stream.
package struct AssembledMessage: Hashable, Sendable {
  /// A JSON object on one line, with Python's default separators.
  package let bytes: [UInt8]
  /// Whether the event that ends a whole stream was there: `message_stop`, `[DONE]`,
  /// `response.completed` or its kin.
  package let isComplete: Bool
  /// What a reader should know of the stream. None of it kept the message from being assembled.
  package let problems: [StreamProblem]
}

/// Something odd about a stream.
package enum StreamProblem: Hashable, Sendable {
  /// The provider reported an error in the stream.
  case error(ReplyError)
  /// The arguments of a tool call, joined, are not JSON: they were kept as a string.
  case argumentsNotJSON(tool: String)
  /// An event refers to something that no earlier event started; it was left out.
  case stray(event: String)
}

extension StreamProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .error(let error): "the stream reports an error: \(error.message)"
    case .argumentsNotJSON(let tool):
      "the arguments for the tool \(tool) are not JSON and were kept as a string"
    case .stray(let event): "\(event) belongs to nothing that the stream has started"
    }
  }
}
