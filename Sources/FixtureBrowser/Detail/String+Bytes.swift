extension String {
  /// The index so many bytes of UTF-8 from another, or the text's end in that direction; within a
  /// character it is the border next before it.
  func index(_ start: String.Index, movedByBytes distance: Int) -> String.Index {
    let limit = distance < 0 ? startIndex : endIndex
    guard var index = utf8.index(start, offsetBy: distance, limitedBy: limit) else { return limit }
    while index.samePosition(in: unicodeScalars) == nil { index = utf8.index(before: index) }
    return index
  }
}
