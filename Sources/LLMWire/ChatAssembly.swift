import LosslessJSON

/// The completion of an OpenAI Chat stream, in the field order of a plain answer. Deltas are taken
/// in by ``Draft/fold(_:depth:)``, which tells how they differ from what the SDK builds.
///
/// Beside the deltas, a chunk's members replace those of earlier ones unless they are `null`; the
/// SDK takes `usage` and `system_fingerprint` from the last chunk, even when it has none.
struct ChatAssembly: StreamAssembly {
  private var envelope = DraftObject()
  private var choices: [Int: Choice] = [:]
  private var isStarted = false

  mutating func add(_ event: StreamEvent) -> StreamStep {
    let chunk = event.data
    if chunk.spells("[DONE]") { return .ended }
    // Azure's first event, about the prompt, has an empty `object`: the SDK passes over it as well.
    // Compatible servers leave `object` out.
    if chunk["object"]?.spells("chat.completion.chunk") ?? (chunk["choices"] != nil) { take(chunk) }
    return chunk.present("error").map { .failed($0) } ?? .taken
  }

  private mutating func take(_ chunk: JSONValue) {
    for (name, value) in chunk.distinctMembers {
      switch name {
      case "object", "choices", "obfuscation", "error": break
      case "id", "created", "model": if !isStarted { envelope.replace(name, by: value) }
      default: envelope.replace(name, by: value)
      }
    }
    isStarted = true
    guard let pieces = chunk.elements("choices") else { return }
    for (position, piece) in pieces.enumerated() where piece.kind == .object {
      choices[piece["index"]?.integer ?? position, default: Choice()].add(piece)
    }
  }

  func finish(noting problems: inout [StreamProblem]) -> DraftObject? {
    guard isStarted else { return nil }
    var completion = envelope
    completion["object"] = .string("chat.completion")
    let inOrder = choices.sorted { $0.key < $1.key }
    completion["choices"] = .array(DraftArray(inOrder.map { .object($0.value.finish()) }))
    return completion.arranged(first: [
      "id", "object", "created", "model", "choices", "usage", "service_tier",
      "system_fingerprint",
    ])
  }
}

/// One choice of a completion.
private struct Choice {
  private var members = DraftObject()
  private var message = DraftObject()

  mutating func add(_ piece: JSONValue) {
    for (name, value) in piece.distinctMembers {
      switch name {
      case "delta": message.fold(value)
      case "logprobs": members.update(name) { $0.fold(value) }
      default: members.replace(name, by: value)
      }
    }
  }

  func finish() -> DraftObject {
    var message = message
    if message["role"] == nil { message["role"] = .string("assistant") }
    if message["content"] == nil { message["content"] = .null }
    // The index of a call is there for streaming only.
    if var calls = message["tool_calls"], let array = calls.takeArray() {
      let inOrder = array.inOrder.map { element in
        var element = element
        guard let call = element.takeObject() else { return element }
        return Draft.object(call.arranged(first: [], without: "index"))
      }
      message["tool_calls"] = .array(DraftArray(inOrder))
    }
    var choice = members
    choice["message"] = .object(
      message.arranged(first: [
        "role", "content", "tool_calls", "refusal", "audio", "annotations",
      ]))
    return choice.arranged(first: ["index", "message", "logprobs", "finish_reason"])
  }
}
