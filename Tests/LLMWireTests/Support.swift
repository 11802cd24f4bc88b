import LLMWire
import LosslessJSON

/// The value a JSON text spells.
func json(_ text: String) throws -> JSONValue {
  try JSONDocument(Array(text.utf8)).root
}

/// The parts of a message's content, given as JSON.
func parts(_ content: String) throws -> [Part] {
  Conversation.parts(ofContent: try json(content))
}

/// Parts as text a reviewer can read, one a line.
func described(_ parts: [Part]) -> [String] {
  parts.map { part in
    switch part {
    case .text(let text): "text: \(text)"
    case .thinking(let text): "thinking: \(text)"
    case .refusal(let text): "refusal: \(text)"
    case .toolCall(let name, let id, let arguments):
      "call \(name) id \(id ?? "-"): \(arguments.string ?? arguments.sourceText)"
    case .toolResult(let id, let text, let isError):
      "\(isError ? "failure" : "result") id \(id ?? "-"): \(text)"
    case .media(let kind, let type, let source): "\(kind) \(type ?? "-") \(source)"
    case .other(let type, let value): "other \(type): \(value.sourceText)"
    }
  }
}

/// A request's prompt, a line for each turn: its role, then its parts.
func promptLines(_ request: String) throws -> [String] {
  Conversation.prompt(of: try json(request)).map { turn in
    "\(turn.role) | " + described(turn.parts).joined(separator: " | ")
  }
}

/// The elements of `stream_events` for data texts; an event is named as its data says.
func events(_ data: String...) -> String {
  "[" + data.map { #"{"data": \#($0)}"# }.joined(separator: ",\n") + "]"
}

/// The message a stream assembles to, and what is said about it.
func assembled(_ events: String) throws -> (text: String, message: AssembledMessage)? {
  guard let message = StreamAssembler.message(from: try json(events)) else { return nil }
  return (String(decoding: message.bytes, as: UTF8.self), message)
}
