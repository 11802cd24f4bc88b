/// JSON laid out for reading: one member or element a line, two spaces a level, every scalar and key
/// spelled as in its source.
package enum PrettyJSON {
  /// Levels up to which lines are indented further: nobody reads deeper ones, and the blanks of a
  /// hundred thousand levels would fill the memory.
  private static let deepestIndentation = 100

  package static func text(of value: JSONValue) -> [UInt8] {
    var output: [UInt8] = []
    var open: [(end: Int, close: UInt8)] = []
    let document = value.document
    let end = value.id + value.subtreeSize
    var id = value.id
    var isFirst = true
    var followsKey = true
    func newLine() {
      output.append(UInt8(ascii: "\n"))
      output.append(
        contentsOf: repeatElement(UInt8(ascii: " "), count: min(open.count, deepestIndentation) * 2)
      )
    }
    func closeFinished() {
      while let last = open.last, last.end == id {
        open.removeLast()
        newLine()
        output.append(last.close)
      }
    }
    while id < end {
      let node = document.nodes[id]
      if !followsKey {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        newLine()
      }
      isFirst = false
      followsKey = node.isKey
      let isContainer = node.kind == .object || node.kind == .array
      if isContainer, Int(node.next) > id + 1 {
        output.append(document.bytes[Int(node.start)])
        open.append((Int(node.next), node.kind == .object ? 0x7d : 0x5d))
        isFirst = true
      } else if isContainer {
        output.append(contentsOf: node.kind == .object ? [0x7b, 0x7d] : [0x5b, 0x5d])
      } else {
        output.append(contentsOf: document.bytes[Int(node.start)..<Int(node.end)])
        if node.isKey { output.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: " ")]) }
      }
      id += 1
      if !node.isKey { closeFinished() }
    }
    return output
  }
}
