public import LosslessJSON
public enum StreamAssembler { public static func message(from e: JSONValue) -> AssembledMessage? { nil } }
public struct AssembledMessage: Hashable, Sendable {
  /// A JSON object on one line, with Python's default separators.
  public let bytes: [UInt8]
  /// Whether the event that ends a whole stream was there: `message_stop`, `[DONE]`,
  /// `response.completed` or its kin.
  public let isComplete: Bool
  /// What a reader should know of the stream. None of it kept the message from being assembled.
  public let problems: [StreamProblem]
}

/// Something odd about a stream.
public enum StreamProblem: Hashable, Sendable {
  /// The provider reported an error in the stream.
  case error(ReplyError)
  /// The arguments of a tool call, joined, are not JSON: they were kept as a string.
  case argumentsNotJSON(tool: String)
  /// An event refers to something that no earlier event started; it was left out.
  case stray(event: String)
}

extension StreamProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .error(let error): "the stream reports an error: \(error.message)"
    case .argumentsNotJSON(let tool):
      "the arguments for the tool \(tool) are not JSON and were kept as a string"
    case .stray(let event): "\(event) belongs to nothing that the stream has started"
    }
  }
}
