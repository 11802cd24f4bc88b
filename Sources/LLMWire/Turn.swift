/// What one side said at one point of a conversation.
package struct Turn: Hashable, Sendable {
  package let role: Role
  /// In the order of the JSON. Empty for a turn whose content is `null`, `""` or `[]`.
  package let parts: [Part]

  package init(role: Role, parts: [Part]) {
    self.role = role
    self.parts = parts
  }
}

/// Who speaks.
package enum Role: Hashable, Sendable {
  case system, developer, user, assistant, tool
  /// A role no provider documents, as it was spelled.
  case other(String)

  /// The role a provider's word stands for: Gemini says `model`, and tools answered as `function`
  /// before they were called tools.
  package init(_ name: String) {
    switch name {
    case "system": self = .system
    case "developer": self = .developer
    case "user": self = .user
    case "assistant", "model": self = .assistant
    case "tool", "function": self = .tool
    default: self = .other(name)
    }
  }
}

extension Role: CustomStringConvertible {
  package var description: String {
    switch self {
    case .system: "system"
    case .developer: "developer"
    case .user: "user"
    case .assistant: "assistant"
    case .tool: "tool"
    case .other(let name): name
    }
  }
}
