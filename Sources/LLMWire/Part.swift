package import LosslessJSON

/// One piece of a turn, the same for every provider.
///
/// Every block of a content array becomes at least one part; what is not understood becomes
/// ``other(type:_:)`` and stays visible. Equal parts hold the same JSON place, not equal JSON.
package enum Part: Hashable, Sendable {
  case text(String)
  /// Readable reasoning; empty where the provider sent it encrypted, or only its signature.
  case thinking(String)
  case refusal(String)
  /// `arguments` is the object (Anthropic, Gemini) or the string that should hold one (OpenAI).
  case toolCall(name: String, id: String?, arguments: JSONValue)
  /// `text` is for reading: text blocks joined by line feeds, `[image]` for media, titles and
  /// addresses of search results, compact JSON of anything else.
  case toolResult(id: String?, text: String, isError: Bool)
  /// `type` is the media type (`image/png`) where the request says it.
  case media(kind: MediaKind, type: String?, source: MediaSource)
  /// A block of a type this module does not know, or a value where no content should be. `type` is
  /// its member `type`, else the name of its first member, else its JSON kind.
  case other(type: String, JSONValue)
}

package enum MediaKind: String, Hashable, Sendable {
  case image, audio, document, video

  /// The kind a media type (`audio/wav`) belongs to; whatever is not image, audio or video is a
  /// document.
  init(mediaType: String?) {
    let family = mediaType?.prefix { $0 != "/" }
    self = family.flatMap { MediaKind(rawValue: $0.lowercased()) } ?? .document
  }
}

/// Where the bytes of an image, a sound or a document are.
package enum MediaSource: Hashable, Sendable {
  /// In the request itself; the size after base64 decoding.
  case inline(byteCount: Int)
  case url(String)
  /// Uploaded earlier, known to the provider by this id.
  case file(id: String)
}
