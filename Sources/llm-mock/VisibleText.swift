import TerminalUI

extension String {
  /// Whether this is printable ASCII, which most texts are: a column a byte, nothing to spell out.
  var isPlain: Bool { utf8.isPlain }

  /// This text on one line, with whatever a terminal would act on, or hide, spelled out: `\n`, `\e`,
  /// `\u202e`. Emoji and marks stay as they are.
  var visible: String {
    if isPlain { return self }
    var text = String.UnicodeScalarView()
    let scalars = Array(unicodeScalars)
    // Letters that may follow a black flag; five, and the end, make the longest flag there is.
    var tagsLeft = 0
    for (position, scalar) in scalars.enumerated() {
      // A joiner between pictures, and the letters of a flag, are parts of emoji.
      let isJoiner =
        scalar.value == 0x200d && position > 0 && position + 1 < scalars.count
        && scalars[position - 1].isPicture && scalars[position + 1].isPicture
      let isTag = (0xe0020...0xe007f).contains(scalar.value) && tagsLeft > 0
      tagsLeft = scalar.value == 0x1f3f4 ? 6 : isTag ? tagsLeft - 1 : 0
      if scalar.isHarmless || isJoiner || isTag {
        text.append(scalar)
      } else {
        text.append(contentsOf: GlyphLine(String(scalar), charset: .unicode).text.unicodeScalars)
      }
    }
    return String(text)
  }

  /// The same for a text of several lines: line feeds stay.
  var visibleLines: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).visible }.joined(separator: "\n")
  }

  /// How many columns ``visible`` takes.
  var visibleColumns: Int {
    isPlain ? utf8.count : TerminalUI.columns(of: self, charset: .unicode)
  }
}

extension Unicode.Scalar {
  /// Whether it is an emoji, or what changes the look of one.
  fileprivate var isPicture: Bool { value == 0xfe0f || value > 0xff && properties.isEmoji }

  /// Whether a terminal shows the character, and does nothing else with it.
  fileprivate var isHarmless: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}

extension Sequence<UInt8> {
  /// Whether this is printable ASCII. Without a way out, so that it takes many bytes at a time.
  var isPlain: Bool { reduce(true) { $0 && $1 &- 0x20 < 0x5f } }
}
