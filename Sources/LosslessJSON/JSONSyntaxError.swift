/// Why a text is not JSON: where reading stopped, and what was expected there.
package struct JSONSyntaxError: Error, Hashable, Sendable {
  /// What is wrong at the position.
  package enum Problem: Hashable, Sendable {
    /// The text ends before the value does; `expected` names what should have followed.
    case endOfText(expected: String)
    /// A byte that cannot stand here; `expected` names what can.
    case unexpected(byte: UInt8, expected: String)
    /// A raw control character (below 0x20) inside a string.
    case controlCharacter(UInt8)
    /// A backslash followed by something that is no JSON escape.
    case badEscape
    /// Bytes that are not UTF-8.
    case invalidUTF8(byte: UInt8)
    /// A UTF-8 byte order mark in front of the value.
    case byteOrderMark
    /// UTF-16 or UTF-32 text where UTF-8 is required.
    case notUTF8(String)
    /// Anything but white space after the value.
    case textAfterValue
    /// A text of 4 GiB or more: offsets are kept in 32 bits.
    case tooLarge
  }

  /// Byte offset from the start of the text, from 0.
  package let offset: Int
  /// Line number, from 1; lines end with a line feed.
  package let line: Int
  /// Code points from the start of the line, from 1.
  package let column: Int
  package let problem: Problem

  package init(offset: Int, line: Int, column: Int, problem: Problem) {
    self.offset = offset
    self.line = line
    self.column = column
    self.problem = problem
  }

  /// The error for a failure found in `bytes`; counting lines takes one pass up to the offset.
  package init(_ failure: ScanFailure, in bytes: some Collection<UInt8>) {
    var position = TextPosition()
    position.advance(over: bytes.prefix(failure.offset))
    self.init(failure, at: position)
  }

  package init(_ failure: ScanFailure, at position: TextPosition) {
    self.init(
      offset: failure.offset, line: position.line, column: position.column,
      problem: failure.problem)
  }
}

extension JSONSyntaxError: CustomStringConvertible {
  /// One sentence without the file's name: `expected ',' or '}', found 'x' (line 3, column 5, byte 41)`.
  package var description: String {
    "\(problem) (line \(line), column \(column), byte \(offset))"
  }
}

extension JSONSyntaxError.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .endOfText(let expected): "the text ends where \(expected) was expected"
    case .unexpected(let byte, let expected):
      "expected \(expected), found \(Self.name(of: byte))"
    case .controlCharacter(let byte):
      "raw control character \(Self.hex(byte)) in a string: write it as an escape"
    case .badEscape: "a backslash that starts no JSON escape"
    case .invalidUTF8(let byte): "byte \(Self.hex(byte)) is not UTF-8 here"
    case .byteOrderMark:
      "the file starts with a UTF-8 byte order mark: save it without one"
    case .notUTF8(let encoding): "the text is \(encoding), not UTF-8: save it as UTF-8"
    case .textAfterValue: "text after the end of the JSON value"
    case .tooLarge: "4 GiB or more of JSON in one piece"
    }
  }

  private static func name(of byte: UInt8) -> String {
    switch byte {
    case 0x21...0x7e: "'\(Character(Unicode.Scalar(byte)))'"
    case 0x20: "a space"
    case 0x0a: "a line feed"
    default: hex(byte)
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0x0" : "0x") + String(byte, radix: 16)
  }
}

/// A problem and its byte offset, before anybody has counted lines.
package struct ScanFailure: Error, Hashable, Sendable {
  package let offset: Int
  package let problem: JSONSyntaxError.Problem

  package init(offset: Int, problem: JSONSyntaxError.Problem) {
    self.offset = offset
    self.problem = problem
  }

  /// Whether more text could still mend it: what a reader of a window asks.
  package var isEndOfText: Bool {
    if case .endOfText = problem { return true }
    return false
  }
}

/// Line and column of a byte, counted as bytes go by.
package struct TextPosition: Hashable, Sendable {
  /// From 1.
  package private(set) var line = 1
  /// Code points from 1.
  package private(set) var column = 1

  package init() {}

  package mutating func advance(over bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xc0 != 0x80 {
        column += 1
      }
    }
  }
}
