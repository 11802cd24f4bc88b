import LLMWire
import LosslessJSON

/// A conversation as text to read: blocks in order, each with what it is.
package struct Transcript: Sendable {
  package enum Kind: Hashable, Sendable {
    /// Who speaks, as a heading.
    case heading
    case text
    case thinking
    case toolCall
    case toolResult
    /// An image, a sound, a document, or a remark of ours.
    case note
  }

  package struct Block: Hashable, Sendable {
    package let kind: Kind
    /// May hold line feeds; anything else in it is as recorded.
    package let text: String
  }

  package private(set) var blocks: [Block] = []
  /// The tool calls so far by their ids, which no person can tell apart.
  private var calls: [String: (number: Int, name: String)] = [:]
  private var callCount = 0

  /// The prompt of an interaction.
  package init(promptOf interaction: Interaction) {
    append(interaction.promptTurns)
    if blocks.isEmpty { append(.note, "no prompt of a known kind: see the request's JSON") }
  }

  /// The reply of an interaction, with why it ended and what it took.
  package init(replyOf interaction: Interaction) {
    // Its calls go on counting, and its results may answer calls of the prompt.
    for case .toolCall(let name, let id, _) in interaction.promptTurns.flatMap(\.parts) {
      note(call: name, id)
    }
    if interaction.status != 200 { append(.note, "HTTP status \(interaction.status)") }
    if let remark = interaction.replayRemark { append(.note, remark) }
    guard let reply = interaction.reply else {
      if interaction.hasUnreadableEvents {
        append(.note, "the stream events cannot be read as a reply")
      } else {
        appendUnknown(interaction.answer)
      }
      appendFacts(stopReason: nil, interaction.usage)
      return
    }
    append(reply.turns)
    if reply.turns.isEmpty, reply.error == nil { append(.note, "empty") }
    if let error = reply.error {
      append(.heading, "error")
      append(.text, [error.type, error.message].compactMap { $0 }.joined(separator: ": "))
    }
    for problem in interaction.assembledMessage?.problems ?? [] {
      append(.note, problem.description)
    }
    if let message = interaction.assembledMessage, !message.isComplete {
      append(.note, "the stream was cut before its last event")
    }
    appendFacts(stopReason: reply.stopReason, reply.usage)
  }

  /// Of an answer of no known kind, the start of its JSON.
  private mutating func appendUnknown(_ answer: JSONValue?) {
    guard let answer, answer.subtreeSize > 1 else { return append(.note, "the response is empty") }
    append(.text, Preview.line(ofText: answer.sourceText, limit: Self.unknownLimit))
    append(.note, "no reply of a known kind: see the response's JSON for all of it")
  }

  /// Bytes shown of an answer of no known kind.
  private static let unknownLimit = 600

  private mutating func appendFacts(stopReason: String?, _ usage: TokenUsage?) {
    var facts: [String] = []
    if let stopReason { facts.append("stop: \(stopReason)") }
    if let usage {
      let counts: [(String, Int?)] = [
        ("in", usage.input), ("out", usage.output), ("cached", usage.cachedInput),
        ("reasoning", usage.reasoning),
      ]
      let texts = counts.compactMap { name, count in
        count.map { "\(Formats.grouped($0)) \(name)" }
      }
      if !texts.isEmpty { facts.append("tokens: " + texts.joined(separator: ", ")) }
    }
    if !facts.isEmpty { append(.note, facts.joined(separator: "  ")) }
  }

  private mutating func append(_ turns: [Turn]) {
    for turn in turns {
      append(.heading, Self.heading(of: turn))
      if turn.parts.isEmpty { append(.note, "empty") }
      for part in turn.parts { append(part) }
    }
  }

  /// Who speaks; tools answer in a user's name with one provider, in their own with another.
  private static func heading(of turn: Turn) -> String {
    let isToolResult =
      !turn.parts.isEmpty
      && turn.parts.allSatisfy { part in
        if case .toolResult = part { true } else { false }
      }
    return isToolResult ? "tool result" : turn.role.description
  }

  private mutating func append(_ part: Part) {
    switch part {
    case .text(let text): append(.text, text)
    case .thinking(let text): append(.thinking, text.isEmpty ? "(hidden)" : text)
    case .refusal(let text):
      append(.note, "refusal")
      append(.text, text)
    case .toolCall(let name, let id, let arguments):
      note(call: name, id)
      let number = id == nil ? "" : "  call \(callCount)"
      append(.toolCall, "\(name)(\(Self.argumentText(arguments)))" + number)
    case .toolResult(let id, let text, let isError):
      append(.note, (isError ? "tool error" : "tool result") + callText(id))
      append(.toolResult, text)
    case .media(let kind, let type, let source):
      append(.note, Self.mediaText(kind, type, source))
    case .other(let type, let value): append(.note, "\(type): \(CompactJSON.text(of: value))")
    }
  }

  private mutating func append(_ kind: Kind, _ text: String) {
    blocks.append(Block(kind: kind, text: text))
  }

  /// `city: "Paris", days: 3` of an object; anything else as it stands.
  private static func argumentText(_ arguments: JSONValue) -> String {
    var object = arguments
    if let text = arguments.string {
      guard let parsed = try? JSONDocument(Array(text.utf8)).root, parsed.kind == .object else {
        return text
      }
      object = parsed
    }
    guard object.kind == .object else { return CompactJSON.text(of: object) }
    return object.members.map { "\($0.name): \(CompactJSON.text(of: $0.value))" }
      .joined(separator: ", ")
  }

  private mutating func note(call name: String, _ id: String?) {
    guard let id else { return }
    callCount += 1
    calls[id] = (callCount, name)
  }

  /// Which call a result answers.
  private func callText(_ id: String?) -> String {
    guard let id else { return "" }
    return calls[id].map { " of call \($0.number), \($0.name)" } ?? " of a call that is not here"
  }

  private static func mediaText(_ kind: MediaKind, _ type: String?, _ source: MediaSource) -> String
  {
    let type = type.map { " \($0)" } ?? ""
    return switch source {
    case .inline(let byteCount): "\(kind.rawValue)\(type), \(Formats.size(byteCount))"
    case .url(let url): "\(kind.rawValue)\(type) at \(url)"
    case .file(let id): "\(kind.rawValue)\(type), file \(id)"
    }
  }
}

extension Interaction {
  /// Whether a stream is replayed of which nothing can be made.
  package var hasUnreadableEvents: Bool {
    guard isStreamed, assembledMessage == nil, let streamEvents else { return false }
    return switch streamEvents.kind {
    case .null: false
    case .array, .object: streamEvents.subtreeSize > 1
    case .string, .integer, .real, .nonFinite, .boolean: true
    }
  }
}
