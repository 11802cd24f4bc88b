extension Grid {
  /// Draws text from `column` up to `limit`, which it never reaches (the grid's width unless given);
  /// the part left of column 0 is not drawn. Returns the column after the last cell drawn.
  ///
  /// Text that does not fit ends in a marker in its last column: `…`, or `>` in ASCII. With
  /// `truncates` off it just ends there, a wide character that has room for one half as a blank.
  /// What cannot be shown is spelled out in the escape role: `\n`, `\e`, `\u202e`.
  @discardableResult
  package mutating func draw(
    _ text: some StringProtocol, row: Int, column: Int, limit: Int? = nil, style: Style = .plain,
    truncates: Bool = true
  ) -> Int {
    var end = column
    text.withUTF8Bytes {
      end = draw($0, row: row, column: column, limit: limit, style: style, truncates: truncates)
    }
    return end
  }

  /// Draws bytes as text; what is not UTF-8 shows as `\xff`, and a surrogate as `\ud800`.
  @discardableResult
  package mutating func draw(
    bytes: some Sequence<UInt8>, row: Int, column: Int, limit: Int? = nil, style: Style = .plain,
    truncates: Bool = true
  ) -> Int {
    var end = column
    bytes.withBytes {
      end = draw($0, row: row, column: column, limit: limit, style: style, truncates: truncates)
    }
    return end
  }

  /// Draws a line from its column `offset` on, clipped and cut as other text is. A wide character
  /// whose left half is scrolled away shows as a blank.
  @discardableResult
  package mutating func draw(
    _ line: GlyphLine, from offset: Int = 0, row: Int, column: Int, limit: Int? = nil,
    truncates: Bool = true
  ) -> Int {
    write(row: row, column: column, limit: limit, truncates: truncates) { pen in
      let visible = line.cells.dropFirst(max(0, offset))
      if let first = visible.first, first.width == 0 { _ = pen.put(.blank(first.style)) }
      // The pen places the right halves.
      for cell in visible where cell.width > 0 {
        guard pen.put(cell) else { return }
      }
    }
  }

  private mutating func draw(
    _ bytes: UnsafeBufferPointer<UInt8>, row: Int, column: Int, limit: Int?, style: Style,
    truncates: Bool
  ) -> Int {
    let charset = charset
    return write(row: row, column: column, limit: limit, truncates: truncates) { pen in
      sanitize(bytes, charset: charset, style: style) { pen.put($0) }
    }
  }

  /// Sets a pen on the row, lets `body` write, and marks the cut where it ran out of room.
  @inline(__always)
  private mutating func write(
    row: Int, column: Int, limit: Int?, truncates: Bool, _ body: (inout Pen) -> Void
  ) -> Int {
    let limit = min(limit ?? size.columns, size.columns)
    guard row >= 0, row < size.rows, limit > 0, column < limit else { return column }
    let start = row * size.columns
    let end = start + size.columns
    let pen = cells.withUnsafeMutableBufferPointer { cells in
      var pen = Pen(
        UnsafeMutableBufferPointer(rebasing: cells[start..<end]), column: column, limit: limit)
      body(&pen)
      return pen
    }
    if truncates, let style = pen.cutStyle {
      cells[start + limit - 1] = .cutMarker(in: charset, style: style)
      mend(row: row, column: limit - 1)
    }
    mend(row: row, column: column)
    mend(row: row, column: pen.column)
    return pen.column
  }
}
