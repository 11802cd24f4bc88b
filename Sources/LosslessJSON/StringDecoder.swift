/// Decodes the inside of a JSON string that the grammar has accepted.
package enum StringDecoder {
  /// What becomes of half a surrogate pair.
  package enum LoneSurrogates {
    /// Its UTF-8 form, `ED A0 80` …: lossless, ordered by code point, no valid UTF-8.
    case encoded
    /// The six characters of its escape, `\ud83d`: valid UTF-8 for people to read.
    case spelled
  }

  /// Appends the decoded content (no quotes) to `output`.
  /// - Parameter limit: stop once this many bytes have been added, or a few more; a character may be
  ///   cut. Without it the whole content is decoded.
  package static func appendDecoded(
    _ content: UnsafeBufferPointer<UInt8>, to output: inout [UInt8],
    loneSurrogates: LoneSurrogates = .encoded, limit: Int = .max
  ) {
    var index = 0
    let end = content.count
    let full = limit == .max ? .max : output.count + limit
    while index < end, output.count < full {
      let plain = index
      let stop = min(end, index &+ min(end, full &- output.count))
      while index < stop, content[index] != UInt8(ascii: "\\") { index &+= 1 }
      if plain < index {
        output.append(contentsOf: UnsafeBufferPointer(rebasing: content[plain..<index]))
        if index == stop { continue }
      }
      guard index < end else { return }
      switch content[index + 1] {
      case UInt8(ascii: "u"):
        let (scalar, length) = codePoint(content, at: index)
        let isSurrogate = scalar & 0xffff_f800 == 0xd800
        if isSurrogate, loneSurrogates == .spelled {
          output.append(contentsOf: content[index..<index + 6])
        } else {
          append(scalar, to: &output)
        }
        index += length
      case UInt8(ascii: "b"): simple(0x08)
      case UInt8(ascii: "f"): simple(0x0c)
      case UInt8(ascii: "n"): simple(0x0a)
      case UInt8(ascii: "r"): simple(0x0d)
      case UInt8(ascii: "t"): simple(0x09)
      case let byte: simple(byte)
      }
    }

    func simple(_ byte: UInt8) {
      output.append(byte)
      index += 2
    }
  }

  /// The code point that the `\u` escape at `index` starts, with its second half when it is a pair,
  /// and the number of bytes it takes. Half a pair is returned as it is.
  static func codePoint(
    _ content: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (UInt32, length: Int) {
    let first = unit(content, at: index)
    if first & 0xfc00 == 0xd800, index + 12 <= content.count,
      content[index + 6] == UInt8(ascii: "\\"), content[index + 7] == UInt8(ascii: "u")
    {
      let second = unit(content, at: index + 6)
      if second & 0xfc00 == 0xdc00 {
        return (0x10000 + (first & 0x3ff) << 10 + second & 0x3ff, 12)
      }
    }
    return (first, 6)
  }

  private static func unit(_ content: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32 {
    content[index + 2..<index + 6].reduce(0) { $0 << 4 | UInt32(hexDigit($1) ?? 0) }
  }

  /// UTF-8 of a code point, surrogates included.
  static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: output.append(UInt8(scalar))
    case 0x80..<0x800:
      output.append(UInt8(0xc0 | scalar >> 6))
      output.append(UInt8(0x80 | scalar & 0x3f))
    case 0x800..<0x10000:
      output.append(UInt8(0xe0 | scalar >> 12))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3f))
      output.append(UInt8(0x80 | scalar & 0x3f))
    default:
      output.append(UInt8(0xf0 | scalar >> 18))
      output.append(UInt8(0x80 | scalar >> 12 & 0x3f))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3f))
      output.append(UInt8(0x80 | scalar & 0x3f))
    }
  }
}
