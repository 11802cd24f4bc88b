/// One screen cell: a character with the marks drawn onto it, and its style.
///
/// It cannot hold a control, bidirectional or invisible character, nor one whose width is in doubt:
/// only this file can make a cell, and ``sanitize(_:charset:style:emit:)`` is the only way here from
/// text. It is plain memory of 24 bytes without padding, so rows of cells compare as bytes.
package struct Cell: Hashable, Sendable {
  /// The character; a blank in the right half of a wide one.
  package let scalar: UInt32
  package let marks: Marks
  /// 2 for the left half of a wide character, 0 for its right half, otherwise 1.
  package let width: UInt8
  /// The directions of the lines through it, if it was drawn as part of a line.
  let arms: LineArms
  package var style: Style

  fileprivate init(
    _ scalar: UInt32, marks: Marks = .none, width: UInt8 = 1, arms: LineArms = [], style: Style
  ) {
    self.scalar = scalar
    self.marks = marks
    self.width = width
    self.arms = arms
    self.style = style
  }

  package static func blank(_ style: Style = .plain) -> Cell {
    Cell(0x20, style: style)
  }

  /// What stands in place of text that was cut.
  static func cutMarker(in charset: Charset, style: Style) -> Cell {
    switch charset {
    case .unicode: Cell(0x2026, style: style)
    case .ascii: Cell(0x3E, style: style)
    }
  }

  /// A cell of a line; no arms, no line.
  static func line(_ arms: LineArms, in charset: Charset, style: Style) -> Cell {
    Cell(arms.scalar(in: charset).value, arms: arms, style: style)
  }

  /// What stands to the right of a wide character's left half.
  var rightHalf: Cell { Cell(0x20, width: 0, style: style) }

  /// What the cell shows; empty for the right half of a wide character.
  package var text: String {
    guard width > 0 else { return "" }
    var scalars = String.UnicodeScalarView()
    append(to: &scalars)
    return String(scalars)
  }

  func append(to scalars: inout String.UnicodeScalarView) {
    guard width > 0 else { return }
    // Every value came out of valid UTF-8.
    for value in [scalar] + marks {
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
  }
}

/// Turns untrusted bytes into cells: every text on screen has come through here.
///
/// `emit` gets a cell for each character, of width 1 or 2, and is to place the ``Cell/rightHalf`` of a
/// wide one itself; it returns whether it wants more. What cannot be shown arrives spelled out in
/// ASCII, in the escape role, so that it differs from a text that contains a backslash.
@inline(__always)
func sanitize(
  _ bytes: UnsafeBufferPointer<UInt8>, charset: Charset, style: Style, emit: (Cell) -> Bool
) {
  var reader = GlyphReader(bytes, charset: charset)
  while true {
    while let ascii = reader.nextPlainASCII() {
      guard emit(Cell(UInt32(ascii), style: style)) else { return }
    }
    switch reader.next() {
    case nil:
      return
    case .printed(let scalar, let marks, let width):
      guard emit(Cell(scalar, marks: marks, width: width, style: style)) else { return }
    case .spelled(let spelling):
      let style = Style(.escape, style.attributes)
      for byte in spelling {
        guard emit(Cell(UInt32(byte), style: style)) else { return }
      }
    }
  }
}
