import FixtureKit
import LosslessJSON

extension State {
  mutating func startSearch(_ argument: String?) -> [Effect] {
    // From the list the search is in the pane beside it.
    if focus == .list { setFocus(.pane(panes.current)) }
    guard let id = focus.pane else { return [] }
    guard let argument, !argument.isEmpty else {
      input = .search(LineEditor())
      return []
    }
    panes.search = TextPattern(part: argument)
    return goToHit(in: id, forward: true, fromHere: true)
  }

  mutating func searchAgain(forward: Bool) -> [Effect] {
    guard let id = focus.pane, panes.search != nil else {
      say("nothing is searched for: / first")
      return []
    }
    return goToHit(in: id, forward: forward, fromHere: false)
  }

  /// Goes to the next line with a hit, round the end if need be, opening whatever hides it.
  mutating func goToHit(in id: PaneID, forward: Bool, fromHere: Bool) -> [Effect] {
    guard let pattern = panes.search else { return [] }
    // Lines on both sides of the cursor are at hand; values in closed folds are not.
    if let document = panes[id].content.document { reveal(pattern, in: id, document) }
    layOutPanes()
    let hits = panes[id].content.lines.indices.filter { isHit($0, in: id, pattern) }
    let cursor = panes[id].cursor
    let next =
      forward
      ? hits.first { fromHere ? $0 >= cursor : $0 > cursor } ?? hits.first
      : hits.last { $0 < cursor } ?? hits.last
    guard let next else {
      warn("'\(pattern.text)' is not in this pane")
      return []
    }
    let isRound = forward ? next < cursor : next > cursor
    if isRound || (next == cursor && !fromHere) { say("search went round the end") }
    panes[id].cursor = next
    return []
  }

  /// Opens the folds around every hit, and the long strings that hold one.
  private mutating func reveal(_ pattern: TextPattern, in id: PaneID, _ document: JSONDocument) {
    guard let root = panes.root(of: id) else { return }
    var around: [(id: Int, end: Int)] = []
    var opened: Set<Int> = []
    for node in root.id..<root.id + root.subtreeSize {
      while let last = around.last, last.end <= node { around.removeLast() }
      if let value = document.value(id: node), value.isContainer {
        around.append((node, node + value.subtreeSize))
      } else if document.text(ofNode: node).map(pattern.matches) == true {
        opened.formUnion(around.map(\.id))
        opened.insert(node)
      }
    }
    guard !opened.isEmpty else { return }
    let folded = panes[id].folded.subtracting(opened)
    if folded != panes[id].folded { panes[id].setFolded(folded) }
    let cutShort = panes[id].content.lines.compactMap { line -> Int? in
      if case .more(let node, _, _) = line { node } else { nil }
    }
    for node in cutShort where opened.contains(node) { panes[id].expand(node) }
  }

  private func isHit(_ line: Int, in id: PaneID, _ pattern: TextPattern) -> Bool {
    let content = panes[id].content
    guard case .piece(_, _, let text) = content.lines[line] else {
      // A wrapped line goes on in the next one; hits that start there are that one's.
      let text = content.searchText(of: line)
      let whole = text + content.continuation(of: line)
      return pattern.ranges(in: whole[...]).contains {
        whole.utf8.distance(from: whole.startIndex, to: $0.lowerBound) < text.utf8.count
      }
    }
    // A hit may start in this part of a wrapped text and end in the next.
    let end = text.base.utf8.index(
      text.endIndex, offsetBy: pattern.text.utf8.count * 2, limitedBy: text.base.endIndex)
    let reach = end?.samePosition(in: text.base.unicodeScalars) ?? text.base.endIndex
    return pattern.ranges(in: text.base[text.startIndex..<reach])
      .contains { $0.lowerBound < text.endIndex }
  }
}

extension PaneContent {
  /// What a line that has been wrapped goes on with: the next line, after the blank of the break.
  fileprivate func continuation(of line: Int) -> String {
    guard line + 1 < lines.count else { return "" }
    switch (lines[line], lines[line + 1]) {
    case (.text(let text, _), .text(let next, _)):
      return (text.last == " " ? "" : " ") + next.drop { $0 == " " }
    case (.raw(let range), .raw(let next)) where range.upperBound == next.lowerBound:
      return String(decoding: bytes[next], as: UTF8.self)
    default: return ""
    }
  }

  /// What a search finds in a line.
  func searchText(of line: Int) -> String {
    switch lines[line] {
    case .piece(_, _, let text), .text(let text, _): return String(text)
    case .raw(let range): return String(decoding: bytes[range], as: UTF8.self)
    case .more: return ""
    case .value(let id, let label, _):
      guard let document else { return "" }
      var text = ""
      if case .key(let key) = label { text = document.text(ofNode: key) ?? "" }
      guard let value = document.value(id: id), !value.isContainer else { return text }
      // A long string's text is in the lines below its head.
      let isHead = line + 1 < lines.count && lines[line + 1].id == id
      return isHead ? text : text + "\u{0}" + (document.text(ofNode: id) ?? "")
    }
  }
}
