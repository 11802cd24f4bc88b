extension GlyphLine {
  /// What the line shows, as text.
  package var text: String { cells.map(\.text).joined() }
}
