/// Cuts the text into lines of at most `columns` columns, as drawn.
///
/// A line ends at a newline, which belongs to no line; otherwise after the last space or beside the
/// last wide character that fits; inside a word only where the word alone is too long. Spaces that
/// have no room left at the end of a line belong to no line either: everything else does, in order.
/// A text of n newlines has at least n + 1 lines. A glyph wider than `columns` gets a line to itself.
///
/// The ranges start and end between code points, not always between Swift characters.
package func wrap(
  _ text: some StringProtocol, columns: Int, charset: Charset
) -> [Range<String.Index>] {
  let utf8 = text.utf8
  var lines: [Range<Int>] = []
  text.withUTF8Bytes { bytes in
    var wrapper = Wrapper(bytes, columns: columns, charset: charset)
    lines = wrapper.lines()
  }
  // Each index is found from the one before, so that a text stored as UTF-16 stays linear too.
  var offset = 0
  var index = utf8.startIndex
  func advance(to target: Int) -> String.Index {
    index = utf8.index(index, offsetBy: target - offset)
    offset = target
    return index
  }
  return lines.map { advance(to: $0.lowerBound)..<advance(to: $0.upperBound) }
}

/// Wraps over byte offsets.
private struct Wrapper {
  /// A place where the line may end: the next one would start at `offset`, `used` columns into this.
  private struct Opportunity {
    var offset: Int
    var used: Int
  }

  private var reader: GlyphReader
  private let columns: Int
  private var done: [Range<Int>] = []
  private var lineStart = 0
  private var used = 0
  private var opportunity: Opportunity?

  init(_ bytes: UnsafeBufferPointer<UInt8>, columns: Int, charset: Charset) {
    self.reader = GlyphReader(bytes, charset: charset)
    self.columns = columns
  }

  mutating func lines() -> [Range<Int>] {
    while let byte = reader.peek {
      let start = reader.position
      if byte == UInt8(ascii: "\n") {
        endLine(at: start)
        skipNewline()
      } else if let ascii = reader.nextPlainASCII() {
        guard ascii == UInt8(ascii: " ") else {
          place(1, at: start)
          continue
        }
        if used + 1 > columns, start > lineStart {
          endLine(at: start)
          // The text may end in the spaces that were left out.
          guard skipSpaces() else { return done }
        } else {
          used += 1
          opportunity = Opportunity(offset: reader.position, used: used)
        }
      } else if let glyph = reader.next() {
        placeGlyph(glyph, at: start)
      }
    }
    endLine(at: reader.position)
    return done
  }

  private mutating func placeGlyph(_ glyph: Glyph, at start: Int) {
    guard case .printed(_, _, width: 2) = glyph else { return place(glyph.columns, at: start) }
    if start > lineStart { opportunity = Opportunity(offset: start, used: used) }
    place(2, at: start)
    opportunity = Opportunity(offset: reader.position, used: used)
  }

  /// Gives the glyph at `start` its columns, on a new line where this one has no room.
  @inline(__always)
  private mutating func place(_ width: Int, at start: Int) {
    if used + width > columns { makeRoom(for: width, at: start) }
    used += width
  }

  private mutating func makeRoom(for width: Int, at start: Int) {
    if let opportunity {
      let carried = used - opportunity.used
      endLine(at: opportunity.offset)
      used = carried
    }
    if used + width > columns, start > lineStart { endLine(at: start) }
  }

  private mutating func endLine(at end: Int) {
    done.append(lineStart..<end)
    lineStart = end
    used = 0
    opportunity = nil
  }

  private mutating func skipNewline() {
    reader.skipByte()
    lineStart = reader.position
  }

  /// Skips the spaces that a full line has no room for, and the newline that would have ended it;
  /// returns whether a line follows.
  private mutating func skipSpaces() -> Bool {
    while reader.peek == UInt8(ascii: " ") { reader.skipByte() }
    lineStart = reader.position
    guard let next = reader.peek else { return false }
    if next == UInt8(ascii: "\n") { skipNewline() }
    return true
  }
}
