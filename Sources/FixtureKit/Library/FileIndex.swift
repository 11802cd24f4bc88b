package import LLMWire

/// What a list shows of a fixture file's interactions, and where each of them stands: some 300 bytes
/// an interaction, read in one pass without building a tree.
package struct FileIndex: Sendable {
  /// The file as it was when it was read.
  package let stamp: FileStamp
  /// The file's `provider`; nil where it is missing or no string.
  package let provider: String?
  /// The file's `version`; nil where it is missing or no string.
  package let version: String?
  /// What the Python package refuses about the file as a whole; empty for a sound file.
  package let faults: [String]
  let places: Places
  let records: [Record]
  /// UTF-8 of every text the records name, end to end.
  let text: [UInt8]
  /// The interactions' endpoints, each once; records name them by position.
  let endpoints: [Endpoint]

  /// Where members of the file itself stand, in bytes; nil where they are missing.
  struct Places: Sendable {
    /// The array with its brackets; nil also for what is none.
    var interactions: Range<Int>?
    var version: Range<Int>?
  }

  /// One interaction: fixed size, texts by range.
  struct Record: Sendable {
    /// Byte range in the file.
    var range: Range<Int>
    var hash: TextRange
    var model: TextRange
    var recordedAt: TextRange
    var preview: TextRange
    /// Position in `endpoints`, or -1.
    var endpoint: Int32
    var traits: InteractionTraits
    var faults: InteractionFaults
    /// `recorded_at`, or `Int.min` where it is no date.
    var seconds: Int
  }

  struct TextRange: Sendable {
    var start: UInt32
    var count: UInt32
  }

  package var count: Int { records.count }

  /// When the newest interaction was recorded; nil where none says so.
  package var newest: Timestamp? {
    let seconds = records.reduce(Int.min) { max($0, $1.seconds) }
    return seconds == .min ? nil : Timestamp(seconds: seconds)
  }

  /// The interaction at a position, from 0.
  package subscript(position: Int) -> IndexedInteraction {
    IndexedInteraction(index: self, position: position)
  }
}

/// What the index knows of one interaction. Texts are decoded on each access.
package struct IndexedInteraction: Sendable {
  private let index: FileIndex
  /// Position in the file, from 0.
  package let position: Int

  init(index: FileIndex, position: Int) {
    self.index = index
    self.position = position
  }

  private var record: FileIndex.Record { index.records[position] }

  /// Where the interaction's object stands in the file, in bytes.
  package var range: Range<Int> { record.range }
  /// The object's size in bytes.
  package var size: Int { record.range.count }
  /// The stored hash, whatever it is; empty where it is missing.
  package var hash: String { text(record.hash) }
  /// The request's model: `?` where it is missing, `None` for null, as Python prints them; JSON of an
  /// object or an array.
  package var model: String { text(record.model) }
  /// The stored text, unchecked.
  package var recordedAt: String { text(record.recordedAt) }
  package var timestamp: Timestamp? {
    record.seconds == .min ? nil : Timestamp(seconds: record.seconds)
  }
  /// One line of the prompt, at most 160 bytes; of `indexWithFirstMessages`, what that says.
  package var preview: String { text(record.preview) }
  package var endpoint: Endpoint? {
    record.endpoint < 0 ? nil : index.endpoints[Int(record.endpoint)]
  }
  /// The provider of this interaction: its endpoint's, else the file's.
  package var provider: String? { endpoint?.provider ?? index.provider }
  package var traits: InteractionTraits { record.traits }
  package var faults: InteractionFaults { record.faults }
  /// What is wrong with it, or with its file, for the Python package; empty for nothing.
  package var problem: String {
    if index.faults.isEmpty, faults.isEmpty { return "" }
    return (index.faults + (faults.isEmpty ? [] : [faults.description])).joined(separator: "; ")
  }
  /// What is accepted though JSON, or the Python package, has no such thing.
  package var remarks: [String] {
    var remarks: [String] = []
    if traits.contains(.loneSurrogate) {
      remarks.append("half a surrogate pair: Python writes it and cannot read it back")
    }
    if traits.contains(.nonFiniteNumber) { remarks.append("NaN or Infinity, which is not JSON") }
    return remarks
  }
  package var isStreamed: Bool { record.traits.contains(.streamed) }

  private func text(_ range: FileIndex.TextRange) -> String {
    let start = Int(range.start)
    return String(decoding: index.text[start..<start + Int(range.count)], as: UTF8.self)
  }
}

/// What an interaction is, beyond its texts.
package struct InteractionTraits: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let streamed = InteractionTraits(rawValue: 1)
  /// An escape of half a surrogate pair: the Python package writes it and cannot read it back.
  package static let loneSurrogate = InteractionTraits(rawValue: 2)
  /// `NaN` or `Infinity`.
  package static let nonFiniteNumber = InteractionTraits(rawValue: 4)
  /// The request names no model: the member is missing or no string.
  package static let unnamedModel = InteractionTraits(rawValue: 8)
}

/// What the Python package's schema refuses about an interaction.
package struct InteractionFaults: OptionSet, Sendable, CustomStringConvertible {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let noObject = InteractionFaults(rawValue: 1)
  package static let hash = InteractionFaults(rawValue: 2)
  package static let request = InteractionFaults(rawValue: 4)
  package static let response = InteractionFaults(rawValue: 8)
  package static let streaming = InteractionFaults(rawValue: 16)
  package static let streamEvents = InteractionFaults(rawValue: 32)
  package static let recordedAt = InteractionFaults(rawValue: 64)

  /// `hash is missing or not a string; response is not an object`; empty for none.
  package var description: String {
    let sentences: [(InteractionFaults, String)] = [
      (.noObject, "the interaction is not an object"),
      (.hash, "hash is missing or not a string"),
      (.request, "request is missing or not an object"),
      (.response, "response is not an object"),
      (.streaming, "streaming is not a boolean"),
      (.streamEvents, "stream_events is not an array of objects"),
      (.recordedAt, "recorded_at is missing or not a string"),
    ]
    return sentences.filter { contains($0.0) }.map(\.1).joined(separator: "; ")
  }
}
