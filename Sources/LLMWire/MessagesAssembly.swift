import LosslessJSON

/// The message of an Anthropic Messages stream, as `accumulate_event` of Anthropic's Python SDK
/// builds it, beta events included.
struct MessagesAssembly: StreamAssembly {
  private var message: DraftObject?
  /// By index. An index that is skipped leaves no gap in the message.
  private var blocks: [Int: Block] = [:]

  mutating func add(_ event: StreamEvent) -> StreamStep {
    guard let type = event.type?.string else { return .taken }
    let data = event.data
    switch type {
    case "message_start": return start(data)
    case "content_block_start": return startBlock(data)
    case "content_block_delta":
      guard let index = data["index"]?.integer, let delta = data["delta"],
        blocks[index]?.add(delta) != nil
      else { return .stray }
      return .taken
    case "message_delta":
      guard message != nil else { return .stray }
      message?.take(messageDelta: data)
      return .taken
    case "message_stop": return .ended
    case "error": return .failed(data["error"] ?? data)
    default: return .taken
    }
  }

  private mutating func start(_ data: JSONValue) -> StreamStep {
    guard message == nil, let start = data["message"], start.kind == .object else { return .stray }
    message = DraftObject(start)
    if let content = start.elements("content") {
      for (index, block) in content.enumerated() { blocks[index] = Block(block) }
    }
    return .taken
  }

  private mutating func startBlock(_ data: JSONValue) -> StreamStep {
    guard message != nil, let block = data["content_block"], block.kind == .object else {
      return .stray
    }
    blocks[data["index"]?.integer ?? blocks.count] = Block(block)
    if block["type"]?.spells("fallback") == true, let model = block["to"]?["model"] {
      // After a fallback the message names the model that really answered.
      message?.replace("model", by: model)
    }
    return .taken
  }

  func finish(noting problems: inout [StreamProblem]) -> DraftObject? {
    guard var message else { return nil }
    var content: [Draft] = []
    for (_, block) in blocks.sorted(by: { $0.key < $1.key }) {
      content.append(.object(block.finish(noting: &problems)))
    }
    message["content"] = .array(DraftArray(content))
    return message
  }
}

extension DraftObject {
  /// Counts in `usage` are totals so far: they replace, and those left out keep their value.
  fileprivate mutating func take(messageDelta data: JSONValue) {
    for (name, value) in data.distinctMembers {
      switch name {
      case "type": break
      case "delta": for (name, value) in value.distinctMembers { replace(name, by: value) }
      case "usage":
        update("usage") { usage in
          var counts = usage.takeObject() ?? DraftObject()
          for (name, value) in value.distinctMembers { counts.replace(name, by: value) }
          usage = .object(counts)
        }
      default: replace(name, by: value)
      }
    }
  }
}

/// One content block and the pieces of its tool input.
private struct Block {
  private var members: DraftObject
  private var input: [JSONValue] = []

  init(_ start: JSONValue) {
    members = DraftObject(start)
  }

  mutating func add(_ delta: JSONValue) {
    switch delta.string("type") {
    case "text_delta": join("text", of: delta)
    case "thinking_delta": join("thinking", of: delta)
    case "input_json_delta":
      if let piece = delta["partial_json"], piece.kind == .string { input.append(piece) }
    case "citations_delta":
      if let citation = delta["citation"] { members.update("citations") { $0.append(citation) } }
    default:
      // A signature or a compaction comes whole.
      for (name, value) in delta.distinctMembers where name != "type" {
        members.replace(name, by: value)
      }
    }
  }

  private mutating func join(_ name: StaticString, of delta: JSONValue) {
    guard let piece = delta[name], piece.kind == .string else { return }
    members.update(name.description) { $0.fold(piece) }
  }

  func finish(noting problems: inout [StreamProblem]) -> DraftObject {
    let json = JoinedString.decodedBytes(of: input)
    guard !json.isEmpty else { return members }
    var members = members
    if let document = try? JSONDocument(json, surrogateBytes: .accepted) {
      var compact: [UInt8] = []
      CompactJSON.append(document.root, to: &compact, nonASCII: .escaped)
      members["input"] = .text(compact)
    } else {
      // Cut by `max_tokens`, most often. The SDK would guess the rest; here it stays visible.
      members["input"] = .joined(input)
      var tool = members["name"]
      problems.append(
        .argumentsNotJSON(tool: tool?.takeString()?.first?.string ?? "without a name"))
    }
    return members
  }
}
