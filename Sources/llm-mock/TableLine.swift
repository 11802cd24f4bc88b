import TerminalUI

/// One line of a table, put together as bytes: a listing has many cells, and most are plain ASCII.
struct TableLine {
  /// Which end of a text is cut off where it is too long.
  enum Cut {
    case end
    /// Of a path, the end tells more.
    case start
  }

  private let ink: Ink
  private var bytes: [UInt8] = []

  init(_ ink: Ink) {
    self.ink = ink
  }

  /// Appends a cell of exactly `columns` columns, on one line with control characters spelled out,
  /// two blanks after the cell before it.
  mutating func append(
    _ text: String, columns: Int, _ colour: Ink.Colour? = nil, cut: Cut = .end
  ) {
    if !bytes.isEmpty { pad(2) }
    if let colour { bytes += ink.start(colour).utf8 }
    switch cut {
    case .end: appendStart(of: text, columns)
    case .start: appendEnd(of: text, columns)
    }
    if colour != nil { bytes += ink.end.utf8 }
  }

  /// Appends a last cell as long as it is.
  mutating func append(_ text: String) {
    pad(2)
    bytes += text.visible.utf8
  }

  /// Appends a number's text with the blanks in front.
  mutating func append(number: String, columns: Int) {
    if !bytes.isEmpty { pad(2) }
    pad(columns - number.utf8.count)
    bytes += number.utf8
  }

  /// Writes the line, without the blanks at its end, and begins the next one.
  mutating func finish() {
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    bytes.append(UInt8(ascii: "\n"))
    Output.write(bytes: bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func appendStart(of text: String, _ columns: Int) {
    let utf8 = text.utf8
    if utf8.count <= columns, utf8.isPlain {
      bytes += utf8
      pad(columns - utf8.count)
    } else if utf8.count > columns, utf8.prefix(columns).isPlain {
      bytes += utf8.prefix(columns - 1)
      bytes += "…".utf8
    } else {
      var grid = Grid(size: Size(columns: columns, rows: 1), charset: .unicode)
      grid.draw(text, row: 0, column: 0)
      let line = grid.text(ofRow: 0)
      bytes += line.utf8
      pad(columns - line.visibleColumns)
    }
  }

  private mutating func appendEnd(of text: String, _ columns: Int) {
    let plain = text.visible
    let excess = plain.visibleColumns - columns
    guard excess > 0 else { return appendStart(of: plain, columns) }
    // A character takes two columns at most.
    var tail = plain.dropFirst(excess / 2)
    while String(tail).visibleColumns > columns - 1 { tail.removeFirst() }
    appendStart(of: "…" + tail, columns)
  }

  private mutating func pad(_ count: Int) {
    for _ in 0..<max(0, count) { bytes.append(UInt8(ascii: " ")) }
  }
}
