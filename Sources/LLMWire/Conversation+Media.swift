import LosslessJSON

/// Images, sounds and documents of all APIs. Their bytes are measured, never decoded.
extension Conversation {
  /// The media a block holds; nil for any other type, and where no source can be found.
  static func mediaPart(ofBlock block: JSONValue, type: String) -> Part? {
    switch type {
    case "image": anthropicMedia(block["source"], kind: .image)
    case "document": anthropicMedia(block["source"], kind: .document)
    case "image_url", "input_image":
      address(block["image_url"], kind: .image) ?? uploaded(block["file_id"], kind: .image)
    case "audio_url": address(block["audio_url"], kind: .audio)
    case "video_url": address(block["video_url"], kind: .video)
    case "input_audio":
      inline(
        block["input_audio"]?["data"], kind: .audio,
        type: block["input_audio"]?.string("format").map { "audio/" + $0 })
    case "file": file(block["file"])
    case "input_file": file(block)
    case "container_upload": uploaded(block["file_id"], kind: .document)
    case "image_generation_call":
      inline(
        block["result"], kind: .image, type: block.string("output_format").map { "image/" + $0 })
    default: nil
    }
  }

  /// The `audio` of an assistant message in Chat: what it said, and the sound or its id.
  static func parts(ofSpokenAnswer audio: JSONValue) -> [Part] {
    let sound = inline(audio["data"], kind: .audio) ?? uploaded(audio["id"], kind: .audio)
    let said = [audio.string("transcript").map { .text($0) }, sound].compactMap { $0 }
    return said.isEmpty ? [other(audio)] : said
  }

  /// Gemini's `inlineData` and `fileData`.
  static func mediaPart(ofGeminiPart part: JSONValue) -> Part? {
    if let data = part["inlineData"] ?? part["inline_data"] {
      let type = geminiType(data)
      return inline(data["data"], kind: MediaKind(mediaType: type), type: type)
    }
    if let file = part["fileData"] ?? part["file_data"] {
      let type = geminiType(file)
      return address(
        file["fileUri"] ?? file["file_uri"], kind: MediaKind(mediaType: type), type: type)
    }
    return nil
  }

  private static func geminiType(_ data: JSONValue) -> String? {
    data.string("mimeType") ?? data.string("mime_type")
  }

  private static func anthropicMedia(_ source: JSONValue?, kind: MediaKind) -> Part? {
    guard let source, let form = source.string("type") else { return nil }
    let type = source.string("media_type")
    switch form {
    case "base64": return inline(source["data"], kind: kind, type: type)
    case "url": return address(source["url"], kind: kind, type: type)
    case "file": return uploaded(source["file_id"], kind: kind)
    case "text":
      guard let text = source["data"], text.kind == .string else { return nil }
      return .media(kind: kind, type: type, source: .inline(byteCount: text.decodedCount))
    case "content":
      guard let content = source["content"] else { return nil }
      let texts = content.kind == .array ? content.elements.compactMap { $0["text"] } : [content]
      let size = texts.reduce(0) { $0 + $1.decodedCount }
      return .media(kind: kind, type: type, source: .inline(byteCount: size))
    default: return nil
    }
  }

  /// OpenAI's files: a data URL, bare base64, an id or an address.
  private static func file(_ file: JSONValue?) -> Part? {
    guard let file else { return nil }
    if let data = file["file_data"], data.kind == .string {
      return data.starts(with: "data:") ? address(data) : inline(data, kind: .document)
    }
    return uploaded(file["file_id"], kind: .document) ?? address(file["file_url"])
  }

  private static func uploaded(_ id: JSONValue?, kind: MediaKind) -> Part? {
    id?.string.map { .media(kind: kind, type: nil, source: .file(id: $0)) }
  }

  private static func inline(_ base64: JSONValue?, kind: MediaKind, type: String? = nil) -> Part? {
    guard let base64, base64.kind == .string else { return nil }
    let padding = base64.content.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let size = byteCount(ofBase64: base64.decodedCount - padding)
    return .media(kind: kind, type: type, source: .inline(byteCount: size))
  }

  /// A URL, bare or in `{"url": …}`. One that holds the bytes itself (`data:`) names their type.
  /// - Parameter kind: nil to go by the type.
  private static func address(
    _ url: JSONValue?, kind: MediaKind? = nil, type: String? = nil
  ) -> Part? {
    guard let url = url?["url"] ?? url, url.kind == .string else { return nil }
    guard url.starts(with: "data:") else {
      guard let address = url.string else { return nil }
      return .media(kind: kind ?? .document, type: type, source: .url(address))
    }
    let text = url.isUnescaped ? url.content : url.decodedBytes[...]
    let content = text.dropFirst("data:".utf8.count)
    let comma = content.firstIndex(of: UInt8(ascii: ",")) ?? content.endIndex
    let header = String(decoding: content[..<comma], as: UTF8.self)
      .split(separator: ";", omittingEmptySubsequences: false)
    let body = content[comma...].dropFirst()
    let padding = body.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let size =
      header.last == "base64" ? byteCount(ofBase64: body.count - padding) : body.count
    let type = header.first.flatMap { $0.isEmpty ? nil : String($0) } ?? type
    return .media(
      kind: kind ?? MediaKind(mediaType: type), type: type, source: .inline(byteCount: size))
  }

  /// The bytes that so many base64 digits, padding left out, stand for.
  private static func byteCount(ofBase64 digits: Int) -> Int { digits * 3 / 4 }
}

extension JSONValue {
  /// The length of a string's content in bytes of UTF-8; 0 of any other kind.
  fileprivate var decodedCount: Int {
    kind == .string && isUnescaped ? contentLength : decodedBytes.count
  }
}
