import LosslessJSON

/// The response of an OpenAI Responses stream. Its last event holds all of it; only a stream that
/// was cut short is put together from its items.
struct ResponsesAssembly: StreamAssembly {
  private var response: JSONValue?
  private var isFinal = false
  /// By `output_index`.
  private var items: [Int: Draft] = [:]

  mutating func add(_ event: StreamEvent) -> StreamStep {
    guard let type = event.type?.string else { return .taken }
    let data = event.data
    switch type {
    case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
      isFinal = take(response: data) || isFinal
      return isFinal ? .ended : .stray
    case "response.created", "response.queued", "response.in_progress":
      return isFinal || take(response: data) ? .taken : .stray
    case "response.output_item.added", "response.output_item.done":
      guard let index = data["output_index"]?.integer, let item = data["item"] else {
        return .stray
      }
      items[index] = .value(item)
      return .taken
    case "error": return .failed(data.present("error") ?? data)
    default:
      guard let change = ItemChange(type: type, data: data) else { return .taken }
      guard let index = data["output_index"]?.integer, items[index] != nil else { return .stray }
      items[index]?.apply(change)
      return .taken
    }
  }

  private mutating func take(response data: JSONValue) -> Bool {
    guard let response = data["response"], response.kind == .object else { return false }
    self.response = response
    return true
  }

  func finish(noting problems: inout [StreamProblem]) -> DraftObject? {
    guard let response else { return nil }
    if let error = response.present("error") { problems.append(.error(ReplyError(error))) }
    var whole = DraftObject(response)
    if !isFinal || response["output"]?.kind != .array {
      whole["output"] = .array(DraftArray(items.sorted { $0.key < $1.key }.map(\.value)))
    }
    return whole
  }
}

/// What an event adds to an output item that is not done yet.
private enum ItemChange {
  /// A new element of the member `list`.
  case part(JSONValue, list: String)
  /// More of the text of an element of the member `list`.
  case partText(JSONValue, list: String, position: Int, member: String)
  /// More of a member that is a string.
  case text(JSONValue, member: String)

  /// Nil for events that add nothing, or nothing of the right kind.
  init?(type: String, data: JSONValue) {
    switch type {
    case "response.content_part.added": self.init(part: data, list: "content")
    case "response.reasoning_summary_part.added": self.init(part: data, list: "summary")
    case "response.output_text.delta", "response.reasoning_text.delta":
      self.init(delta: data, list: "content", position: "content_index", member: "text")
    case "response.refusal.delta":
      self.init(delta: data, list: "content", position: "content_index", member: "refusal")
    case "response.reasoning_summary_text.delta":
      self.init(delta: data, list: "summary", position: "summary_index", member: "text")
    case "response.function_call_arguments.delta", "response.mcp_call_arguments.delta":
      self.init(delta: data, member: "arguments")
    case "response.custom_tool_call_input.delta": self.init(delta: data, member: "input")
    default: return nil
    }
  }

  private init?(part data: JSONValue, list: String) {
    guard let part = data["part"] else { return nil }
    self = .part(part, list: list)
  }

  private init?(delta data: JSONValue, list: String, position: StaticString, member: String) {
    guard let delta = data["delta"], delta.kind == .string, let position = data[position]?.integer
    else { return nil }
    self = .partText(delta, list: list, position: position, member: member)
  }

  private init?(delta data: JSONValue, member: String) {
    guard let delta = data["delta"], delta.kind == .string else { return nil }
    self = .text(delta, member: member)
  }
}

extension Draft {
  fileprivate mutating func apply(_ change: ItemChange) {
    switch change {
    case .part(let part, let list): update(list) { $0.append(part) }
    case .partText(let delta, let list, let position, let member):
      update(list) { parts in
        parts.update(at: position) { part in part.update(member) { $0.fold(delta) } }
      }
    case .text(let delta, let member): update(member) { $0.fold(delta) }
    }
  }
}
