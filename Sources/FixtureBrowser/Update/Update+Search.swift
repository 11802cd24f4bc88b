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

  /// Whether a hit starts in a line. It may end in a later one, where the text it is a part of has
  /// been wrapped.
  private func isHit(_ line: Int, in id: PaneID, _ pattern: TextPattern) -> Bool {
    let content = panes[id].content
    let reach = pattern.text.utf8.count * 2
    switch content.lines[line] {
    case .value: return pattern.matches(content.searchText(ofValueAt: line))
    case .more: return false
    case .piece(_, _, let part), .text(let part, _, _):
      let text = part.base
      // Blanks that a break has taken belong to the line before it.
      let end = text[part.endIndex...].prefix { $0 == " " }.endIndex
      let around = text[part.startIndex..<text.index(end, movedByBytes: reach)]
      return pattern.hasHit(in: around, startingBefore: end)
    case .raw(let range):
      let part = String(decoding: content.bytes[range], as: UTF8.self)
      let rest = content.bytes[range.upperBound...].prefix(reach)
      let around = part + String(decoding: rest, as: UTF8.self)
      let end = around.utf8.index(around.startIndex, offsetBy: part.utf8.count)
      return pattern.hasHit(in: around[...], startingBefore: end)
    }
  }
}

extension TextPattern {
  fileprivate func hasHit(in text: Substring, startingBefore end: String.Index) -> Bool {
    // Mostly there is none, which takes less to find out.
    matches(String(text)) && ranges(in: text).contains { $0.lowerBound < end }
  }
}

extension PaneContent {
  /// What a search finds in the line of a value: its name, and the value where it is on that line.
  fileprivate func searchText(ofValueAt line: Int) -> String {
    guard case .value(let id, let label, _) = lines[line], let document else { return "" }
    var text = ""
    if case .key(let key) = label { text = document.text(ofNode: key) ?? "" }
    guard let value = document.value(id: id), !value.isContainer else { return text }
    // A long string's text is in the lines below its head.
    let isHead = line + 1 < lines.count && lines[line + 1].id == id
    return isHead ? text : text + "\u{0}" + (document.text(ofNode: id) ?? "")
  }
}
