/// A line of text made ready once, to be drawn many times: scrolled sideways, or in parts.
///
/// A mark at the start of an appended piece does not join the piece before it.
package struct GlyphLine: Equatable, Sendable {
  package let charset: Charset
  package private(set) var cells: [Cell] = []

  package init(charset: Charset) {
    self.charset = charset
  }

  package init(_ text: some StringProtocol, charset: Charset, style: Style = .plain) {
    self.init(charset: charset)
    append(text, style: style)
  }

  /// How many columns it takes: one for each cell, as a wide character has two.
  package var columns: Int { cells.count }

  package mutating func append(_ text: some StringProtocol, style: Style = .plain) {
    text.withUTF8Bytes { append($0, style: style) }
  }

  /// Appends bytes as text; what is not UTF-8 shows as `\xff`.
  package mutating func append(bytes: some Sequence<UInt8>, style: Style = .plain) {
    bytes.withBytes { append($0, style: style) }
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, style: Style) {
    sanitize(bytes, charset: charset, style: style) { cell in
      cells.append(cell)
      if cell.width == 2 { cells.append(cell.rightHalf) }
      return true
    }
  }
}
