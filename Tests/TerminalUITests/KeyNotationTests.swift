import TerminalUI
import Testing

@Suite("Key notation")
struct KeyNotationTests {
  static let keys: [(String, Key)] = [
    ("j", .character("j")), ("J", .character("J")), (">", .character(">")),
    ("漢", .character("漢")), ("<lt>", .character("<")), ("<Space>", .character(" ")),
    ("<C-r>", .control("r")), ("<C-Space>", .control(" ")), ("<C-\\>", .control("\\")),
    ("<M-x>", .alt("x")), ("<M-X>", .alt("X")), ("<M-lt>", .alt("<")), ("<M-gt>", .alt(">")),
    ("<Enter>", .enter), ("<Esc>", .escape), ("<Tab>", .tab), ("<S-Tab>", .backTab),
    ("<BS>", .backspace), ("<Del>", .delete), ("<Ins>", .insert), ("<Up>", .up),
    ("<Down>", .down), ("<Left>", .left), ("<Right>", .right), ("<Home>", .home),
    ("<End>", .end), ("<PageUp>", .pageUp), ("<PageDown>", .pageDown), ("<S-Up>", .shiftUp),
    ("<S-Down>", .shiftDown), ("<F1>", .function(1)), ("<F12>", .function(12)),
  ]

  @Test("Each key has one notation, which reads back as the key", arguments: keys)
  func roundTrips(notation: String, key: Key) {
    #expect(key.notation == notation)
    #expect(Key(notation: notation) == key)
  }

  @Test(
    "Names are understood in any case and under their other names",
    arguments: [
      ("<esc>", Key.escape), ("<CR>", .enter), ("<c-R>", .control("r")), ("<pgdn>", .pageDown),
      ("<m-x>", .alt("x")), ("<LT>", .character("<")), ("<f5>", .function(5)),
    ])
  func understandsVariants(notation: String, key: Key) {
    #expect(Key(notation: notation) == key)
  }

  @Test(
    "What is no key is refused",
    arguments: ["", "<", "<>", "<Foo>", "<C->", "<C-ab>", "<F0>", "<F64>", "<F>", "ab", "<j>"])
  func refuses(notation: String) {
    #expect(Key(notation: notation) == nil)
  }

  @Test("Keys written one after the other are read in order")
  func readsSequences() throws {
    #expect(
      try Key.sequence(notation: "gg<Down>:a<lt>b<Enter>") == [
        .character("g"), .character("g"), .down, .character(":"), .character("a"),
        .character("<"), .character("b"), .enter,
      ])
    #expect(try Key.sequence(notation: "").isEmpty)
    #expect(try Key.sequence(notation: "<M-gt>x") == [.alt(">"), .character("x")])
  }

  @Test(
    "A sequence says which part of it is no key",
    arguments: [("gg<Foo>j", "<Foo>"), ("a<", "<"), ("<Esc", "<")])
  func namesTheCulprit(notation: String, culprit: String) {
    #expect(throws: Key.NotationError(notation: culprit)) {
      try Key.sequence(notation: notation)
    }
  }
}
