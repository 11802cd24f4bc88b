package import FixtureKit
package import LosslessJSON

/// An interaction that has been read for the panes, with what takes a moment to work out.
package struct OpenedInteraction: Sendable {
  package let summary: IndexedInteraction
  /// The file as it was when this was read from it.
  package let stamp: FileStamp
  package let interaction: Interaction
  /// The response, or what a stream amounts to.
  package let answer: JSONValue?
  /// Whether ``answer`` was put together from stream events.
  package let isAssembled: Bool
  package let eventCount: Int
  package let keyState: Interaction.KeyState
  /// The match fields that the library's settings have for it, where it does not say itself.
  let libraryFields: [String]?
  package let prompt: Transcript
  package let reply: Transcript

  /// - Parameters:
  ///   - position: where it stands in the file, from 0.
  ///   - index: of the file that the interaction was read from.
  ///   - rules: the match fields that the library's settings have for the file.
  package init(
    _ position: Int, of index: FileIndex, _ interaction: Interaction,
    rules: MatchRules = MatchRules()
  ) {
    summary = index[position]
    stamp = index.stamp
    self.interaction = interaction
    answer = interaction.answer
    isAssembled = interaction.assembledMessage != nil
    eventCount = interaction.streamEvents?.elements.reduce(0) { count, _ in count + 1 } ?? 0
    keyState = interaction.keyState(rules)
    libraryFields =
      interaction.matchFields == nil ? rules.fields(for: interaction.endpoint) : nil
    prompt = Transcript(promptOf: interaction)
    reply = Transcript(replyOf: interaction)
  }
}

/// A file looked at as bytes, because it is broken or empty.
package struct OpenedFile: Sendable {
  /// The file's start; all of it unless ``size`` is larger.
  package let bytes: [UInt8]
  /// Of the whole file.
  package let size: Int

  package init(bytes: [UInt8], size: Int) {
    self.bytes = bytes
    self.size = size
  }

  /// How much of a broken file is shown.
  package static let limit = 1 << 20
}
