/// What a terminal does with a code point.
enum ScalarClass: UInt32 {
  /// Nothing good: controls, bidirectional and zero-width characters, tags, private use, surrogates,
  /// what is unassigned, and what terminals disagree on. It is shown spelled out.
  case spelled
  /// Takes one column.
  case narrow
  /// Takes two columns.
  case wide
  /// Takes none: it is drawn onto the character before it.
  case mark

  init(_ scalar: UInt32) {
    self =
      switch scalar {
      // The two ranges that most text consists of, ahead of the search.
      case 0x20..<0x7F: .narrow
      case 0x4E00..<0xA000: .wide
      default: ScalarClass.search(scalar)
      }
  }

  private static func search(_ scalar: UInt32) -> ScalarClass {
    ScalarTable.runs.withUnsafeBufferPointer { runs in
      // Invariant: the run that holds `scalar` starts in low..<high.
      var low = 0
      var high = runs.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if runs[middle] >> 2 <= scalar { low = middle } else { high = middle }
      }
      return ScalarClass(rawValue: runs[low] & 3) ?? .spelled
    }
  }
}
