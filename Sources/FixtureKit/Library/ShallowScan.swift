import LLMWire
import LosslessJSON

/// Reads a fixture file front to back through a window of its bytes, and keeps what a list shows.
///
/// It checks every byte and builds no tree. A window is read in units: one member of the file, or
/// one interaction. A unit that the window cuts is not kept; the caller brings a window that starts
/// with it and reaches further. So memory is bounded by the largest interaction, not by the file.
struct ShallowScan {
  /// Which line of a prompt tells an interaction from its neighbours.
  enum PreviewKind: Sendable {
    /// The last user message, on one line: what differs within a conversation.
    case lastUserMessage
    /// The first message's text as it is, cut after 61 code points: what the Python `list` prints.
    case firstMessage
  }

  enum Failure: Error {
    case syntax(ScanFailure)
    /// It may be good JSON, but no fixture file.
    case notAFixture(reason: String)
  }

  private enum Place {
    case start, firstMember, member, firstElement, element, end
  }

  /// One step of the scan, to be kept once it is known to be whole.
  private enum Unit {
    case openingBrace
    case provider(String?)
    case version(String?, Range<Int>)
    /// - Parameter array: where it begins, if it is one.
    case interactions(array: Int?)
    case otherMember
    case interaction(ScannedInteraction)
    case endOfInteractions(Int)
    case closingBrace
  }

  private let previewKind: PreviewKind
  private var place = Place.start
  private var sawInteractions = false
  private var provider: String?
  private var version: String?
  private var hasStrangeVersion = false
  private var hasStrangeInteractions = false
  private var places = FileIndex.Places()
  private var builder = IndexBuilder()

  init(previewKind: PreviewKind) {
    self.previewKind = previewKind
  }

  /// Reads as many whole units as `window` holds and returns how many bytes they take.
  /// - Parameters:
  ///   - base: the window's offset in the file, for ranges and failures.
  ///   - isLast: whether the window reaches the end of the file. After such a call the scan is done.
  mutating func read(
    _ window: UnsafeBufferPointer<UInt8>, at base: Int, isLast: Bool
  ) throws(Failure) -> Int {
    if place == .start {
      if let problem = JSONText.foreignEncoding(of: window) {
        throw .syntax(ScanFailure(offset: base, problem: problem))
      }
      if let reason = Self.otherTopLevel(of: window) {
        // It may be broken, not other JSON: that takes all of it to tell, where that is not too much.
        if !isLast, window.count < Self.largestOther { return 0 }
        if isLast { try checkWhole(window, at: base) }
        throw .notAFixture(reason: reason)
      }
    }
    do throws(ScanFailure) {
      return try readUnits(window, at: base, isLast: isLast)
    } catch {
      throw .syntax(ScanFailure(offset: base + error.offset, problem: error.problem))
    }
  }

  /// What the scan has found; call it after a window that was the last.
  mutating func finished(_ stamp: FileStamp) throws(Failure) -> FileIndex {
    guard sawInteractions || provider != nil else {
      throw .notAFixture(reason: "it has neither interactions nor a provider")
    }
    var faults: [String] = []
    if hasStrangeInteractions { faults.append("interactions is not an array") }
    if hasStrangeVersion { faults.append("version is not a string") }
    if provider == nil { faults.append("provider is missing or not a string") }
    return builder.finished(
      stamp: stamp, provider: provider, version: version, faults: faults, places: places)
  }

  private mutating func readUnits(
    _ window: UnsafeBufferPointer<UInt8>, at base: Int, isLast: Bool
  ) throws(ScanFailure) -> Int {
    var grammar = JSONGrammar(window)
    while true {
      let start = grammar.position
      do throws(ScanFailure) {
        if place == .end {
          grammar.skipWhitespace()
          guard grammar.isAtEnd else {
            throw ScanFailure(offset: grammar.position, problem: .textAfterValue)
          }
          return window.count
        }
        let unit = try nextUnit(&grammar, window)
        // A number that ends with the window may go on in the next one.
        if grammar.isAtEnd, !isLast { return start }
        keep(unit, window, at: base)
      } catch {
        if error.isEndOfText, !isLast { return start }
        throw error
      }
    }
  }

