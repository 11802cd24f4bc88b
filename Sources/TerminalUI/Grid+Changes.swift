import Glibc

extension Grid {
  /// The columns of a row from the first to the last that differ from `other`, a grid of the same
  /// size, widened so that no character is cut in half in either; nil where the rows are alike.
  package func changedColumns(inRow row: Int, since other: Grid) -> Range<Int>? {
    precondition(size == other.size, "grids of different sizes")
    let start = row * size.columns
    return cells.withUnsafeBufferPointer { new in
      other.cells.withUnsafeBufferPointer { old in
        let new = UnsafeBufferPointer(rebasing: new[start..<start + size.columns])
        let old = UnsafeBufferPointer(rebasing: old[start..<start + size.columns])
        guard !Self.sameBytes(new, old),
          var first = new.indices.first(where: { new[$0] != old[$0] }),
          var last = new.indices.last(where: { new[$0] != old[$0] })
        else { return nil }
        while first > 0, new[first].width == 0 || old[first].width == 0 { first -= 1 }
        if last + 1 < size.columns, new[last].width == 2 || old[last].width == 2 { last += 1 }
        return first..<last + 1
      }
    }
  }

  /// Cells have no padding, so most rows of most frames are done with here.
  private static func sameBytes(
    _ one: UnsafeBufferPointer<Cell>, _ other: UnsafeBufferPointer<Cell>
  ) -> Bool {
    guard let left = one.baseAddress, let right = other.baseAddress else { return true }
    return memcmp(left, right, one.count * MemoryLayout<Cell>.stride) == 0
  }
}
