/// A JSON text and where everything in it stands. Nothing is converted: number spellings, key order,
/// duplicate keys, escapes, white space and line ends stay the bytes they are, so that a part can
/// later be replaced without touching the rest.
///
/// Reading costs one pass; 16 bytes are kept for each value and each key. Immutable.
package final class JSONDocument: Sendable {
  /// The text, byte for byte as it was given.
  package let bytes: [UInt8]
  let nodes: [Node]
  /// Byte offset of the first escape of half a surrogate pair (`"\ud83d"`), which Python writes but
  /// its fixture reader refuses.
  package let firstLoneSurrogate: Int?
  /// Byte offset of the first `NaN`, `Infinity` or `-Infinity`: not JSON, but what Python writes.
  package let firstNonFiniteNumber: Int?

  /// Reads `bytes` as one JSON value with white space around it.
  ///
  /// The text must be UTF-8 without a byte order mark; ``JSONText`` knows the other encodings.
  /// - Parameter surrogateBytes: whether the UTF-8 forms of surrogates (`ED A0 80`) are accepted,
  ///   as Python accepts them in a request body. A fixture file must not hold them.
  package init(
    _ bytes: [UInt8], surrogateBytes: SurrogateBytes = .refused
  ) throws(JSONSyntaxError) {
    guard bytes.count < UInt32.max else {
      throw JSONSyntaxError(offset: 0, line: 1, column: 1, problem: .tooLarge)
    }
    if let problem = bytes.withUnsafeBufferPointer(JSONText.foreignEncoding) {
      throw JSONSyntaxError(offset: 0, line: 1, column: 1, problem: problem)
    }
    var tape = Tape(expectedBytes: bytes.count)
    let reading = bytes.withUnsafeBufferPointer { buffer in
      var grammar = JSONGrammar(buffer, acceptsSurrogateBytes: surrogateBytes == .accepted)
      return Result<JSONGrammar, ScanFailure> { () throws(ScanFailure) in
        grammar.skipWhitespace()
        try grammar.value(&tape)
        grammar.skipWhitespace()
        guard grammar.isAtEnd else {
          throw ScanFailure(offset: grammar.position, problem: .textAfterValue)
        }
        return grammar
      }
    }
    switch reading {
    case .success(let grammar):
      self.bytes = bytes
      self.nodes = tape.nodes
      self.firstLoneSurrogate = grammar.loneSurrogate
      self.firstNonFiniteNumber = grammar.nonFinite
    case .failure(let failure): throw JSONSyntaxError(failure, in: bytes)
    }
  }

  package enum SurrogateBytes: Sendable { case refused, accepted }

  /// Where the first object or array stands that has so many around it; nil where nothing is as deep.
  package func firstContainer(at depth: Int) -> Int? {
    var ends: [UInt32] = []
    for (index, node) in nodes.enumerated() where node.kind == .object || node.kind == .array {
      while let end = ends.last, index >= end { ends.removeLast() }
      if ends.count == depth { return Int(node.start) }
      ends.append(node.next)
    }
    return nil
  }

  /// The value the text holds.
  package var root: JSONValue { JSONValue(document: self, index: 0) }

  /// One value or key: where it starts and ends, and the node after everything inside it.
  struct Node {
    var start: UInt32
    /// The offset after the last byte.
    var end: UInt32
    /// Index of the next node that is not inside this one; of a key, its value's index.
    var next: UInt32
    var kind: JSONKind
    var features: StringFeatures
    var isKey: Bool
  }
}

/// Collects nodes in document order; a container learns its end when it closes.
private struct Tape: JSONSink {
  var nodes: [JSONDocument.Node] = []
  private var open: [Int] = []

  init(expectedBytes: Int) {
    nodes.reserveCapacity(expectedBytes / 24 + 4)
  }

  mutating func open(_ kind: JSONKind, at offset: Int) {
    open.append(nodes.count)
    append(kind, offset..<offset, [], isKey: false)
  }

  mutating func close(at end: Int) {
    let index = open.removeLast()
    nodes[index].end = UInt32(truncatingIfNeeded: end)
    nodes[index].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  mutating func key(_ range: Range<Int>, _ features: StringFeatures) {
    append(.string, range, features, isKey: true)
  }

  mutating func string(_ range: Range<Int>, _ features: StringFeatures) {
    append(.string, range, features, isKey: false)
  }

  mutating func scalar(_ kind: JSONKind, _ range: Range<Int>) {
    append(kind, range, [], isKey: false)
  }

  private mutating func append(
    _ kind: JSONKind, _ range: Range<Int>, _ features: StringFeatures, isKey: Bool
  ) {
    nodes.append(
      JSONDocument.Node(
        start: UInt32(truncatingIfNeeded: range.lowerBound),
        end: UInt32(truncatingIfNeeded: range.upperBound),
        next: UInt32(truncatingIfNeeded: nodes.count + 1),
        kind: kind, features: features, isKey: isKey))
  }
}
