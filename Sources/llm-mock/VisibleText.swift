import TerminalUI

extension String {
  /// Whether this is printable ASCII, which most texts are: a column a byte, nothing to spell out.
  var isPlain: Bool { utf8.isPlain }

  /// This text on one line, with whatever a terminal would act on, or hide, spelled out: `\n`, `\e`,
  /// `\u202e`. Emoji and marks stay as they are.
  var visible: String {
    if isPlain { return self }
    var text = String.UnicodeScalarView()
    var isInTags = false
    for scalar in unicodeScalars {
      // Tags after a black flag, and joiners, are parts of emoji.
      let isTag = (0xe0020...0xe007f).contains(scalar.value)
      let isPart = scalar.value == 0x200d || scalar.value == 0x200c || (isTag && isInTags)
      isInTags = scalar.value == 0x1f3f4 || (isTag && isInTags)
      if scalar.isHarmless || isPart {
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
