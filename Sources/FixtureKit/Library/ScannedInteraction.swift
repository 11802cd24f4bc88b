import LosslessJSON

/// One interaction as the shallow scan sees it: ranges in the window it was read from.
struct ScannedInteraction {
  private(set) var range: Range<Int>
  private(set) var hash: Range<Int>?
  private(set) var recordedAt: Range<Int>?
  private(set) var endpoint: Range<Int>?
  private(set) var request: Range<Int>?
  private(set) var response: Range<Int>?
  private(set) var firstEvent: Range<Int>?
  /// What tells most endpoints: members of the response, or of the first event's data.
  private(set) var responseKind = AnswerKind()
  private(set) var eventKind = AnswerKind()
  private(set) var model: Range<Int>?
  private(set) var messages = Messages()
  private(set) var hasMessages = false
  private(set) var faults: InteractionFaults = [.hash, .request, .recordedAt]
  private(set) var traits: InteractionTraits = []

  /// The two messages a preview may come from.
  struct Messages {
    /// The first message, whatever it is.
    var first: Message?
    /// The last message of role `user`, `tool` or `function`.
    var lastFromUser: Message?
  }

  /// The members `type` and `object` of an answer, in quotes.
  struct AnswerKind {
    var type: Range<Int>?
    var object: Range<Int>?
    /// Whether there is no answer, or an empty one, as beside a stream.
    var isEmpty = true
  }

  struct Message {
    var range: Range<Int>
    /// Role in quotes.
    var role: Range<Int>?
    var content: Range<Int>?
  }

  /// Reads the value the machine stands on, to its end.
  init(
    _ grammar: inout JSONGrammar, _ window: UnsafeBufferPointer<UInt8>
  ) throws(ScanFailure) {
    range = grammar.position..<grammar.position
    // What stands before is not this interaction's.
    grammar.forgetFindings()
    let start = grammar.position
    if grammar.peek == UInt8(ascii: "{") {
      grammar.enter()
      var isFirst = true
      while let name = try grammar.nextMember(&isFirst) {
        try member(window[name], &grammar, window)
      }
    } else {
      faults = .noObject
      _ = try grammar.skip()
    }
    range = start..<grammar.position
    if grammar.loneSurrogate != nil { traits.insert(.loneSurrogate) }
    if grammar.nonFinite != nil { traits.insert(.nonFiniteNumber) }
  }

  private mutating func member(
    _ name: Slice<UnsafeBufferPointer<UInt8>>, _ grammar: inout JSONGrammar,
    _ window: UnsafeBufferPointer<UInt8>
  ) throws(ScanFailure) {
    if name.spells("request") {
      try readRequest(&grammar, window)
    } else if name.spells("response") {
      mark(.response, grammar.peek == UInt8(ascii: "{"))
      response = try Self.readKind(&responseKind, &grammar, window)
    } else if name.spells("stream_events") {
      try readEvents(&grammar, window)
    } else {
      let isString = grammar.peek == UInt8(ascii: "\"")
      let value = try grammar.skip()
      if name.spells("hash") {
        hash = isString ? value : nil
        mark(.hash, isString)
      } else if name.spells("recorded_at") {
        recordedAt = isString ? value : nil
        mark(.recordedAt, isString)
      } else if name.spells("streaming") {
        readStreaming(window[value])
      } else if name.spells("endpoint") {
        endpoint = isString ? value : nil
      }
    }
  }

  private mutating func mark(_ fault: InteractionFaults, _ isSound: Bool) {
    if isSound { faults.remove(fault) } else { faults.insert(fault) }
  }

  private mutating func readStreaming(_ source: Slice<UnsafeBufferPointer<UInt8>>) {
    // The first letter of a literal tells it; anything else is read as pydantic reads it.
    let value: Bool? =
      switch source.first {
      case UInt8(ascii: "t"): true
      case UInt8(ascii: "f"): false
      default: (try? JSONDocument(Array(source))).flatMap { LaxBoolean.reading($0.root) }
      }
    mark(.streaming, value != nil)
    if value == true { traits.insert(.streamed) } else { traits.remove(.streamed) }
  }

  private mutating func readRequest(
    _ grammar: inout JSONGrammar, _ window: UnsafeBufferPointer<UInt8>
  ) throws(ScanFailure) {
    let start = grammar.position
    model = nil
    messages = Messages()
    hasMessages = false
    let isObject = grammar.peek == UInt8(ascii: "{")
    mark(.request, isObject)
    guard isObject else {
      request = try grammar.skip()
      return
    }
    grammar.enter()
    var isFirst = true
    while let name = try grammar.nextMember(&isFirst) {
      let bytes = window[name]
      if bytes.spells("messages") { hasMessages = true }
      if bytes.spells("messages"), grammar.peek == UInt8(ascii: "[") {
        try readMessages(&grammar, window)
      } else {
        let value = try grammar.skip()
        if bytes.spells("model") { model = value }
        if bytes.spells("messages") { messages = Messages() }
      }
    }
    request = start..<grammar.position
  }

