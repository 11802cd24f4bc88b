package import LLMWire
import LosslessJSON

/// An interaction as a conversation.
extension Interaction {
  /// What was sent, system text first.
  package var promptTurns: [Turn] { request.map { Conversation.prompt(of: $0) } ?? [] }

  /// What came back; nil where the answer is none of a known API.
  package var reply: Reply? { answer.flatMap { Reply.reply(of: $0) } }

  package var replyTurns: [Turn] { reply?.turns ?? [] }

  /// What the answer took; embeddings and token counts say so too.
  package var usage: TokenUsage? {
    reply?.usage ?? TokenUsage(answer?["usage"]) ?? TokenUsage(answer)
  }

  /// Input and output tokens together, where the answer says them.
  package var totalTokens: Int? {
    guard let usage else { return nil }
    let (total, overflows) = (usage.input ?? 0).addingReportingOverflow(usage.output ?? 0)
    return overflows ? nil : total
  }

  /// Tools offered in the request and tools called, in prompt or reply.
  var toolNames: [String] {
    let offered = [request?["tools"], request?["functions"]].compactMap { $0 }
      .flatMap { Array($0.elements) }
      .compactMap { ($0["name"] ?? $0["function"]?["name"])?.string }
    let called = (promptTurns + replyTurns).flatMap(\.parts).compactMap { part in
      if case .toolCall(let name, _, _) = part { name } else { nil }
    }
    return offered + called
  }
}
