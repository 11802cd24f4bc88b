public import LLMWire
public import LosslessJSON
import Synchronization

/// One recorded request with its response, read whole.
public struct Interaction: Sendable {
  /// The interaction's object in its fixture file.
  public let object: JSONValue
  /// The fixture file's `provider`, which is that of the first recording in it.
  public let fileProvider: String?
  private let assembled = Once<Assembled?>()

  /// What a stream amounts to, as bytes and as a document.
  private struct Assembled: Sendable {
    let message: AssembledMessage
    let root: JSONValue?
  }

  /// Reads an interaction from its own bytes, as the index found them in the file.
  public init(_ bytes: [UInt8], fileProvider: String?) throws(JSONSyntaxError) {
    self.init(object: try JSONDocument(bytes).root, fileProvider: fileProvider)
  }

  init(object: JSONValue, fileProvider: String?) {
    self.object = object
    self.fileProvider = fileProvider
  }

  public var hash: String? { object["hash"]?.string }
  public var request: JSONValue? { object["request"] }
  public var response: JSONValue? { object["response"] }
  public var streamEvents: JSONValue? { object["stream_events"] }
  public var recordedAt: String? { object["recorded_at"]?.string }
  public var model: JSONValue? { request?["model"] }
  public var isStreamed: Bool { object["streaming"].map(LaxBoolean.isTrue) ?? false }

  /// HTTP status of a recorded error; 200 where none is recorded.
  public var status: Int { object["status"]?.integer ?? 200 }

  /// Match fields the interaction was recorded with, where they are not the endpoint's own.
  public var matchFields: [String]? {
    guard let fields = object["match_on"], fields.kind == .array else { return nil }
    return fields.elements.compactMap(\.string)
  }

  /// The endpoint the file names.
  public var recordedEndpoint: Endpoint? {
    object["endpoint"]?.string.map { Endpoint($0) }
  }

  /// The endpoint: the recorded one, else what request and response tell.
  public var endpoint: Endpoint? {
    recordedEndpoint
      ?? Endpoint.inferred(
        request: request, response: response, firstEvent: streamEvents?[0],
        fileProvider: fileProvider)
  }

  /// The provider of this interaction; a file may hold several.
  public var provider: String? { endpoint?.provider ?? fileProvider }

  /// The message a recorded stream amounts to; nil for a plain answer, whatever events stand beside
  /// it, and for events of no known API.
  public var assembledMessage: AssembledMessage? { assembly?.message }

  /// The answer as JSON: the response, or what its stream amounts to.
  public var answer: JSONValue? { assembly?.root ?? response }

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
  public var replayRemark: String? {
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
  public enum KeyState: Hashable, Sendable {
    case matches
    case mismatch(computed: RequestKey)
    /// The Python package drops members it does not know; without them the key of an endpoint other
    /// than Messages and Chat cannot be told.
    case unverifiable(reason: String)
  }

  public var keyState: KeyState {
    guard let request, let hash else { return .unverifiable(reason: "no request or no hash") }
    let endpoint = endpoint
    do {
      let computed = try RequestKey(of: request, matchFields: matchFields, endpoint: endpoint)
      if computed.hex == hash { return .matches }
      guard let endpoint, endpoint.isMessagesOrChat || recordedEndpoint != nil || matchFields != nil
      else {
        return .unverifiable(
          reason: "the members endpoint and match_on are missing; the hash cannot be checked")
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
