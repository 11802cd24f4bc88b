/// The encodings a JSON text comes in, told apart and converted as Python's `json.loads(bytes)` does.
///
/// Fixture files are UTF-8 without a mark; only request bodies from the wire can be anything else.
package enum JSONText {
  /// `bytes` as UTF-8, from UTF-8 with a mark, UTF-16 or UTF-32 with or without one. Surrogates that
  /// stand alone keep their UTF-8 form, so read the result with `surrogateBytes: .accepted`. Bytes
  /// that are UTF-8 already, or cannot be decoded, are returned as they are: reading them tells why.
  package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    switch encoding(of: bytes) {
    case .utf8: bytes
    case .utf8Marked: Array(bytes.dropFirst(3))
    case .utf16(let bigEndian, let mark): fromUTF16(bytes.dropFirst(mark), bigEndian) ?? bytes
    case .utf32(let bigEndian, let mark): fromUTF32(bytes.dropFirst(mark), bigEndian) ?? bytes
    }
  }

  /// Why `bytes` cannot be read as plain UTF-8, if their first bytes say so.
  package static func foreignEncoding(
    of bytes: UnsafeBufferPointer<UInt8>
  ) -> JSONSyntaxError.Problem? {
    let start = Array(bytes.prefix(4))
    // A file of zeros, as a crashed disk leaves it, is in no encoding at all.
    if start.allSatisfy({ $0 == 0 }) { return nil }
    return switch encoding(of: start) {
    case .utf8: nil
    case .utf8Marked: .byteOrderMark
    case .utf16: .notUTF8("UTF-16")
    case .utf32: .notUTF8("UTF-32")
    }
  }

  private enum Encoding {
    case utf8, utf8Marked
    case utf16(bigEndian: Bool, mark: Int)
    case utf32(bigEndian: Bool, mark: Int)
  }

  /// CPython's `json.detect_encoding`: the marks, else where the zero bytes of the first characters are.
  private static func encoding(of bytes: [UInt8]) -> Encoding {
    if bytes.starts(with: [0, 0, 0xfe, 0xff]) { return .utf32(bigEndian: true, mark: 4) }
    if bytes.starts(with: [0xff, 0xfe, 0, 0]) { return .utf32(bigEndian: false, mark: 4) }
    if bytes.starts(with: [0xfe, 0xff]) { return .utf16(bigEndian: true, mark: 2) }
    if bytes.starts(with: [0xff, 0xfe]) { return .utf16(bigEndian: false, mark: 2) }
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return .utf8Marked }
    if bytes.count >= 4 {
      if bytes[0] == 0 {
        return bytes[1] == 0 ? .utf32(bigEndian: true, mark: 0) : .utf16(bigEndian: true, mark: 0)
      }
      if bytes[1] == 0 {
        return bytes[2] == 0 && bytes[3] == 0
          ? .utf32(bigEndian: false, mark: 0) : .utf16(bigEndian: false, mark: 0)
      }
    } else if bytes.count == 2 {
      if bytes[0] == 0 { return .utf16(bigEndian: true, mark: 0) }
      if bytes[1] == 0 { return .utf16(bigEndian: false, mark: 0) }
    }
    return .utf8
  }

  private static func fromUTF16(_ bytes: ArraySlice<UInt8>, _ bigEndian: Bool) -> [UInt8]? {
    guard let units = units(bytes, ofSize: 2, bigEndian) else { return nil }
    var output: [UInt8] = []
    var index = 0
    while index < units.count {
      let unit = units[index]
      index += 1
      if unit & 0xfc00 == 0xd800, index < units.count, units[index] & 0xfc00 == 0xdc00 {
        StringDecoder.append(
          0x10000 + (unit & 0x3ff) << 10 + units[index] & 0x3ff, to: &output)
        index += 1
      } else {
        StringDecoder.append(unit, to: &output)
      }
    }
    return output
  }

  private static func fromUTF32(_ bytes: ArraySlice<UInt8>, _ bigEndian: Bool) -> [UInt8]? {
    guard let units = units(bytes, ofSize: 4, bigEndian), units.allSatisfy({ $0 <= 0x10ffff })
    else { return nil }
    var output: [UInt8] = []
    for unit in units { StringDecoder.append(unit, to: &output) }
    return output
  }

  private static func units(
    _ bytes: ArraySlice<UInt8>, ofSize size: Int, _ bigEndian: Bool
  ) -> [UInt32]? {
    guard bytes.count.isMultiple(of: size) else { return nil }
    return stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
      let unit = bytes[start..<start + size]
      return bigEndian
        ? unit.reduce(0) { $0 << 8 | UInt32($1) }
        : unit.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
  }
}