  private func nextUnit(
    _ grammar: inout JSONGrammar, _ window: UnsafeBufferPointer<UInt8>
  ) throws(ScanFailure) -> Unit {
    switch place {
    case .start:
      grammar.skipWhitespace()
      guard grammar.peek == UInt8(ascii: "{") else { throw grammar.unexpected("a value") }
      grammar.enter()
      return .openingBrace
    case .firstMember, .member:
      var isFirst = place == .firstMember
      guard let name = try grammar.nextMember(&isFirst) else { return .closingBrace }
      let bytes = window[name]
      if bytes.spells("interactions") {
        if grammar.peek == UInt8(ascii: "[") {
          defer { grammar.enter() }
          return .interactions(array: grammar.position)
        }
        _ = try grammar.skip()
        return .interactions(array: nil)
      }
      let value = try grammar.skip()
      if bytes.spells("provider") { return .provider(window[value].decodedString) }
      if bytes.spells("version") { return .version(window[value].decodedString, value) }
      return .otherMember
    case .firstElement, .element:
      var isFirst = place == .firstElement
      guard try grammar.nextElement(&isFirst) else { return .endOfInteractions(grammar.position) }
      return .interaction(try ScannedInteraction(&grammar, window))
    case .end: return .closingBrace
    }
  }

  private mutating func keep(
    _ unit: Unit, _ window: UnsafeBufferPointer<UInt8>, at base: Int
  ) {
    switch unit {
    case .openingBrace: place = .firstMember
    case .provider(let name):
      provider = name
      place = .member
    case .version(let text, let range):
      version = text
      places.version = range.lowerBound + base..<range.upperBound + base
      hasStrangeVersion = text == nil
      place = .member
    case .interactions(let array):
      // Of duplicate members the last one counts.
      if sawInteractions { builder = IndexBuilder() }
      sawInteractions = true
      hasStrangeInteractions = array == nil
      places.interactions = array.map { $0 + base..<$0 + base }
      place = array == nil ? .member : .firstElement
    case .endOfInteractions(let end):
      if let start = places.interactions?.lowerBound { places.interactions = start..<end + base }
      place = .member
    case .otherMember: place = .member
    case .interaction(let interaction):
      builder.append(interaction, window, at: base, previewKind: previewKind)
      place = .element
    case .closingBrace: place = .end
    }
  }

  /// Bytes of other JSON that are looked through to tell it from a broken file.
  private static let largestOther = 16 << 20

  private func checkWhole(
    _ text: UnsafeBufferPointer<UInt8>, at base: Int
  ) throws(Failure) {
    do throws(ScanFailure) {
      var grammar = JSONGrammar(text)
      grammar.skipWhitespace()
      _ = try grammar.skip()
      grammar.skipWhitespace()
      guard grammar.isAtEnd else {
        throw ScanFailure(offset: grammar.position, problem: .textAfterValue)
      }
    } catch {
      throw .syntax(ScanFailure(offset: base + error.offset, problem: error.problem))
    }
  }

  /// Says what the text is when its first byte shows that it is no object.
  private static func otherTopLevel(of window: UnsafeBufferPointer<UInt8>) -> String? {
    var grammar = JSONGrammar(window)
    grammar.skipWhitespace()
    guard let byte = grammar.peek else { return nil }
    switch byte {
    case UInt8(ascii: "["): return "its top level is an array"
    case UInt8(ascii: "\""): return "its top level is a string"
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      return "its top level is a number"
    case UInt8(ascii: "n"): return "its top level is null"
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return "its top level is a boolean"
    default: return nil
    }
  }
}
