import TerminalUI

extension Scene {
  /// Every view on the two common sizes, and once for each layout.
  static let all: [Scene] =
    lists + picking + panes + streams + finding + broken + emptiness + help + layouts + odd + styled
    + ascii

  private static let common = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)]
  private static let narrow = Size(columns: 40, rows: 10)
  private static let low = Size(columns: 60, rows: 7)
  private static let wide = Size(columns: 200, rows: 60)
  private static let small = Size(columns: 80, rows: 24)

  private static func scenes(
    _ name: String, _ steps: String..., sizes: [Size] = common, folder: String = "Fixtures/library"
  ) -> [Scene] {
    sizes.map {
      Scene(name: name, size: $0, folder: folder, steps: steps.joined(separator: "\n"))
    }
  }

  /// Puts the cursor on the first interaction, or the file, that a filter finds.
  private static func at(_ filter: String) -> String { ":filter \(filter)\ngg\nF" }

  // MARK: - Scenes

  private static let lists =
    scenes("list-flat", "", sizes: common + [narrow])
    + scenes("list-flat-wide", "L", sizes: [wide])
    + scenes("list-by-file", "L", sizes: common + [narrow])
    + scenes("list-by-file-wide", "", sizes: [wide])
    + scenes("list-last-rows", "G")
    + scenes("list-by-age", "oa")
    + scenes("list-by-size-reversed", "oS")
    + scenes("list-by-model", "om")
    + scenes("list-all-closed", "L", "zM")
    + scenes("list-problems", ":filter is:mismatch,duplicate,invalid")
    + scenes("list-wide-characters", at("file:international"))
    + scenes("list-maximised", "O")
    + scenes("folder-overview", "L", "gg")
    + scenes("folder-overview-wide", "gg", sizes: [wide])
    + scenes("folder-closed", "L", "gg", "h")
    + scenes("file-overview", "L", "ggj")

  private static let picking =
    scenes("picks", "<Space>jdd", "v", "jj", sizes: common + [narrow, wide])
    + scenes("picks-hidden", "<Space><Space>", ":filter model:gpt-4o", "d")
    + scenes(
      "write-dialog", "L", "gg", "d", "5j", "d", ":delete.flag @file", ":filter model:gpt-4o", "w",
      sizes: common + [narrow, wide])
    + scenes("write-dialog-long", "*d", "w", "jj", sizes: [small, narrow])
    + scenes("quit-with-flags", "d", "q", sizes: [small, narrow])

  private static let panes =
    scenes("tree-request", at("file:night-train"), "]]", "<Tab>")
    + scenes("tree-response", at("file:temperature"), "<Tab><Tab>")
    + scenes("tree-inside-a-string", at("file:night-train"), "]]", "<Tab>5j")
    + scenes("tree-folded-to-level-1", at("file:weather-team"), "<Tab>z1")
    + scenes("tree-all-closed", at("file:weather-team"), "<Tab>zM")
    + scenes("tree-all-open", at("file:count-files"), "<Tab>zR")
    + scenes("tree-base64", at("file:one-word-pdf"), "<Tab>")
    + scenes("tree-embeddings", at("file:embeddings"), "<Tab><Tab>")
    + scenes("tree-error-answer", at("file:rate-limited"), "<Tab><Tab>")
    + scenes("text-request", at("file:night-train"), "6]", "<Tab>t")
    + scenes("text-response", at("file:canada"), "<Tab><Tab>t")
    + scenes("text-refusal", at("file:recipe-refused"), "]<Tab><Tab>t")
    + scenes("text-vision", at("file:fruit-from-a-tool"), "]<Tab>t")
    + scenes("raw-request", at("file:notes"), "<Tab>", ":view raw")
    + scenes("raw-response", at("file:numbers"), "<Tab><Tab>", ":view raw")
    + scenes("meta", at("file:plain-and-streamed"), "<Tab><Tab><Tab>")
    + scenes("meta-mismatch", at("is:mismatch"), "<S-Tab>")
    + scenes("meta-duplicate", at("is:duplicate"), "<S-Tab>")
    + scenes("zoomed", at("file:crumpet-dragons"), "<Enter>")
    + scenes("zoomed-single", at("file:crumpet-dragons"), "<Enter>|")
    + scenes("zoomed-text", at("file:crumpet-dragons"), "]<Enter>t")
    + scenes("zoomed-meta", at("file:crumpet-dragons"), "<Enter><Tab><Tab>")
    + scenes("maximised-pane", at("file:crumpet-dragons"), "<Tab>O")
    + scenes("split", at("file:crumpet-dragons"), "|")
    + scenes("larger-list", "5+")

  private static let streams =
    scenes("stream-response", at("file:pelican-names"), "<Tab><Tab>")
    + scenes("stream-events", at("file:pelican-names"), "<Tab><Tab>", ":view stream")
    + scenes("stream-raw", at("file:pelican-names"), "<Tab><Tab>", ":view raw")
    + scenes("stream-text", at("file:pelican-thinking"), "<Tab><Tab>t")

  private static let finding =
    scenes("filter-typing", "fmodel:claude*<Space>size:<gt>10k")
    + scenes("filter-typing-error", "fmodel:gpt*<Space>size:<gt>many")
    + scenes("filter-on", ":filter model:claude* is:stream")
    + scenes("filter-on-by-file", "L", ":filter weather")
    + scenes("filter-matches-nothing", ":filter model:none", sizes: [small, narrow])
    + scenes("search-typing", at("file:relativity"), "<Tab><Tab>t/relativity")
    + scenes("search-hits", at("file:relativity"), "<Tab><Tab>t/relativity<Enter>")
    + scenes("search-in-a-fold", at("file:weather-team"), "<Tab>zM/paris<Enter>")
    + scenes("search-in-raw", at("file:numbers"), "<Tab>", ":view raw", "/1e2<Enter>")
    + scenes("search-without-a-hit", at("file:numbers"), "<Tab>/xyzzy<Enter>")

  private static let broken =
    scenes("broken-merge-conflict", at("file:merge-conflict"), "<Tab>")
    + scenes("broken-interrupted", at("file:interrupted-write"), "<Tab>")
    + scenes("broken-empty", at("file:broken/empty"), "<Tab>")
    + scenes("broken-by-file", "L", at("file:broken"))
    + scenes("no-interactions", at("file:no-interactions"))

  private static let emptiness =
    scenes("empty-folder", sizes: common + [narrow], folder: "Fixtures/golden")
    + scenes("missing-folder", sizes: common, folder: "Fixtures/no-such-folder")

  private static let help =
    scenes("help", "?", sizes: common + [narrow, wide])
    + scenes("help-in-a-pane", "<Tab>?", "<PageDown><PageDown><PageDown>")
    + scenes("help-narrowed", "?copy")
    + scenes("help-without-a-match", "?xyzzy")
    + scenes("unknown-view", ":view te")
    + scenes("command-typing", "<C-l>:fold.c<Tab>")
    + scenes("command-choices", "gt<Tab>")
    + scenes("unknown-command", ":frobnicate")
    + scenes("ambiguous-command", ":fold")
    + scenes("unknown-key", "x")
    + scenes("half-a-command", "12g")
    + scenes("copied", at("file:numbers"), "<Tab>jyp")

  private static let layouts =
    [59, 60, 109, 110, 159, 160].flatMap { columns in
      scenes(
        "layout", ":filter file:san-francisco", "G", "F", "<Tab>",
        sizes: [Size(columns: columns, rows: 30)])
    }
    + scenes("narrow-pane", at("file:relativity"), "<Tab><Tab>", sizes: [narrow])
    + scenes("narrow-meta", at("is:mismatch"), "<S-Tab>", sizes: [narrow])
    + scenes("narrow-zoomed", at("file:relativity"), "<Enter>t", sizes: [narrow])
    + scenes("wide-pane", at("file:night-train"), "6]<Tab><Tab>", sizes: [wide])
    + scenes("wide-text", at("file:night-train"), "6]<Tab>t", sizes: [wide])
    + scenes("wide-zoomed", at("file:night-train"), "6]<Enter>", sizes: [wide])
    + scenes("low-message", "x", sizes: [low])
    + scenes("low-filter-error", "fsize:<gt>many", sizes: [low])
    + scenes("smallest-help", "?", sizes: [Size(columns: 20, rows: 10)])
    + scenes("smallest", sizes: [Size(columns: 20, rows: 5)])
    + scenes("too-small", sizes: [Size(columns: 19, rows: 5), Size(columns: 20, rows: 4)])

  private static let odd =
    scenes("escape-sequences-list", at("file:escape-sequences"))
    + scenes("escape-sequences-tree", at("file:escape-sequences"), "<Tab>")
    + scenes("escape-sequences-text", at("file:escape-sequences"), "<Tab>t")
    + scenes(
      "escape-sequences-raw", at("file:escape-sequences"), "<Tab>", ":view raw")
    + scenes("wide-characters", at("file:chinese-japanese"), "|<Tab><Tab>t")
    + scenes("combining-marks", at("file:combining"), "4]|<Tab>")
    + scenes("emoji", at("file:emoji"), "|<Tab>t")
    + scenes("right-to-left", at("file:right-to-left"), "2]|<Tab>t")
    + scenes("lone-surrogate", at("file:lone-surrogate"), "<Tab><Tab>")

  private static let styled: [Scene] = [
    ("styled-list", ""),
    ("styled-pane", at("file:temperature") + "\n<Tab>"),
    ("styled-by-file", "L\n:filter file:broken,legacy/\ngg"),
    ("styled-search", at("file:relativity") + "\n<Tab><Tab>t/relativity<Enter>"),
    ("styled-filter-error", "fmodel:gpt*<Space>size:<gt>many"),
    ("styled-help", "?copy"),
    ("styled-escapes", at("file:escape-sequences") + "\n<Tab>"),
    ("styled-warning", ":frobnicate"),
  ].map { Scene(name: $0, size: small, steps: $1, isStyled: true) }

  private static let ascii: [Scene] = [
    ("ascii-list", ""),
    ("ascii-by-file", "L"),
    ("ascii-pane", at("file:chinese-japanese") + "\n|<Tab>"),
    ("ascii-text", at("file:crumpet-dragons") + "\n]<Enter>t"),
    ("ascii-help", "?"),
    ("ascii-base64", at("file:one-word-pdf") + "\n<Tab>19j"),
    ("ascii-half-a-command", "12g"),
  ].map { Scene(name: $0, size: small, steps: $1, charset: .ascii) }
}
