import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Layout")
struct LayoutTests {
  private func layout(_ columns: Int, _ rows: Int = 40, focus: String = "") -> Layout {
    var browsing = Browsing(columns: columns, rows: rows)
    browsing.go(to: "agents/night-train.json")
    browsing.type(focus)
    return browsing.state.layout
  }

  @Test(
    "Below 60 columns there is one part: the list, or the pane with the focus",
    arguments: [20, 40, 59])
  func isSingle(columns: Int) {
    let list = layout(columns)
    #expect(list.list?.columns == 0..<columns && list.panes.isEmpty)
    let pane = layout(columns, focus: "<Tab><Tab>")
    #expect(pane.list == nil && pane.panes.map(\.id) == [.response])
    #expect(pane.panes[0].part.columns == 0..<columns)
  }

  @Test("From 60 to 109 columns the list is above one pane", arguments: [60, 80, 109])
  func isStacked(columns: Int) throws {
    let layout = layout(columns)
    let list = try #require(layout.list)
    #expect(layout.panes.map(\.id) == [.request])
    #expect(list.columns == 0..<columns && layout.panes[0].part.columns == 0..<columns)
    #expect(list.body.maxRow == layout.panes[0].part.titleRow)
  }

  @Test(
    "From 110 to 159 columns the list is above request and response", arguments: [110, 120, 159])
  func isStackedAndSplit(columns: Int) throws {
    let layout = layout(columns)
    let list = try #require(layout.list)
    try #require(layout.panes.map(\.id) == [.request, .response])
    #expect(list.columns == 0..<columns && layout.log == nil)
    #expect(layout.panes.allSatisfy { $0.part.titleRow == list.body.maxRow })
    let widths = layout.panes.map(\.part.columns.count)
    #expect(abs(widths[0] - widths[1]) <= 1 && widths[0] + widths[1] == columns - 1)
  }

  @Test(
    "From 160 columns on all three stand side by side, with a log below",
    arguments: [160, 200, 300])
  func isWide(columns: Int) throws {
    let layout = layout(columns)
    let list = try #require(layout.list)
    try #require(layout.panes.map(\.id) == [.request, .response])
    #expect(layout.panes.allSatisfy { $0.part.titleRow == list.titleRow })
    #expect(list.body.maxColumn < layout.panes[0].part.body.column)
    #expect(layout.log != nil)
  }

  @Test("The list is flat below 160 columns and by file from there on, until L says otherwise")
  func arranges() {
    var browsing = Browsing(columns: 159)
    #expect(browsing.state.arrangement == .flat && browsing.list.rows.count == 116)
    browsing.resize(160, 24)
    #expect(browsing.state.arrangement == .byFile && browsing.list.rows.count == 182)
    browsing.type("L")
    #expect(browsing.list.rows.count == 116)
    browsing.resize(80, 24)
    browsing.resize(200, 24)
    #expect(browsing.state.arrangement == .flat && browsing.list.rows.count == 116)
    browsing.type("L")
    browsing.resize(80, 24)
    #expect(browsing.state.arrangement == .byFile && browsing.list.rows.count == 182)
  }

  @Test("A new size keeps what is selected, there and back")
  func keepsSelection() {
    var browsing = Browsing(columns: 200, rows: 60)
    browsing.go(to: "streaming/pelican-names.json", 2)
    for (columns, rows) in [(40, 10), (200, 60), (1, 1), (80, 24), (19, 4), (160, 24)] {
      browsing.resize(columns, rows)
      #expect(browsing.selection == "streaming/pelican-names.json#2", "\(columns)x\(rows)")
    }
  }

  @Test("From a folder or file, a narrower screen leads to an interaction in it")
  func keepsFolder() {
    for row in ["streaming/", "streaming/pelican-names.json"] {
      var browsing = Browsing(columns: 200, rows: 60)
      browsing.go(to: "streaming/bedtime-story.json")
      browsing.type(row.hasSuffix("/") ? "2k" : "j")
      #expect(browsing.selection == row)
      browsing.resize(80, 24)
      #expect(browsing.selection.hasPrefix(row))
    }
  }

