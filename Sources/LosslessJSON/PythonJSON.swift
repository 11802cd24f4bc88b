/// The text CPython's `json.dumps` writes, byte for byte: the last of duplicate keys, floats as `repr`
/// spells them, strings escaped as `ensure_ascii` does. Depth costs memory, not stack.
package enum PythonJSON {
  /// The text of one value as ``appendSorted(_:to:)`` writes it.
  package static func sorted(_ value: JSONValue) -> [UInt8] {
    var output: [UInt8] = []
    appendSorted(value, to: &output)
    return output
  }

  /// Appends what `sort_keys=True` and everything else at its default gives: `", "` and `": "`
  /// between, every character outside printable ASCII escaped, keys by code point.
  ///
  /// **Changing one byte of this output changes every stored request key.**
  package static func appendSorted(_ value: JSONValue, to output: inout [UInt8]) {
    append(value, sortsKeys: true, .line, indentation: [], to: &output)
  }

  /// The text of one value in a layout, members in their order.
  /// - Parameter indentation: that of the line the value begins on.
  package static func text(
    of value: JSONValue, in layout: JSONLayout, indentation: [UInt8] = []
  ) -> [UInt8] {
    var output: [UInt8] = []
    append(value, sortsKeys: false, layout, indentation: indentation, to: &output)
    return output
  }

  private static func append(
    _ value: JSONValue, sortsKeys: Bool, _ layout: JSONLayout, indentation: [UInt8],
    to output: inout [UInt8]
  ) {
    let document = value.document
    document.bytes.withUnsafeBufferPointer { bytes in
      document.nodes.withUnsafeBufferPointer { nodes in
        var writer = PythonWriter(
          bytes: bytes, nodes: nodes, sortsKeys: sortsKeys, layout: layout,
          outerIndentation: indentation)
        writer.write(value.index, to: &output)
      }
    }
  }

  /// Appends a string in quotes.
  /// - Parameter escapesNonASCII: what `ensure_ascii` says.
  package static func append(
    _ string: String, escapesNonASCII: Bool = true, to output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: "\""))
    if string.utf8.allSatisfy({ $0 &- 0x20 < 0x5f && $0 != 0x22 && $0 != 0x5c }) {
      output += string.utf8
    } else {
      for scalar in string.unicodeScalars {
        if escapesNonASCII || scalar.value < 0x7f {
          appendEscaped(scalar.value, to: &output)
        } else {
          output += scalar.utf8
        }
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// A finite double as `repr` spells it: shortest digits that read back the same, an exponent of
  /// two digits or more below 1e-4 and from 1e16 on, else at least one digit after the point.
  package static func text(of number: Double) -> String {
    guard number.isFinite else {
      return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
    }
    let (digits, point) = shortestDigits(of: number.magnitude)
    let sign = number.sign == .minus ? "-" : ""
    switch point {
    case -3...0: return sign + "0." + String(repeating: "0", count: -point) + digits
    case 1...16:
      guard digits.count > point else {
        return sign + digits + String(repeating: "0", count: point - digits.count) + ".0"
      }
      return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    default:
      let exponent = point - 1
      let tens = exponent.magnitude < 10 ? "0" : ""
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      return sign + digits.prefix(1) + fraction
        + (exponent < 0 ? "e-" : "e+") + tens + String(exponent.magnitude)
    }
  }

  /// The significant digits and the position of the decimal point relative to the first of them:
  /// 123.4 is ("1234", 3), 0.05 is ("5", -1), 0 is ("0", 1).
  private static func shortestDigits(of magnitude: Double) -> (digits: String, point: Int) {
    guard magnitude != 0 else { return ("0", 1) }
    var digits = ""
    var point: Int?
    var exponent = 0
    let text = magnitude.description
    for (offset, character) in text.enumerated() {
      switch character {
      case ".": point = digits.count
      case "e", "E":
        exponent = Int(text.dropFirst(offset + 1)) ?? 0
        return normalised(digits, (point ?? digits.count) + exponent)
      default: digits.append(character)
      }
    }
    return normalised(digits, point ?? digits.count)
  }

  private static func normalised(_ digits: String, _ point: Int) -> (String, Int) {
    let significant = digits.drop { $0 == "0" }
    let leading = digits.count - significant.count
    var trimmed = significant
    while trimmed.count > 1, trimmed.last == "0" { trimmed.removeLast() }
    return (String(trimmed), point - leading)
  }

  /// Appends one code point, surrogates included, as `ensure_ascii` writes it.
  package static func appendEscaped(_ scalar: UInt32, to output: inout [UInt8]) {
    switch scalar {
    case 0x22, 0x5c:
      output.append(UInt8(ascii: "\\"))
      output.append(UInt8(scalar))
    case 0x20..<0x7f: output.append(UInt8(scalar))
    case 0x08: appendShort("b")
    case 0x09: appendShort("t")
    case 0x0a: appendShort("n")
    case 0x0c: appendShort("f")
    case 0x0d: appendShort("r")
    case 0x10000...:
      appendUnit(0xd800 + (scalar - 0x10000) >> 10)
      appendUnit(0xdc00 + scalar & 0x3ff)
    default: appendUnit(scalar)
    }

    func appendShort(_ letter: Unicode.Scalar) {
      output.append(UInt8(ascii: "\\"))
      output.append(UInt8(ascii: letter))
    }

    func appendUnit(_ unit: UInt32) {
      output.append(UInt8(ascii: "\\"))
      output.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] as [UInt32] {
        let digit = UInt8(unit >> shift & 0xf)
        output.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }
}

/// Writes a subtree with an explicit stack. Members of all open objects share one array.
private struct PythonWriter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let nodes: UnsafeBufferPointer<JSONDocument.Node>
  private let sortsKeys: Bool
  private let layout: JSONLayout
  private let outerIndentation: [UInt8]
  private var frames: [Frame] = []
  private var members: [Member] = []

  /// An open container. For an object `next` and `end` index `members`, for an array the nodes.
  private struct Frame {
    let isObject: Bool
    let first: Int
    var next: Int
    var end: Int
  }

  private struct Member {
    let key: Int
    var value: Int
    let name: Name
  }

  /// A decoded key. Most need no decoding and stay where they are in the text.
  private enum Name {
    case source(UnsafeBufferPointer<UInt8>)
    case decoded([UInt8])

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      switch self {
      case .source(let bytes): body(bytes)
      case .decoded(let bytes): bytes.withUnsafeBufferPointer(body)
      }
    }

    static func < (left: Name, right: Name) -> Bool {
      left.withBytes { left in right.withBytes { left.lexicographicallyPrecedes($0) } }
    }

    static func == (left: Name, right: Name) -> Bool {
      left.withBytes { left in right.withBytes { left.elementsEqual($0) } }
    }
  }

  init(
    bytes: UnsafeBufferPointer<UInt8>, nodes: UnsafeBufferPointer<JSONDocument.Node>,
    sortsKeys: Bool, layout: JSONLayout, outerIndentation: [UInt8]
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.sortsKeys = sortsKeys
    self.layout = layout
    self.outerIndentation = outerIndentation
  }

  mutating func write(_ root: Int, to output: inout [UInt8]) {
    open(root, &output)
    while let frame = frames.last {
      guard frame.next < frame.end else {
        if frame.isObject { members.removeLast(members.count - frame.first) }
        frames.removeLast()
        if frame.next > frame.first { startLine(&output) }
        output.append(UInt8(ascii: frame.isObject ? "}" : "]"))
        continue
      }
      separate(frame, &output)
      if frame.isObject {
        let member = members[frame.next]
        frames[frames.count - 1].next += 1
        appendString(member.key, &output)
        output += layout.colon
        open(member.value, &output)
      } else {
        frames[frames.count - 1].next = Int(nodes[frame.next].next)
        open(frame.next, &output)
      }
    }
  }

  private func separate(_ frame: Frame, _ output: inout [UInt8]) {
    let isFirst = frame.next == frame.first
    guard layout.indentation == nil else {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      return startLine(&output)
    }
    if !isFirst { output += layout.comma }
  }

  /// A line for what the open containers hold; nothing where all stands on one.
  private func startLine(_ output: inout [UInt8]) {
    guard let indentation = layout.indentation else { return }
    output += layout.newline
    output += outerIndentation
    for _ in frames { output += indentation }
  }

  /// Writes a scalar whole, or a container's bracket and leaves the rest to the loop.
  private mutating func open(_ index: Int, _ output: inout [UInt8]) {
    let node = nodes[index]
    switch node.kind {
    case .object:
      output.append(UInt8(ascii: "{"))
      let first = members.count
      collectMembers(of: index)
      frames.append(Frame(isObject: true, first: first, next: first, end: members.count))
    case .array:
      output.append(UInt8(ascii: "["))
      frames.append(
        Frame(isObject: false, first: index + 1, next: index + 1, end: Int(node.next)))
    case .string: appendString(index, &output)
    case .integer:
      let source = bytes[Int(node.start)..<Int(node.end)]
      // Python reads `-0` as the integer zero.
      if source.elementsEqual([UInt8(ascii: "-"), UInt8(ascii: "0")]) {
        output.append(UInt8(ascii: "0"))
      } else {
        output.append(contentsOf: source)
      }
    case .real:
      let spelling = String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
      output.append(contentsOf: PythonJSON.text(of: Double(spelling) ?? .nan).utf8)
    case .nonFinite, .boolean, .null:
      output.append(contentsOf: bytes[Int(node.start)..<Int(node.end)])
    }
  }

  /// Appends an object's members to the shared array: of equal names one, where the first of them is,
  /// with the value of the last.
  private mutating func collectMembers(of object: Int) {
    let first = members.count
    let end = Int(nodes[object].next)
    var key = object + 1
    while key < end {
      members.append(Member(key: key, value: key + 1, name: name(of: key)))
      key = Int(nodes[key + 1].next)
    }
    guard members.count - first > 1 else { return }
    let inOrder = sortsKeys ? [] : members[first...]
    members[first...].sort { left, right in
      left.name < right.name || (left.name == right.name && left.key < right.key)
    }
    var kept = first
    for index in first + 1..<members.count {
      if members[kept].name == members[index].name {
        members[kept].value = members[index].value
      } else {
        kept += 1
        members[kept] = members[index]
      }
    }
    members.removeLast(members.count - kept - 1)
    guard !sortsKeys else { return }
    if members.count - first == inOrder.count {
      members.replaceSubrange(first..., with: inOrder)
    } else {
      members[first...].sort { $0.key < $1.key }
    }
  }

  private func name(of key: Int) -> Name {
    let node = nodes[key]
    let content = UnsafeBufferPointer(rebasing: bytes[Int(node.start) + 1..<Int(node.end) - 1])
    guard node.features.contains(.escaped) else { return .source(content) }
    var decoded: [UInt8] = []
    StringDecoder.appendDecoded(content, to: &decoded)
    return .decoded(decoded)
  }

  private func appendString(_ index: Int, _ output: inout [UInt8]) {
    let node = nodes[index]
    let whole = UnsafeBufferPointer(rebasing: bytes[Int(node.start)..<Int(node.end)])
    // Mostly it is already what Python writes; DEL (0x7f) is not printable.
    let isWritten =
      layout.escapesNonASCII
      ? node.features.isSubset(of: .escaped) && !whole.containsDelete : node.features.isEmpty
    if isWritten {
      output.append(contentsOf: whole)
      return
    }
    let content = UnsafeBufferPointer(rebasing: whole[1..<whole.count - 1])
    output.append(UInt8(ascii: "\""))
    if node.features.contains(.escaped) {
      // Code points are taken as Python sees them: an escaped pair is one, two surrogates in their
      // UTF-8 form stay two.
      var decoded: [UInt8] = []
      decoded.reserveCapacity(content.count)
      StringDecoder.appendDecoded(content, to: &decoded)
      decoded.withUnsafeBufferPointer { appendEscaped($0, &output) }
    } else {
      appendEscaped(content, &output)
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Decoded content, escaped. It may hold surrogates in their UTF-8 form; the grammar has checked it.
  private func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let plain = index
      while index < bytes.count, isPlain(bytes, index) { index &+= 1 }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain..<index]))
      guard index < bytes.count else { return }
      let lead = UInt32(bytes[index])
      let length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
      var scalar = length == 1 ? lead : lead & (0x7f >> UInt32(length))
      for offset in 1..<length {
        scalar = scalar << 6 | UInt32(bytes[index + offset]) & 0x3f
      }
      PythonJSON.appendEscaped(scalar, to: &output)
      index += length
    }
  }

  /// Whether the byte is written as it is.
  private func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    let byte = bytes[index]
    if byte &- 0x20 < 0x5f { return byte != 0x22 && byte != 0x5c }
    if layout.escapesNonASCII || byte < 0x20 { return false }
    // A surrogate in its UTF-8 form, which no file may hold.
    return !(byte == 0xed && bytes[index + 1] >= 0xa0)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether there is a DEL. Without a way out, so that it takes many bytes at a time.
  fileprivate var containsDelete: Bool { reduce(false) { $0 || $1 == 0x7f } }
}
