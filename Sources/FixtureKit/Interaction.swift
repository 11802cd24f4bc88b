package import LLMWire
package import LosslessJSON
import Synchronization

/// One recorded request with its response, read whole.
package struct Interaction: Sendable {
  /// The interaction's object in its fixture file.
  package let object: JSONValue
  /// The fixture file's `provider`, which is that of the first recording in it.
  package let fileProvider: String?
  private let assembled = Once<Assembled?>()

  /// What a stream amounts to, as bytes and as a document.
  private struct Assembled: Sendable {
    let message: AssembledMessage
    let root: JSONValue?
  }

  /// Reads an interaction from its own bytes, as the index found them in the file.
  package init(_ bytes: [UInt8], fileProvider: String?) throws(JSONSyntaxError) {
    self.init(object: try JSONDocument(bytes).root, fileProvider: fileProvider)
  }

  init(object: JSONValue, fileProvider: String?) {
    self.object = object
    self.fileProvider = fileProvider
  }

  package var hash: String? { object["hash"]?.string }
  package var request: JSONValue? { object["request"] }
  package var response: JSONValue? { object["response"] }
  package var streamEvents: JSONValue? { object["stream_events"] }
  package var recordedAt: String? { object["recorded_at"]?.string }
  package var model: JSONValue? { request?["model"] }
  package var isStreamed: Bool { object["streaming"].map(LaxBoolean.isTrue) ?? false }

  /// HTTP status of a recorded error; 200 where none is recorded.
  package var status: Int { object["status"]?.integer ?? 200 }

  /// Match fields the interaction was recorded with, where they are not the endpoint's own.
  package var matchFields: [String]? {
    guard let fields = object["match_on"], fields.kind == .array else { return nil }
    return fields.elements.compactMap(\.string)
  }

  /// The endpoint the file names.
  package var recordedEndpoint: Endpoint? {
    object["endpoint"]?.string.map { Endpoint($0) }
  }

  /// The endpoint: the recorded one, else what request and response tell.
  package var endpoint: Endpoint? {
    recordedEndpoint
      ?? Endpoint.inferred(
        request: request, response: response, firstEvent: streamEvents?[0],
        fileProvider: fileProvider)
  }

  /// The provider of this interaction; a file may hold several.
  package var provider: String? { endpoint?.provider ?? fileProvider }

  /// The message a recorded stream amounts to; nil for a plain answer, whatever events stand beside
  /// it, and for events of no known API.
  package var assembledMessage: AssembledMessage? { assembly?.message }

  /// The answer as JSON: the response, or what its stream amounts to.
  package var answer: JSONValue? { assembly?.root ?? response }

  private var assembly: Assembled? {
    assembled.value {
      guard isStreamed, hasStreamEvents, let streamEvents,
        let message = StreamAssembler.message(from: streamEvents)
      else { return nil }
      return Assembled(message: message, root: try? JSONDocument(message.bytes).root)
    }
  }

  private var hasStreamEvents: Bool { streamEvents?.kind == .array && streamEvents?[0] != nil }

  /// Why a replay may surprise: `streaming` alone decides which of two recorded answers is given.
  package var replayRemark: String? {
    if isStreamed {
      return hasStreamEvents ? nil : "streaming is true, but there are no stream events to replay"
    }
    return hasStreamEvents ? "streaming is false, so the stream events are not replayed" : nil
  }
}

/// A value worked out when it is first asked for.
private final class Once<Value: Sendable>: Sendable {
  private let stored = Mutex<Value?>(nil)

  func value(_ make: () -> Value) -> Value {
    stored.withLock { stored in
      if let stored { return stored }
      let value = make()
      stored = value
      return value
    }
  }
}

// MARK: - The stored hash against the request

extension Interaction {
  /// Whether the stored hash is the key of the stored request.
  package enum KeyState: Hashable, Sendable {
    case matches
    case mismatch(computed: RequestKey)
    /// The Python package drops members it does not know; without them the key of an endpoint other
    /// than Messages and Chat cannot be told.
    case unverifiable(reason: String)
  }

  /// - Parameter rules: the match fields of the library the interaction is in.
  package func keyState(_ rules: MatchRules = MatchRules()) -> KeyState {
    guard let request, let hash else { return .unverifiable(reason: "no request or no hash") }
    let endpoint = endpoint
    let fields = matchFields ?? rules.fields(for: endpoint)
    do {
      let computed = try RequestKey(of: request, matchFields: fields, endpoint: endpoint)
      if computed.hex == hash { return .matches }
      guard let endpoint, endpoint.isMessagesOrChat || recordedEndpoint != nil || fields != nil
      else {
        return .unverifiable(
          reason: "the file does not say which endpoint and match fields it was made with")
      }
      return .mismatch(computed: computed)
    } catch {
      return .unverifiable(reason: error.description)
    }
  }
}

/// What pydantic takes for a boolean, as the Python package reads `streaming`.
enum LaxBoolean {
  static func isTrue(_ value: JSONValue) -> Bool { reading(value) ?? false }

  /// Nil for a value pydantic refuses.
  static func reading(_ value: JSONValue) -> Bool? {
    switch value.kind {
    case .boolean: value.boolean
    case .integer, .real: value.double == 1 ? true : value.double == 0 ? false : nil
    case .string:
      switch value.string?.lowercased() {
      case "1", "on", "t", "true", "y", "yes": true
      case "0", "off", "f", "false", "n", "no": false
      default: nil
      }
    case .object, .array, .nonFinite, .null: nil
    }
  }
}
