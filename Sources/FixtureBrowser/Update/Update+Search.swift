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
    if focus == .list, panes.search != nil { setFocus(.pane(panes.current)) }
    guard let id = focus.pane, panes.search != nil else {
      say("nothing is searched for: / first")
      return []
    }
    return goToHit(in: id, forward: forward, fromHere: false)
  }

  /// Goes to the next line with a hit, round the end if need be, opening what hides it and no more.
  mutating func goToHit(in id: PaneID, forward: Bool, fromHere: Bool) -> [Effect] {
    guard let pattern = panes.search else { return [] }
    layOutPanes()
    for (spot, isRound) in spots(in: id, forward: forward, fromHere: fromHere) {
      guard let line = hit(at: spot, in: id, pattern, forward: forward) else { continue }
      if isRound { say("search went round the end") }
      panes[id].cursor = line
      return []
    }
    warn("'\(pattern.text)' is not in this pane")
    return []
  }

  /// A place to look at: a line, or what is closed behind it.
  private enum Spot {
    case line(Int)
    case behind(Int)
  }

  /// All of them once, from the cursor on; and whether that is round the end already.
  private func spots(
    in id: PaneID, forward: Bool, fromHere: Bool
  ) -> some Sequence<(Spot, isRound: Bool)> {
    let count = panes[id].content.lines.count
    let cursor = panes[id].cursor
    // In steps of one: each line, and what is behind it, in the order of the text.
    let first = cursor * 2 + (fromHere ? 0 : forward ? 1 : -1)
    return (0..<count * 2).lazy.map { step -> (Spot, isRound: Bool) in
      let target = first + (forward ? step : -step)
      let number = (target + count * 4) % (count * 2)
      return (
        number.isMultiple(of: 2) ? .line(number / 2) : .behind(number / 2), target != number
      )
    }
  }

  /// The line to go to for a hit there, once it is open.
  private mutating func hit(
    at spot: Spot, in id: PaneID, _ pattern: TextPattern, forward: Bool
  ) -> Int? {
    switch spot {
    case .line(let line):
      guard isHit(line, in: id, pattern) else { return nil }
      guard case .value(let node, _, _) = panes[id].content.lines[line],
        panes[id].folded.contains(node), let document = panes[id].content.document,
        document.text(ofNode: node).map(pattern.matches) == true
      else { return line }
      // A closed string that holds it.
      panes[id].setFolded(node, false)
      layOutPanes()
      return lineOfHit(node, in: id, pattern, forward: forward)
    case .behind(let line):
      switch panes[id].content.lines[line] {
      case .value(let node, _, _):
        guard let hidden = hiddenHit(below: node, in: id, pattern, forward: forward) else {
          return nil
        }
        unfold(around: hidden, from: node, in: id)
        return lineOfHit(hidden, in: id, pattern, forward: forward)
      case .more(let node, _, _):
        guard line > 0, case .piece(_, _, let last) = panes[id].content.lines[line - 1],
          pattern.matches(String(last.base[last.endIndex...]))
        else { return nil }
        panes[id].expand(node)
        layOutPanes()
        let lines = panes[id].content.lines[line...].indices.prefix {
          panes[id].content.lines[$0].id == node
        }
        return forward
          ? lines.first { isHit($0, in: id, pattern) } : lines.last { isHit($0, in: id, pattern) }
      case .piece, .text, .raw: return nil
      }
    }
  }

  /// The first or last node with a hit in a closed container.
  private func hiddenHit(
    below node: Int, in id: PaneID, _ pattern: TextPattern, forward: Bool
  ) -> Int? {
    guard panes[id].folded.contains(node), let document = panes[id].content.document,
      let value = document.value(id: node), value.isContainer
    else { return nil }
    let nodes = node + 1..<node + value.subtreeSize
    func isHit(_ node: Int) -> Bool { document.text(ofNode: node).map(pattern.matches) ?? false }
    return forward ? nodes.first(where: isHit) : nodes.last(where: isHit)
  }

  /// Opens every container from `outer` inwards that holds the node.
  private mutating func unfold(around node: Int, from outer: Int, in id: PaneID) {
    guard let document = panes[id].content.document else { return }
    let around = (outer..<node).filter { candidate in
      document.value(id: candidate).map { candidate + $0.subtreeSize > node } ?? false
    }
    panes[id].setFolded(panes[id].folded.subtracting(around).subtracting([node]))
    layOutPanes()
  }

  /// The line of a node that is open now: of a long text the one with the hit, all of it shown if
  /// need be.
  private mutating func lineOfHit(
    _ node: Int, in id: PaneID, _ pattern: TextPattern, forward: Bool
  ) -> Int? {
    let lines = panes[id].content.lines.indices.filter { line in
      if case .value(_, .key(node), _) = panes[id].content.lines[line] { return true }
      return panes[id].content.lines[line].id == node
    }
    let hit =
      forward
      ? lines.first { isHit($0, in: id, pattern) } : lines.last { isHit($0, in: id, pattern) }
    if let hit, forward { return hit }
    if let last = lines.last, case .more = panes[id].content.lines[last],
      let behind = self.hit(at: .behind(last), in: id, pattern, forward: forward)
    {
      return behind
    }
    return hit ?? lines.first
  }

  private func isHit(_ line: Int, in id: PaneID, _ pattern: TextPattern) -> Bool {
    let content = panes[id].content
    if case .value = content.lines[line] { return pattern.matches(content.searchText(of: line)) }
    guard case .piece(_, _, let text) = content.lines[line] else {
      // A wrapped line goes on in the next one; hits that start there are that one's.
      let text = content.searchText(of: line)
      let whole = text + content.continuation(of: line)
      return pattern.matches(whole)
        && pattern.ranges(in: whole[...]).contains {
          whole.utf8.distance(from: whole.startIndex, to: $0.lowerBound) < text.utf8.count
        }
    }
    // A hit may start in this part of a wrapped text and end in the next.
    let reach = text.base.index(text.endIndex, movedByBytes: pattern.text.utf8.count * 2)
    let around = text.base[text.startIndex..<reach]
    return pattern.matches(String(around))
      && pattern.ranges(in: around).contains { $0.lowerBound < text.endIndex }
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
