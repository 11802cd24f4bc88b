/// A text that is hard to show, what shows instead of it and how many columns that takes.
package struct GlyphSample: Sendable {
  package var name: String
  package var text: String
  package var shown: String
  package var columns: Int

  init(_ name: String, _ text: String, _ shown: String, _ columns: Int) {
    (self.name, self.text, self.shown, self.columns) = (name, text, shown, columns)
  }

  package static let all = [
    GlyphSample("ASCII", "plain", "plain", 5),
    GlyphSample("Latin with precomposed accents", "café", "café", 4),
    GlyphSample("a combining accent", "cafe\u{301}", "cafe\u{301}", 4),
    GlyphSample("twenty marks on one letter", "Z" + marks(20) + "x", "Z" + marks(4) + "x", 2),
    GlyphSample("a mark with nothing before it", "\u{301}x", "\u{25CC}\u{301}x", 2),
    GlyphSample("a mark after an escape", "\n\u{301}", "\\n\u{25CC}\u{301}", 3),
    GlyphSample("CJK", "漢字かな", "漢字かな", 8),
    GlyphSample("full-width Latin", "ＡＢ", "ＡＢ", 4),
    GlyphSample("Hangul syllables", "한글", "한글", 4),
    GlyphSample("Hangul jamo", "\u{1112}\u{1161}\u{11AB}x", "\u{1112}\u{1161}\u{11AB}x", 3),
    GlyphSample("Hangul filler", "\u{3164}", "\\u3164", 6),
    GlyphSample("Thai", "ที่นี่", "ที่นี่", 2),
    GlyphSample("Arabic", "مرحبا", "مرحبا", 5),
    GlyphSample("Arabic with vowels", "مَرحَبا", "مَرحَبا", 5),
    GlyphSample("Devanagari, consonants apart", "क्षि", "क्षि", 3),
    GlyphSample("an emoji", "🚀", "🚀", 2),
    GlyphSample("a family joined by ZWJ", "👩‍👩‍👧‍👦!", "👩!", 3),
    GlyphSample("a heart made emoji by VS16", "❤\u{FE0F}!", "❤!", 2),
    GlyphSample("a heart made text by VS15", "❤\u{FE0E}!", "❤!", 2),
    GlyphSample("a skin tone", "👍🏽!", "👍!", 3),
    GlyphSample("a selector and a skin tone", "☝\u{FE0F}🏽!", "☝!", 2),
    GlyphSample("joined emoji with skin tones", "👩🏽\u{200D}🚀!", "👩!", 3),
    GlyphSample("a keycap", "1\u{FE0F}\u{20E3}!", "1\u{20E3}!", 2),
    GlyphSample("a flag", "🇫🇷!", "[FR]!", 5),
    GlyphSample("two flags", "🇫🇷🇯🇵", "[FR][JP]", 8),
    GlyphSample("half a flag", "🇫!", "\\u{1f1eb}!", 10),
    GlyphSample("a flag spelled with tags", "🏴\u{E0067}", "🏴\\u{e0067}", 11),
    GlyphSample("a skin tone alone", "🏽", "🏽", 2),
    GlyphSample("a joiner after a letter", "a\u{200D}b", "a\\u200db", 8),
    GlyphSample("a joiner at the end", "👩\u{200D}", "👩\\u200d", 8),
    GlyphSample("a selector after a letter", "a\u{FE0F}", "a\\ufe0f", 7),
    GlyphSample("an emoji newer than the tables", "\u{1FAE8}", "\\u{1fae8}", 9),
    GlyphSample("named controls", "\0\t\n\r\u{1B}", "\\0\\t\\n\\r\\e", 10),
    GlyphSample("other controls", "\u{07}\u{08}\u{7F}", "\\u0007\\u0008\\u007f", 18),
    GlyphSample("C1 controls", "\u{85}\u{9B}", "\\u0085\\u009b", 12),
    GlyphSample("bidirectional controls", "\u{202E}\u{2066}\u{200F}", "\\u202e\\u2066\\u200f", 18),
    GlyphSample("zero width", "\u{200B}\u{FEFF}", "\\u200b\\ufeff", 12),
    GlyphSample("line and paragraph separators", "\u{2028}\u{2029}", "\\u2028\\u2029", 12),
    GlyphSample("tags", "\u{E0041}", "\\u{e0041}", 9),
    GlyphSample("private use", "\u{E0A0}\u{F0000}", "\\ue0a0\\u{f0000}", 15),
    GlyphSample("the last code point", "\u{10FFFF}", "\\u{10ffff}", 10),
    GlyphSample("a soft hyphen", "\u{AD}", "\\u00ad", 6),
  ]

  private static func marks(_ count: Int) -> String { String(repeating: "\u{301}", count: count) }
}
