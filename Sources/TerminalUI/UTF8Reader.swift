/// One code point read from bytes that may not be UTF-8.
package struct DecodedScalar {
  /// A Unicode scalar, or a surrogate: files hold their three-byte form (Python writes it with
  /// `surrogatepass`), and saying `\ud800` tells more than three bytes in hexadecimal would.
  package var value: UInt32
  /// How many bytes it takes, 1 to 4.
  package var length: Int
}

extension UnsafeBufferPointer<UInt8> {
  /// The code point at `offset`, or nil where the byte there begins none. Overlong forms and code
  /// points above U+10FFFF are refused.
  package func decodedScalar(at offset: Int) -> DecodedScalar? {
    let lead = self[offset]
    switch lead {
    case 0x00..<0x80: return DecodedScalar(value: UInt32(lead), length: 1)
    case 0xC2..<0xE0: return decoded(lead & 0x1F, at: offset, length: 2, atLeast: 0x80)
    case 0xE0..<0xF0: return decoded(lead & 0x0F, at: offset, length: 3, atLeast: 0x800)
    case 0xF0..<0xF5: return decoded(lead & 0x07, at: offset, length: 4, atLeast: 0x10000)
    default: return nil
    }
  }

  private func decoded(
    _ leadBits: UInt8, at offset: Int, length: Int, atLeast least: UInt32
  ) -> DecodedScalar? {
    guard offset + length <= count else { return nil }
    var value = UInt32(leadBits)
    for continuation in self[offset + 1..<offset + length] {
      guard continuation & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(continuation & 0x3F)
    }
    guard value >= least, value <= 0x10FFFF else { return nil }
    return DecodedScalar(value: value, length: length)
  }
}

extension StringProtocol {
  /// Runs `body` on the text's UTF-8, without a copy for `String` and `Substring`. It returns nothing,
  /// because looking up a generic result's type at run time takes as long as drawing a short text.
  func withUTF8Bytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard utf8.withContiguousStorageIfAvailable(body) == nil else { return }
    Array(utf8).withUnsafeBufferPointer(body)
  }
}

extension Sequence<UInt8> {
  /// Runs `body` on the bytes in one piece, without a copy where they already lie in one.
  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard withContiguousStorageIfAvailable(body) == nil else { return }
    Array(self).withUnsafeBufferPointer(body)
  }
}
