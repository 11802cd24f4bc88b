import TerminalUI

/// Turns the bytes a terminal sends into events. A value: no descriptor, no clock.
///
/// ncurses' own reader is not used: it loses a character whose bytes come in two pieces, and it can
/// neither join a paste nor read mouse reports that the terminal's description does not mention.
///
/// A sequence it does not know is swallowed whole: the rest of it would act as commands.
struct InputDecoder {
  /// Keys that the terminal's description gives a sequence for, beyond the usual ones.
  private let described: [(sequence: [UInt8], key: Key)]
  /// What has arrived and is not yet understood; the start of one sequence or character.
  private var pending: [UInt8] = []
  /// The paste being received.
  private var paste: [UInt8]?

  init(described: [(sequence: [UInt8], key: Key)] = []) {
    self.described = described
  }

  /// Whether an Escape has come that may or may not be the start of more.
  var awaitsRest: Bool { paste == nil && pending.first == ControlByte.escape }

  /// Takes bytes in pieces of any size.
  mutating func feed(_ bytes: some Sequence<UInt8>) -> [TerminalEvent] {
    pending += bytes
    var events: [TerminalEvent] = []
    var position = 0
    while position < pending.count {
      let step = paste == nil ? step(pending[position...]) : pasteStep(pending[position...])
      position += step.length
      if let event = step.event { events.append(event) }
      if step.isLast { break }
    }
    pending.removeFirst(position)
    return events
  }

  /// Whether the end of a paste has not come yet.
  var isPasting: Bool { paste != nil }

  /// The end of a paste did not come: what is there was all of it.
  mutating func endPaste() -> [TerminalEvent] {
    guard paste != nil else { return [] }
    paste?.append(contentsOf: pending)
    let text = pastedText
    (paste, pending) = (nil, [])
    return [.paste(text)]
  }

  /// The rest did not come in time: what is there was typed, or is the torso of something unknown.
  mutating func flush() -> [TerminalEvent] {
    guard awaitsRest else { return [] }
    defer { pending = [] }
    if pending.count == 1 { return [.key(.escape)] }
    guard pending.count == 2, pending[1] < 0x80 else { return [] }
    return [.key(.alt(Character(Unicode.Scalar(pending[1]))))]
  }

  /// What one read of the front of the pending bytes comes to.
  private struct Step {
    var length: Int
    var event: TerminalEvent?
    /// Whether the bytes that remain are an incomplete sequence.
    var isLast = false

    static let incomplete = Step(length: 0, isLast: true)
    static func key(_ key: Key, _ length: Int) -> Step { Step(length: length, event: .key(key)) }
    static func swallowed(_ length: Int) -> Step { Step(length: length) }
  }

  private mutating func step(_ bytes: ArraySlice<UInt8>) -> Step {
    guard let first = bytes.first else { return .incomplete }
    if first == ControlByte.escape { return escapeStep(bytes) }
    if let key = Key(controlByte: first) { return .key(key, 1) }
    return characterStep(bytes) { .character($0) }
  }

