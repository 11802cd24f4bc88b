/// How many columns the text takes when drawn, escapes included.
package func columns(of text: some StringProtocol, charset: Charset) -> Int {
  var total = 0
  text.withUTF8Bytes { total = columns(of: $0, charset: charset) }
  return total
}

/// How many columns the bytes take when drawn as text, escapes included.
func columns(of bytes: UnsafeBufferPointer<UInt8>, charset: Charset) -> Int {
  var reader = GlyphReader(bytes, charset: charset)
  var columns = 0
  while true {
    while reader.nextPlainASCII() != nil { columns += 1 }
    guard let glyph = reader.next() else { return columns }
    columns += glyph.columns
  }
}