  @Test("A new size keeps focus and zoom, and what was typed so far")
  func keepsFocus() {
    var browsing = Browsing(columns: 120, rows: 40)
    browsing.type("<Enter><Tab>fgpt")
    browsing.resize(40, 10)
    browsing.resize(120, 40)
    #expect(browsing.state.isZoomed && browsing.state.focus == .pane(.response))
    #expect(browsing.lastLine.hasPrefix("filter: gpt"))
  }

  @Test(
    "Parts never overlap, never leave the screen and leave no cell out",
    arguments: ["", "<Tab>", "<Enter>", "O", "<Tab>O", "<Tab><Tab>|", "9_", "99+"])
  func tiles(keys: String) {
    var wrong: [String] = []
    for columns in [20, 59, 60, 75, 76, 109, 110, 159, 160, 200] {
      for rows in [5, 6, 7, 8, 12, 29, 30, 60] {
        let size = Size(columns: columns, rows: rows)
        let rects = layout(columns, rows, focus: keys).rects
        let isInside = rects.allSatisfy {
          $0.rows >= 0 && ($0.isEmpty || Rect(size).intersection($0) == $0)
        }
        let cells = rects.reduce(0) { $0 + $1.columns * $1.rows }
        if !isInside || cells != columns * rows { wrong.append("\(columns)x\(rows)") }
      }
    }
    #expect(wrong == [])
  }

  @Test("The part with the focus has a row to show itself in on every size from 20x5 on")
  func givesFocusRoom() {
    var wrong: [String] = []
    for columns in [20, 60, 110, 160] {
      for rows in 5...12 {
        for keys in ["", "<Tab>"] {
          let layout = layout(columns, rows, focus: keys)
          let body = keys.isEmpty ? layout.list?.body : layout.panes.first?.part.body
          if (body?.rows ?? 0) < 1 { wrong.append("\(columns)x\(rows) \(keys)") }
        }
      }
    }
    #expect(wrong == [])
  }

  @Test("Every size from 1x1 to 60x20 can be drawn, and keeps all state")
  func drawsSmall() {
    for keys in ["", "<Tab>", "<Enter>t", "?", "fgpt size:<gt>", "<S-Tab>/x"] {
      var browsing = Browsing()
      browsing.go(to: "international/emoji.json")
      browsing.type(keys)
      let selection = browsing.selection
      for columns in 1...60 {
        for rows in 1...20 {
          browsing.resize(columns, rows)
          let screen = browsing.screen
          #expect(screen.size == Size(columns: columns, rows: rows))
          if columns < 20 || rows < 5 {
            let notice = screen.text.trimmingBlanks.replacing("\n", with: "")
            #expect("20x5 needed".hasPrefix(notice.trimmingBlanks), "\(columns)x\(rows)")
          }
        }
      }
      browsing.resize(80, 24)
      #expect(browsing.selection == selection)
    }
  }

  @Test("The last line never loses the help", arguments: ["", "<Tab>", "<Tab><Tab>t", "<Enter>"])
  func keepsHelp(keys: String) {
    var browsing = Browsing()
    browsing.type(keys)
    for columns in 20...200 {
      browsing.resize(columns, 24)
      #expect(browsing.lastLine.hasSuffix("? help"), "\(columns) columns")
    }
  }

  @Test("The notice on a screen that is too small fits where it can")
  func noticesSmallness() {
    var browsing = Browsing(columns: 19, rows: 24)
    #expect(browsing.screen.text.contains("20x5 needed"))
    browsing.resize(20, 4)
    #expect(browsing.screen.text.contains("20x5 needed"))
    browsing.resize(20, 5)
    #expect(!browsing.screen.text.contains("needed"))
  }
}

extension Layout {
  /// All that is drawn, title lines and the blanks beside texts included.
  fileprivate var rects: [Rect] {
    let parts = ([list, log].compactMap { $0 } + panes.map(\.part)).map {
      Rect(
        column: $0.columns.lowerBound, row: $0.titleRow, columns: $0.columns.count,
        rows: 1 + $0.body.rows)
    }
    return parts + separators + [header, status, hints]
  }
}
