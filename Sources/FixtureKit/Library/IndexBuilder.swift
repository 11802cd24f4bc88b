import LLMWire
import LosslessJSON

/// Turns scanned interactions into the records of a ``FileIndex``. Runs once an interaction of a
/// library, so texts go from the window to the index without a stop in between.
struct IndexBuilder {
  private var records: [FileIndex.Record] = []
  private var text: [UInt8] = []
  private var endpoints: [Endpoint] = []
  private var endpointNumbers: [Endpoint: Int32] = [:]
  /// Model names repeat, so each is stored once a file; their sources, to know them again.
  private var models: [(source: [UInt8], text: FileIndex.TextRange)] = []

  mutating func append(
    _ interaction: ScannedInteraction, _ window: UnsafeBufferPointer<UInt8>, at base: Int,
    previewKind: ShallowScan.PreviewKind
  ) {
    let recordedAt = store(interaction.recordedAt, window)
    let time = Timestamp(iso8601: text[Int(recordedAt.start)...])
    let previewStart = text.count
    PreviewText(interaction, window).append(previewKind, to: &text)
    let preview = textRange(from: previewStart)
    records.append(
      FileIndex.Record(
        range: interaction.range.lowerBound + base..<interaction.range.upperBound + base,
        hash: store(interaction.hash, window), model: model(interaction.model, window),
        recordedAt: recordedAt, preview: preview,
        endpoint: endpoint(of: interaction, window),
        traits: traits(of: interaction, window), faults: interaction.faults,
        seconds: time?.seconds ?? .min))
  }

  private func traits(
    of interaction: ScannedInteraction, _ window: UnsafeBufferPointer<UInt8>
  ) -> InteractionTraits {
    let isNamed = interaction.model.map { window[$0.lowerBound] } == UInt8(ascii: "\"")
    return isNamed ? interaction.traits : interaction.traits.union(.unnamedModel)
  }

  /// - Parameter provider: that of the file, which may stand behind the interactions.
  mutating func finished(
    stamp: FileStamp, provider: String?, version: String?, faults: [String],
    places: FileIndex.Places
  ) -> FileIndex {
    resolveEndpoints(provider)
    // Indexes are kept, so they keep no room for growing.
    return FileIndex(
      stamp: stamp, provider: provider, version: version, faults: faults, places: places,
      records: records.withoutSpareRoom, text: text.withoutSpareRoom, endpoints: endpoints)
  }

  private func textRange(from start: Int) -> FileIndex.TextRange {
    FileIndex.TextRange(start: UInt32(start), count: UInt32(text.count - start))
  }

  /// Stores a string, decoded; nothing for none.
  private mutating func store(
    _ string: Range<Int>?, _ window: UnsafeBufferPointer<UInt8>
  ) -> FileIndex.TextRange {
    let start = text.count
    if let string {
      StringDecoder.appendDecoded(window[string].content, to: &text, loneSurrogates: .spelled)
    }
    return textRange(from: start)
  }

  // MARK: - Model

  /// The model as Python prints it in a list.
  private mutating func model(
    _ range: Range<Int>?, _ window: UnsafeBufferPointer<UInt8>
  ) -> FileIndex.TextRange {
    let source = window[range ?? 0..<0]
    if let known = models.first(where: { $0.source.elementsEqual(source) }) { return known.text }
    let start = text.count
    text += Self.pythonText(Array(source)).utf8
    let stored = textRange(from: start)
    if models.count < 64 { models.append((Array(source), stored)) }
    return stored
  }

  private static func pythonText(_ source: [UInt8]) -> String {
    guard let value = (try? JSONDocument(source))?.root else { return "?" }
    switch value.kind {
    case .string: return value.string ?? ""
    case .null: return "None"
    case .boolean: return value.boolean == true ? "True" : "False"
    case .object, .array, .integer, .real, .nonFinite:
      return String(decoding: PythonJSON.sorted(value), as: UTF8.self)
    }
  }

  // MARK: - Endpoint

  /// For an endpoint that only the file's provider tells, until that is known.
  private static let byProvider: Int32 = -2

  private mutating func endpoint(
    of interaction: ScannedInteraction, _ window: UnsafeBufferPointer<UInt8>
  ) -> Int32 {
    let endpoint =
      interaction.endpoint.flatMap { window[$0].decodedString }.map { Endpoint($0) }
      ?? inferred(interaction, window)
    guard let endpoint else { return interaction.hasMessages ? Self.byProvider : -1 }
    return number(of: endpoint)
  }

  private mutating func resolveEndpoints(_ provider: String?) {
    guard records.contains(where: { $0.endpoint == Self.byProvider }) else { return }
    let request = try? JSONDocument(Array(#"{"messages": []}"#.utf8)).root
    let endpoint = Endpoint.inferred(
      request: request, response: nil, firstEvent: nil, fileProvider: provider)
    let position = endpoint.map { number(of: $0) } ?? -1
    for index in records.indices where records[index].endpoint == Self.byProvider {
      records[index].endpoint = position
    }
  }

  private mutating func number(of endpoint: Endpoint) -> Int32 {
    if let known = endpointNumbers[endpoint] { return known }
    let number = Int32(endpoints.count)
    endpoints.append(endpoint)
    endpointNumbers[endpoint] = number
    return number
  }

  /// The endpoint that the exchange itself tells. Most answers name what they are; only where that
  /// does not tell are answer and request read whole.
  private func inferred(
    _ interaction: ScannedInteraction, _ window: UnsafeBufferPointer<UInt8>
  ) -> Endpoint? {
    func content(_ range: Range<Int>?) -> UnsafeBufferPointer<UInt8>? {
      range.map { window[$0].content }
    }
    func root(_ range: Range<Int>?) -> JSONValue? {
      range.flatMap { try? JSONDocument(Array(window[$0])).root }
    }
    let (answer, event) = (interaction.responseKind, interaction.eventKind)
    // An answer goes before a stream, so the stream tells at once only where there is none.
    return Endpoint.answering(type: content(answer.type), object: content(answer.object))
      ?? (answer.isEmpty
        ? Endpoint.streaming(type: content(event.type), object: content(event.object)) : nil)
      ?? Endpoint.inferred(
        request: root(interaction.request), response: root(interaction.response),
        firstEvent: root(interaction.firstEvent), fileProvider: nil)
  }
}

extension Array {
  fileprivate var withoutSpareRoom: [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      (_, initialized) = buffer.initialize(from: self)
    }
  }
}
