import TerminalUI

/// The sequence by which a program asks the terminal to set the user's clipboard (OSC 52). It works
/// through ssh and needs no X11 or Wayland helper; terminals may be told to ignore it.
enum ClipboardSequence {
  static func copy(_ text: String) -> [UInt8] {
    Array("\u{1B}]52;c;".utf8) + base64(Array(text.utf8)) + [ControlByte.bell]
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// RFC 4648, with padding.
  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
      for digit in 0...group.count {
        encoded.append(alphabet[Int(bits >> (18 - 6 * UInt32(digit)) & 0x3F)])
      }
      encoded.append(
        contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - group.count))
    }
    return encoded
  }
}
