package import LosslessJSON

/// JSON on one line with Python's default separators, `", "` and `": "`. Strings, numbers and
/// members stay as they are spelled; only the white space between them changes.
package enum CompactJSON {
  /// What becomes of bytes outside ASCII.
  enum NonASCII {
    case kept
    /// `\u` escapes in lower case, surrogate pairs for what needs them: as Python writes, and the
    /// only way to write half a pair.
    case escaped
  }

  /// Appends one value. Depth costs nothing: the text is walked, not the tree.
  static func append(_ value: JSONValue, to output: inout [UInt8], nonASCII: NonASCII = .kept) {
    let source = value.source
    var index = source.startIndex
    while index < source.endIndex {
      switch source[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        index += 1
      case let mark where mark == UInt8(ascii: ",") || mark == UInt8(ascii: ":"):
        output.append(mark)
        output.append(UInt8(ascii: " "))
        index += 1
      case UInt8(ascii: "\""):
        let end = endOfString(in: source, from: index)
        switch nonASCII {
        case .kept: output.append(contentsOf: source[index..<end])
        case .escaped: appendEscaped(source[index..<end], to: &output)
        }
        index = end
      case let byte:
        output.append(byte)
        index += 1
      }
    }
  }

  /// The text of one value.
  package static func text(of value: JSONValue) -> String {
    var output: [UInt8] = []
    append(value, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// The position after the closing quote. The grammar has accepted the text: there is one.
  private static func endOfString(in source: ArraySlice<UInt8>, from quote: Int) -> Int {
    var index = quote + 1
    while source[index] != UInt8(ascii: "\"") {
      index += source[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index + 1
  }

  private static func appendEscaped(_ string: ArraySlice<UInt8>, to output: inout [UInt8]) {
    var index = string.startIndex
    while index < string.endIndex {
      let lead = UInt32(string[index])
      guard lead >= 0x80 else {
        output.append(string[index])
        index += 1
        continue
      }
      let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
      // UTF-8 by hand: the text may hold surrogates in their UTF-8 form, which no decoder takes.
      let scalar = string[index + 1..<index + length].reduce(lead & (0x7f >> UInt32(length))) {
        $0 << 6 | UInt32($1) & 0x3f
      }
      PythonJSON.appendEscaped(scalar, to: &output)
      index += length
    }
  }
}
