/// What stands together on screen: a line may be cut before or after it, never inside.
enum Glyph {
  /// A character that takes `width` columns (1 or 2), and the marks drawn onto it.
  case printed(UInt32, Marks, width: UInt8)
  /// ASCII in place of what cannot be shown.
  case spelled(Spelling)

  var columns: Int {
    switch self {
    case .printed(_, _, let width): Int(width)
    case .spelled(let spelling): spelling.count
    }
  }
}

/// Cuts bytes that claim to be UTF-8 into glyphs.
///
/// It walks code points, not Swift characters, which join whole Indic syllables into one: terminals
/// give each of their consonants its own columns. Beyond what ``ScalarClass`` says:
///
/// - marks join the character before them, four at most, as many as a curses cell holds; one with
///   nothing before it is drawn on a dotted circle;
/// - of an emoji sequence the first emoji is drawn, without skin tone or variation selector, because
///   terminals differ on the rest; a joiner or selector that belongs to no emoji is spelled out;
/// - a flag is its two letters in brackets, since terminals give it anything from one to four columns.
struct GlyphReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let charset: Charset
  /// Offset of the first byte of the next glyph.
  private(set) var position = 0

  /// `bytes` must outlive the reader.
  init(_ bytes: UnsafeBufferPointer<UInt8>, charset: Charset) {
    self.bytes = bytes
    self.charset = charset
  }

  /// The next byte, not yet read.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Steps over one byte, which must be ASCII.
  mutating func skipByte() {
    position += 1
  }

  /// The next byte, if it is an ASCII character that nothing can join: the common case, cheaply. The
  /// lowest mark is U+0300, whose first byte is 0xCC.
  @inline(__always)
  mutating func nextPlainASCII() -> UInt8? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    guard byte >= 0x20, byte < 0x7F else { return nil }
    guard position + 1 == bytes.count || bytes[position + 1] < 0xCC else { return nil }
    position += 1
    return byte
  }

  mutating func next() -> Glyph? {
    guard position < bytes.count else { return nil }
    guard let scalar = bytes.decodedScalar(at: position) else {
      position += 1
      return .spelled(Spelling(byte: bytes[position - 1]))
    }
    position += scalar.length
    if charset == .ascii, scalar.value >= 0x80 { return .spelled(Spelling(scalar: scalar.value)) }

    switch ScalarClass(scalar.value) {
    case .spelled:
      return .spelled(Spelling(scalar: scalar.value))
    case .narrow:
      if RegionalIndicator.range.contains(scalar.value) { return flag(scalar.value) }
      return printed(scalar.value, width: 1)
    case .wide:
      return printed(scalar.value, width: 2)
    case .mark:
      position -= scalar.length
      return printed(0x25CC, width: 1)
    }
  }

  private mutating func flag(_ first: UInt32) -> Glyph {
    guard let second = following(), RegionalIndicator.range.contains(second.value) else {
      return .spelled(Spelling(scalar: first))
    }
    position += second.length
    return .spelled(Spelling(flag: first, second.value))
  }

  /// Reads what belongs to the character just read.
  private mutating func printed(_ base: UInt32, width: UInt8) -> Glyph {
    var marks = Marks()
    guard charset == .unicode else { return .printed(base, marks, width: width) }
    skipEmojiTail(of: base)
    while let next = following(), ScalarClass(next.value) == .mark {
      marks.append(next.value)
      position += next.length
    }
    return .printed(base, marks, width: width)
  }

  /// Skips selectors, skin tones and joined emoji: `(selector? tone?) (ZWJ emoji selector? tone?)*`.
  private mutating func skipEmojiTail(of base: UInt32) {
    guard let next = following(), EmojiTail.canBegin(with: next.value) else { return }
    if EmojiTail.isKeycapBase(base), EmojiTail.isSelector(next.value) { position += next.length }
    guard EmojiTail.isEmoji(base) else { return }
    skip(where: EmojiTail.isSelector)
    skip(where: EmojiTail.isSkinTone)
    while let joiner = following(), joiner.value == EmojiTail.joiner {
      guard let joined = decoded(at: position + joiner.length), EmojiTail.isEmoji(joined.value)
      else { return }
      position += joiner.length + joined.length
      skip(where: EmojiTail.isSelector)
      skip(where: EmojiTail.isSkinTone)
    }
  }

  private mutating func skip(where isSkipped: (UInt32) -> Bool) {
    if let next = following(), isSkipped(next.value) { position += next.length }
  }

  private func following() -> DecodedScalar? { decoded(at: position) }

  private func decoded(at offset: Int) -> DecodedScalar? {
    offset < bytes.count ? bytes.decodedScalar(at: offset) : nil
  }
}

/// The code points that turn one emoji into another (Unicode Technical Standard 51).
private enum EmojiTail {
  static let joiner: UInt32 = 0x200D

  static func isSelector(_ scalar: UInt32) -> Bool { scalar == 0xFE0E || scalar == 0xFE0F }

  static func isSkinTone(_ scalar: UInt32) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar) }

  static func canBegin(with scalar: UInt32) -> Bool {
    scalar == joiner || isSelector(scalar) || isSkinTone(scalar)
  }

  /// Digits, `#` and `*` become keycaps with a selector and an enclosing mark.
  static func isKeycapBase(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30...0x39, 0x23, 0x2A: true
    default: false
    }
  }

  static func isEmoji(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x80, !isSkinTone(scalar), !RegionalIndicator.range.contains(scalar) else {
      return false
    }
    return Unicode.Scalar(scalar)?.properties.isEmoji ?? false
  }
}
