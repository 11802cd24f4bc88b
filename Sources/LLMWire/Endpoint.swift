/// One API of a provider, as the member `endpoint` of an interaction spells it: `POST /v1/messages`.
///
/// A query belongs to the path and to the identity: `/v1/messages?beta=true` is not equal to
/// ``messages``. What an endpoint *is* (``provider``, ``defaultMatchFields``, ``isMessagesOrChat``)
/// does not depend on its query.
package struct Endpoint: Hashable, Sendable {
  /// In the case it was given; empty where the spelling holds no space.
  package var method: String
  /// With its query.
  package var path: String

  package init(_ spelling: String) {
    guard let space = spelling.firstIndex(of: " ") else {
      (method, path) = ("", spelling)
      return
    }
    method = String(spelling[..<space])
    path = String(spelling[spelling.index(after: space)...])
  }

  package static let messages = Endpoint("POST /v1/messages")
  package static let countTokens = Endpoint("POST /v1/messages/count_tokens")
  package static let chatCompletions = Endpoint("POST /v1/chat/completions")
  package static let responses = Endpoint("POST /v1/responses")
  package static let embeddings = Endpoint("POST /v1/embeddings")

  /// This endpoint without the query of its path: what two requests share when one asks for
  /// `/v1/messages?beta=true` and the other for `/v1/messages`.
  package var withoutQuery: Endpoint {
    guard let mark = path.firstIndex(of: "?") else { return self }
    var endpoint = self
    endpoint.path = String(path[..<mark])
    return endpoint
  }

  /// Who offers this API: `anthropic` or `openai` for the five known ones, nil for any other.
  package var provider: String? {
    switch withoutQuery {
    case .messages, .countTokens: "anthropic"
    case .chatCompletions, .responses, .embeddings: "openai"
    default: nil
    }
  }

  /// The members of a request that go into its key when nobody says otherwise.
  ///
  /// **Changing one of these lists changes every stored request key of that endpoint.** The names
  /// with a dollar sign are no members: they stand for the request line and the whole body.
  package var defaultMatchFields: [String] {
    switch withoutQuery {
    case .messages, .chatCompletions: ["model", "messages", "temperature"]
    case .countTokens: ["model", "messages", "system", "tools"]
    case .responses:
      ["model", "input", "instructions", "tools", "previous_response_id", "temperature"]
    case .embeddings: ["model", "input", "dimensions", "encoding_format"]
    default: ["$method", "$path", "$body"]
    }
  }

  /// True for the two endpoints the Python tool knows, whose interactions need no member `endpoint`.
  package var isMessagesOrChat: Bool {
    let api = withoutQuery
    return api == .messages || api == .chatCompletions
  }
}

extension Endpoint: CustomStringConvertible {
  /// The spelling it was made from.
  package var description: String { method.isEmpty ? path : "\(method) \(path)" }
}
