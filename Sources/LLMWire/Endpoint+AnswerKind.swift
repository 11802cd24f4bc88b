/// What an answer calls itself, which is all that most need to be told apart: for a scan that has no
/// document. It must say what ``inferred(request:response:firstEvent:fileProvider:)`` says.
extension Endpoint {
  /// The endpoint whose plain answers have these members `type` and `object`, given as UTF-8 without
  /// quotes; nil where they alone do not tell.
  package static func answering(
    type: UnsafeBufferPointer<UInt8>?, object: UnsafeBufferPointer<UInt8>?
  ) -> Endpoint? {
    if let type, type.elementsEqual("message".utf8) { return .messages }
    guard let object else { return nil }
    if object.elementsEqual("chat.completion".utf8) { return .chatCompletions }
    return object.elementsEqual("response".utf8) ? .responses : nil
  }

  /// The endpoint whose streams start with an event whose data has these members `type` and
  /// `object`, given as UTF-8 without quotes; nil where they alone do not tell.
  package static func streaming(
    type: UnsafeBufferPointer<UInt8>?, object: UnsafeBufferPointer<UInt8>?
  ) -> Endpoint? {
    if let object, object.elementsEqual("chat.completion.chunk".utf8) { return .chatCompletions }
    guard let type else { return nil }
    if type.starts(with: "response.".utf8) { return .responses }
    return type.starts(with: "message_".utf8) || type.starts(with: "content_block_".utf8)
      ? .messages : nil
  }
}
