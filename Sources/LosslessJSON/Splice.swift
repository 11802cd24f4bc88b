/// One span of a text that gives way to other bytes.
package struct Splice: Hashable, Sendable {
  /// The span in the text before.
  package let range: Range<Int>
  /// What takes its place.
  package let bytes: [UInt8]

  package init(_ range: Range<Int>, _ bytes: [UInt8]) {
    self.range = range
    self.bytes = bytes
  }
}

extension [Splice] {
  /// `text` with every splice made. They stand in the order of the text and do not overlap.
  package func applied(to text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count + reduce(0) { $0 + $1.bytes.count - $1.range.count })
    var position = 0
    for splice in self {
      output += text[position..<splice.range.lowerBound]
      output += splice.bytes
      position = splice.range.upperBound
    }
    output += text[position...]
    return output
  }

  /// The same splices in a text in which everything stands `offset` bytes further on.
  package func moved(by offset: Int) -> [Splice] {
    map {
      Splice($0.range.lowerBound + offset..<$0.range.upperBound + offset, $0.bytes)
    }
  }
}
