import TerminalUI

enum ControlByte {
  static let bell: UInt8 = 0x07
  static let newline: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let escape: UInt8 = 0x1B
}

/// A sequence as xterm and its kin send it: after `ESC [`, parameters and a final byte.
struct ControlSequence {
  /// `ESC [ 201 ~`, after which keys are keys again.
  static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// `<` before the parameters of a mouse report, `?` or `>` in replies, `[` on the Linux console.
  private let prefix: UInt8?
  private let parameters: [Int]
  private let final: UInt8

  /// `body` must not be empty.
  init(body: ArraySlice<UInt8>) {
    let digitsAndSeparators = body.dropLast().drop { !(0x30..<0x3C).contains($0) }
    prefix = digitsAndSeparators.count < body.count - 1 ? body.first : nil
    parameters = digitsAndSeparators.split(
      separator: UInt8(ascii: ";"), omittingEmptySubsequences: false
    ).map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    final = body.last ?? 0
  }

  var beginsPaste: Bool { prefix == nil && final == UInt8(ascii: "~") && parameters == [200] }

  /// What it reports, if that is something this program knows.
  var event: TerminalEvent? {
    switch prefix {
    case nil: key.map(TerminalEvent.key)
    case UInt8(ascii: "<"): mouse.map(TerminalEvent.mouse)
    case UInt8(ascii: "["): consoleFunctionKey.map(TerminalEvent.key)
    default: nil
    }
  }

  private var key: Key? {
    if final == UInt8(ascii: "~") { return parameters.first.flatMap(Key.init(editingCode:)) }
    // A first parameter other than 1 makes it something else, as a report of the cursor's place.
    guard (parameters.first ?? 0) <= 1 else { return nil }
    // The second parameter is 1 plus a bit set: 1 shift, 2 alt, 4 ctrl. A key that has no modified
    // form here is taken for the plain one.
    let isShifted = parameters.count > 1 && parameters[1] == 2
    return Key(finalByte: final, isShifted: isShifted)
  }

  private var consoleFunctionKey: Key? {
    let number = Int(final) - Int(UInt8(ascii: "A")) + 1
    return (1...5).contains(number) ? .function(number) : nil
  }

  private var mouse: MouseEvent? {
    guard parameters.count == 3 else { return nil }
    switch final {
    case UInt8(ascii: "M"), UInt8(ascii: "m"):
      return MouseEvent(
        code: parameters[0], column: parameters[1], row: parameters[2],
        isRelease: final == UInt8(ascii: "m"))
    default:
      return nil
    }
  }
}

extension Key {
  /// A key that a terminal sends as one control byte.
  init?(controlByte byte: UInt8) {
    switch byte {
    case 0x00: self = .control(" ")
    case 0x08, 0x7F: self = .backspace
    case 0x09: self = .tab
    case 0x0D: self = .enter
    case 0x1B: self = .escape
    case 0x01...0x1A: self = .control(Character(Unicode.Scalar(byte | 0x60)))
    case 0x1C...0x1F: self = .control(Character(Unicode.Scalar(byte | 0x40)))
    default: return nil
    }
  }

  /// The key of `ESC [` or `ESC O` and a letter.
  fileprivate init?(letter: Character, isShifted: Bool) {
    switch letter {
    case "A": self = isShifted ? .shiftUp : .up
    case "B": self = isShifted ? .shiftDown : .down
    // rxvt's way to say shift.
    case "a": self = .shiftUp
    case "b": self = .shiftDown
    case "C": self = .right
    case "D": self = .left
    case "F": self = .end
    case "H": self = .home
    case "M": self = .enter
    case "P": self = .function(1)
    case "Q": self = .function(2)
    case "R": self = .function(3)
    case "S": self = .function(4)
    case "Z": self = .backTab
    default: return nil
    }
  }

  init?(finalByte byte: UInt8, isShifted: Bool) {
    self.init(letter: Character(Unicode.Scalar(byte)), isShifted: isShifted)
  }

  /// The key of `ESC [ code ~`; the numbers have gaps because they date from the VT220's keyboard.
  fileprivate init?(editingCode code: Int) {
    switch code {
    case 1, 7: self = .home
    case 2: self = .insert
    case 3: self = .delete
    case 4, 8: self = .end
    case 5: self = .pageUp
    case 6: self = .pageDown
    case 11...15: self = .function(code - 10)
    case 17...21: self = .function(code - 11)
    case 23...26: self = .function(code - 12)
    case 28...29: self = .function(code - 13)
    case 31...34: self = .function(code - 14)
    default: return nil
    }
  }
}

extension MouseEvent {
  /// Reads the button code of a report, whose positions count from 1. Movement and further buttons
  /// are not reported; shift, alt and ctrl (bits 2 to 4) are ignored.
  init?(code: Int, column: Int, row: Int, isRelease: Bool) {
    guard code >= 0, code & 32 == 0, code < 128, column > 0, row > 0 else { return nil }
    let button: Button
    switch (code & 64 != 0, code & 3) {
    case (false, 0): button = .left
    case (false, 1): button = .middle
    case (false, 2): button = .right
    // The old reports do not say which button was released.
    case (false, _): button = .left
    case (true, 0): button = .wheelUp
    case (true, 1): button = .wheelDown
    case (true, _): return nil
    }
    self.init(
      button: button, kind: isRelease ? .release : .press, row: row - 1, column: column - 1)
  }
}