  private mutating func readMessages(
    _ grammar: inout JSONGrammar, _ window: UnsafeBufferPointer<UInt8>
  ) throws(ScanFailure) {
    messages = Messages()
    grammar.enter()
    var isFirst = true
    while try grammar.nextElement(&isFirst) {
      let message = try Self.message(&grammar, window)
      if messages.first == nil { messages.first = message }
      if let role = message.role.map({ window[$0] }),
        role.spells("user") || role.spells("tool")
          || role.spells("function")
      {
        messages.lastFromUser = message
      }
    }
  }

  private static func message(
    _ grammar: inout JSONGrammar, _ window: UnsafeBufferPointer<UInt8>
  ) throws(ScanFailure) -> Message {
    let start = grammar.position
    var message = Message(range: start..<start)
    if grammar.peek == UInt8(ascii: "{") {
      grammar.enter()
      var isFirst = true
      while let name = try grammar.nextMember(&isFirst) {
        let isString = grammar.peek == UInt8(ascii: "\"")
        let value = try grammar.skip()
        let bytes = window[name]
        if bytes.spells("role") { message.role = isString ? value : nil }
        if bytes.spells("content") { message.content = value }
      }
    } else {
      _ = try grammar.skip()
    }
    message.range = start..<grammar.position
    return message
  }

  /// Skips an answer, noting what it calls itself.
  private static func readKind(
    _ kind: inout AnswerKind, _ grammar: inout JSONGrammar, _ window: UnsafeBufferPointer<UInt8>
  ) throws(ScanFailure) -> Range<Int> {
    kind = AnswerKind()
    guard grammar.peek == UInt8(ascii: "{") else { return try grammar.skip() }
    let start = grammar.position
    grammar.enter()
    var isFirst = true
    while let name = try grammar.nextMember(&isFirst) {
      let isString = grammar.peek == UInt8(ascii: "\"")
      kind.isEmpty = false
      let value = try grammar.skip()
      let bytes = window[name]
      if bytes.spells("type") { kind.type = isString ? value : nil }
      if bytes.spells("object") { kind.object = isString ? value : nil }
    }
    return start..<grammar.position
  }

  private mutating func readEvents(
    _ grammar: inout JSONGrammar, _ window: UnsafeBufferPointer<UInt8>
  ) throws(ScanFailure) {
    firstEvent = nil
    eventKind = AnswerKind()
    guard grammar.peek == UInt8(ascii: "[") else {
      _ = try grammar.skip()
      mark(.streamEvents, false)
      return
    }
    var areObjects = true
    grammar.enter()
    var isFirst = true
    while try grammar.nextElement(&isFirst) {
      if grammar.peek != UInt8(ascii: "{") { areObjects = false }
      if firstEvent == nil {
        firstEvent = try readFirstEvent(&grammar, window)
      } else {
        _ = try grammar.skip()
      }
    }
    mark(.streamEvents, areObjects)
  }

  private mutating func readFirstEvent(
    _ grammar: inout JSONGrammar, _ window: UnsafeBufferPointer<UInt8>
  ) throws(ScanFailure) -> Range<Int> {
    guard grammar.peek == UInt8(ascii: "{") else { return try grammar.skip() }
    let start = grammar.position
    grammar.enter()
    var isFirst = true
    while let name = try grammar.nextMember(&isFirst) {
      if window[name].spells("data") {
        _ = try Self.readKind(&eventKind, &grammar, window)
      } else {
        _ = try grammar.skip()
      }
    }
    return start..<grammar.position
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Whether this string in quotes is `name`. Escaped spellings are decoded, as a full reading does.
  func spells(_ name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    if count == length + 2 {
      for offset in 0..<length
      where self[startIndex &+ 1 &+ offset] != name.utf8Start[offset] { return false }
      return true
    }
    guard count > length + 2, contains(UInt8(ascii: "\\")) else { return false }
    return decodedBytes.elementsEqual(
      UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  /// The inside of this string in quotes.
  var content: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: base[startIndex + 1..<endIndex - 1])
  }

  /// This string in quotes, decoded.
  var decodedBytes: [UInt8] {
    var bytes: [UInt8] = []
    StringDecoder.appendDecoded(content, to: &bytes, loneSurrogates: .spelled)
    return bytes
  }

  /// This text decoded, when it is a JSON string.
  var decodedString: String? {
    first == UInt8(ascii: "\"") ? String(decoding: decodedBytes, as: UTF8.self) : nil
  }
}
