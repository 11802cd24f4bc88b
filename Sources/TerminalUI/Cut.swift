/// Cuts bytes that claim to be UTF-8 into lines of at most `columns` columns, as drawn.
///
/// A line ends at a newline, which belongs to no line, and where the next glyph has no room; nothing
/// else is looked at. Every other byte belongs to exactly one line, in order. A newline at the very
/// end begins no line. A glyph wider than `columns` gets a line to itself. Linear in the bytes.
package func cut(_ bytes: [UInt8], columns: Int, charset: Charset) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  bytes.withUnsafeBufferPointer { bytes in
    var reader = GlyphReader(bytes, charset: charset)
    var start = 0
    var used = 0
    while let byte = reader.peek {
      let position = reader.position
      if byte == UInt8(ascii: "\n") {
        lines.append(start..<position)
        reader.skipByte()
        start = reader.position
        used = 0
        continue
      }
      let width = reader.nextPlainASCII() == nil ? reader.next()?.columns ?? 0 : 1
      if used + width > columns, position > start {
        lines.append(start..<position)
        start = position
        used = 0
      }
      used += width
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
  }
  return lines
}