  /// Reads one UTF-8 character. Bytes that are none are swallowed, and so are C1 controls.
  private func characterStep(_ bytes: ArraySlice<UInt8>, key: (Character) -> Key) -> Step {
    bytes.withUnsafeBufferPointer { buffer in
      let lead = buffer[0]
      let length = lead < 0xC2 || lead > 0xF4 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      if buffer.count < length, buffer.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) {
        return .incomplete
      }
      guard let decoded = buffer.decodedScalar(at: 0) else { return .swallowed(1) }
      guard let scalar = Unicode.Scalar(decoded.value), !(0x80..<0xA0).contains(decoded.value)
      else { return .swallowed(decoded.length) }
      return .key(key(Character(scalar)), decoded.length)
    }
  }

  private mutating func escapeStep(_ bytes: ArraySlice<UInt8>) -> Step {
    for (sequence, key) in described where bytes.starts(with: sequence) {
      return .key(key, sequence.count)
    }
    let rest = bytes.dropFirst()
    guard let introducer = rest.first else { return .incomplete }
    switch introducer {
    case UInt8(ascii: "["): return controlSequenceStep(bytes)
    case UInt8(ascii: "O"): return singleShiftStep(bytes)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"): return stringStep(bytes)
    case 0x7F: return .swallowed(2)
    case ..<0x20: return .key(.escape, 1)
    default:
      var step = characterStep(rest) { .alt($0) }
      if !step.isLast { step.length += 1 }
      return step
    }
  }

  /// `ESC [`, parameters, a final byte.
  private mutating func controlSequenceStep(_ bytes: ArraySlice<UInt8>) -> Step {
    let body = bytes.dropFirst(2)
    if body.first == UInt8(ascii: "M") { return oldMouseStep(bytes) }
    // The Linux console's function keys have a second bracket before their final byte.
    let parameters = body.first == UInt8(ascii: "[") ? body.dropFirst() : body
    guard let end = parameters.firstIndex(where: { !(0x20..<0x40).contains($0) }) else {
      return .incomplete
    }
    guard (0x40..<0x7F).contains(bytes[end]) else { return .swallowed(end - bytes.startIndex) }
    let length = end + 1 - bytes.startIndex
    let sequence = ControlSequence(body: bytes[body.startIndex...end])
    if sequence.beginsPaste {
      paste = []
      return .swallowed(length)
    }
    return Step(length: length, event: sequence.event)
  }

  /// `ESC O` and a letter; some terminals put a modifier before it.
  private func singleShiftStep(_ bytes: ArraySlice<UInt8>) -> Step {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { !(0x30..<0x3A).contains($0) }) else {
      return .incomplete
    }
    guard (0x40..<0x7F).contains(bytes[end]) else { return .swallowed(end - bytes.startIndex) }
    let key = Key(finalByte: bytes[end], isShifted: false)
    return Step(length: end + 1 - bytes.startIndex, event: key.map(TerminalEvent.key))
  }

  /// A reply to a question this program did not ask: swallowed up to its BEL or `ESC \`.
  private func stringStep(_ bytes: ArraySlice<UInt8>) -> Step {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { $0 == ControlByte.bell || $0 == ControlByte.escape })
    else { return .incomplete }
    guard bytes[end] == ControlByte.escape else { return .swallowed(end + 1 - bytes.startIndex) }
    guard end + 1 < bytes.endIndex else { return .incomplete }
    let isTerminated = bytes[end + 1] == UInt8(ascii: "\\")
    return .swallowed(end + (isTerminated ? 2 : 0) - bytes.startIndex)
  }

  /// `ESC [ M` and three bytes: what a terminal sends that does not know SGR reports.
  private func oldMouseStep(_ bytes: ArraySlice<UInt8>) -> Step {
    let report = bytes.dropFirst(3).prefix(3).map { Int($0) - 32 }
    guard report.count == 3 else { return .incomplete }
    let event = MouseEvent(
      code: report[0], column: report[1], row: report[2], isRelease: report[0] & 3 == 3)
    return Step(length: 6, event: event.map(TerminalEvent.mouse))
  }

  /// Collects pasted bytes up to `ESC [ 201 ~`.
  private mutating func pasteStep(_ bytes: ArraySlice<UInt8>) -> Step {
    let terminator = ControlSequence.pasteEnd
    guard let escape = bytes.firstIndex(of: ControlByte.escape) else {
      paste?.append(contentsOf: bytes)
      return .swallowed(bytes.count)
    }
    paste?.append(contentsOf: bytes[..<escape])
    let consumed = escape - bytes.startIndex
    let tail = bytes[escape...]
    if tail.starts(with: terminator) {
      let text = pastedText
      paste = nil
      return Step(length: consumed + terminator.count, event: .paste(text))
    }
    if terminator.starts(with: tail) { return Step(length: consumed, isLast: true) }
    paste?.append(ControlByte.escape)
    return .swallowed(consumed + 1)
  }

  /// Terminals send a carriage return for each line end of a paste.
  private var pastedText: String {
    var bytes: [UInt8] = []
    var previous: UInt8 = 0
    for byte in paste ?? [] {
      if byte == ControlByte.carriageReturn {
        bytes.append(ControlByte.newline)
      } else if byte != ControlByte.newline || previous != ControlByte.carriageReturn {
        bytes.append(byte)
      }
      previous = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
