import LLMWire
import LosslessJSON

/// Turns scanned interactions into the records of a ``FileIndex``.
struct IndexBuilder {
  private var records: [FileIndex.Record] = []
  private var text: [UInt8] = []
  private var endpoints: [Endpoint] = []
  /// Model names repeat: each is stored once a file.
  private var models: [[UInt8]: FileIndex.TextRange] = [:]

  mutating func append(
    _ interaction: ScannedInteraction, _ window: UnsafeBufferPointer<UInt8>, at base: Int,
    provider: String?, previewKind: ShallowScan.PreviewKind
  ) {
    let recordedAt = interaction.recordedAt.flatMap { window[$0].decodedString } ?? ""
    let preview = PreviewText(interaction, window).text(previewKind)
    records.append(
      FileIndex.Record(
        range: interaction.range.lowerBound + base..<interaction.range.upperBound + base,
        hash: store(interaction.hash.flatMap { window[$0].decodedString } ?? ""),
        model: model(interaction.model, window),
        recordedAt: store(recordedAt), preview: store(preview),
        endpoint: endpoint(of: interaction, window, provider),
        traits: interaction.traits, faults: interaction.faults,
        seconds: Timestamp(iso8601: recordedAt)?.seconds ?? .min))
  }

  func finished(
    stamp: FileStamp, provider: String?, version: String?, faults: [String]
  ) -> FileIndex {
    FileIndex(
      stamp: stamp, provider: provider, version: version, faults: faults, records: records,
      text: text, endpoints: endpoints)
  }

  private mutating func store(_ string: String) -> FileIndex.TextRange {
    let start = text.count
    text.append(contentsOf: string.utf8)
    return FileIndex.TextRange(start: UInt32(start), count: UInt32(text.count - start))
  }

  /// The model as Python prints it in a list.
  private mutating func model(
    _ range: Range<Int>?, _ window: UnsafeBufferPointer<UInt8>
  ) -> FileIndex.TextRange {
    let source = range.map { Array(window[$0]) } ?? []
    if let known = models[source] { return known }
    let stored = store(Self.pythonText(source))
    models[source] = stored
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

  private mutating func endpoint(
    of interaction: ScannedInteraction, _ window: UnsafeBufferPointer<UInt8>, _ provider: String?
  ) -> Int16 {
    let endpoint =
      interaction.endpoint.flatMap { window[$0].decodedString }.map { Endpoint($0) }
      ?? inferred(interaction, window, provider)
    guard let endpoint else { return -1 }
    if let known = endpoints.firstIndex(of: endpoint) { return Int16(known) }
    guard endpoints.count < Int(Int16.max) else { return -1 }
    endpoints.append(endpoint)
    return Int16(endpoints.count - 1)
  }
}

extension IndexBuilder {
  /// The endpoint that the exchange itself tells. Answers are looked at before the request, which is
  /// read only where they do not tell.
  private func inferred(
    _ interaction: ScannedInteraction, _ window: UnsafeBufferPointer<UInt8>, _ provider: String?
  ) -> Endpoint? {
    func root(_ range: Range<Int>?) -> JSONValue? {
      range.flatMap { try? JSONDocument(Array(window[$0])).root }
    }
    let response = root(interaction.response)
    let firstEvent = root(interaction.firstEvent)
    return Endpoint.inferred(
      request: nil, response: response, firstEvent: firstEvent, fileProvider: nil)
      ?? Endpoint.inferred(
        request: root(interaction.request), response: response, firstEvent: firstEvent,
        fileProvider: provider)
  }
}
