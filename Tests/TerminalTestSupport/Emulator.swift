import CVTerm

/// One cell as the emulator shows it.
package struct ScreenCell: Hashable, Sendable {
  package var text: String
  package var width: Int
  package var isBold: Bool
  package var isUnderlined: Bool
  package var isItalic: Bool
  package var isReversed: Bool
  /// The palette index; nil for the terminal's own colour.
  package var foreground: Int?
  package var background: Int?
}

/// What programs can change beside the cells.
package struct ScreenProperties: Hashable, Sendable {
  package var title = ""
  package var isAlternateScreen = false
  package var isCursorVisible = true
  package var reportsMouse = false
  package var bells = 0
}

/// libvterm behind value syntax. Not to be copied: it owns what it points to.
struct Emulator: ~Copyable {
  private let vterm: OpaquePointer
  private let screen: OpaquePointer
  /// What libvterm's callbacks write, at an address they can keep.
  private let heard: UnsafeMutablePointer<Heard>
  private let callbacks: UnsafeMutablePointer<VTermScreenCallbacks>
  private var output: [UInt8] = []

  private struct Heard {
    var properties = ScreenProperties()
    var replies: [UInt8] = []
  }

  init(columns: Int, rows: Int) {
    vterm = vterm_new(Int32(rows), Int32(columns))
    screen = vterm_obtain_screen(vterm)
    heard = .allocate(capacity: 1)
    heard.initialize(to: Heard())
    callbacks = .allocate(capacity: 1)
    callbacks.initialize(to: VTermScreenCallbacks())
    callbacks.pointee.settermprop = { property, value, context in
      guard let value, let context else { return 0 }
      context.assumingMemoryBound(to: Heard.self).pointee.properties.set(property, value.pointee)
      return 1
    }
    callbacks.pointee.bell = { context in
      context?.assumingMemoryBound(to: Heard.self).pointee.properties.bells += 1
      return 1
    }
    vterm_set_utf8(vterm, 1)
    vterm_output_set_callback(
      vterm,
      { bytes, count, context in
        let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
        context?.assumingMemoryBound(to: Heard.self).pointee.replies += bytes
      }, heard)
    vterm_screen_set_callbacks(screen, callbacks, heard)
    vterm_screen_enable_altscreen(screen, 1)
    vterm_screen_reset(screen, 1)
  }

  deinit {
    vterm_free(vterm)
    heard.deinitialize(count: 1)
    heard.deallocate()
    callbacks.deallocate()
  }

  /// Takes a program's output; returns how many replies were status reports, and the others.
  mutating func write(_ bytes: ArraySlice<UInt8>) -> (markers: Int, others: [UInt8]) {
    output += bytes
    bytes.withUnsafeBytes { bytes in
      _ = vterm_input_write(vterm, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
    var rest = heard.pointee.replies[...]
    var replies = (markers: 0, others: [UInt8]())
    heard.pointee.replies = []
    while let first = rest.first {
      if rest.starts(with: StatusReport.answer) {
        replies.markers += 1
        rest = rest.dropFirst(StatusReport.answer.count)
      } else {
        replies.others.append(first)
        rest = rest.dropFirst()
      }
    }
    return replies
  }

  mutating func takeOutput() -> [UInt8] {
    defer { output = [] }
    return output
  }

  func resize(columns: Int, rows: Int) {
    vterm_set_size(vterm, Int32(rows), Int32(columns))
  }

  var properties: ScreenProperties { heard.pointee.properties }

  var cursor: (row: Int, column: Int) {
    var position = VTermPos()
    vterm_state_get_cursorpos(vterm_obtain_state(vterm), &position)
    return (Int(position.row), Int(position.col))
  }

  var lines: [String] {
    let size = size
    return (0..<size.rows).map { row in
      var line = ""
      var column = 0
      while column < size.columns {
        let cell = cell(row: row, column: column)
        line += cell.text.isEmpty ? " " : cell.text
        column += max(1, cell.width)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  func cell(row: Int, column: Int) -> ScreenCell {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    let text = withUnsafeBytes(of: cell.chars) { bytes in
      // The right half of a wide character holds -1, which is no scalar.
      let scalars = bytes.bindMemory(to: UInt32.self).prefix { $0 != 0 }
      return String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
    }
    func colour(_ index: Int32) -> Int? { index == -1 ? nil : Int(index) }
    return ScreenCell(
      text: text, width: Int(cell.width), isBold: cv_is_bold(&cell) != 0,
      isUnderlined: cv_is_underlined(&cell) != 0, isItalic: cv_is_italic(&cell) != 0,
      isReversed: cv_is_reversed(&cell) != 0, foreground: colour(cv_foreground(&cell)),
      background: colour(cv_background(&cell)))
  }

  private var size: (columns: Int, rows: Int) {
    var rows: Int32 = 0
    var columns: Int32 = 0
    vterm_get_size(vterm, &rows, &columns)
    return (Int(columns), Int(rows))
  }
}

extension ScreenProperties {
  fileprivate mutating func set(_ property: VTermProp, _ value: VTermValue) {
    switch property {
    case VTERM_PROP_TITLE: title = String(cString: value.string)
    case VTERM_PROP_ALTSCREEN: isAlternateScreen = value.boolean != 0
    case VTERM_PROP_CURSORVISIBLE: isCursorVisible = value.boolean != 0
    case VTERM_PROP_MOUSE: reportsMouse = value.number != 0
    default: break
    }
  }
}
