import LosslessJSON

/// Taking in deltas by the rules of `accumulate_delta` in OpenAI's Python SDK: strings are joined,
/// objects folded member by member, elements with an `index` folded into the element of that index,
/// other elements appended. `null` changes nothing.
///
/// It differs where the SDK's result is of no use. A number replaces a number (the SDK adds them); a
/// value of another kind replaces too (the SDK raises an error); members that name a thing rather
/// than grow (``DraftObject/stated``) are not joined when a server repeats them in every chunk.
extension Draft {
  /// Nesting up to which deltas are folded; deeper ones replace what is there. Real deltas nest
  /// four deep, and folding takes stack.
  private static let deepestFold = 24

  mutating func fold(_ delta: JSONValue, depth: Int = 0) {
    switch delta.kind {
    case .null: return
    case .string:
      if var pieces = takeString() {
        pieces.append(delta)
        self = .joined(pieces)
        return
      }
    case .object where depth < Self.deepestFold:
      if var object = takeObject() {
        object.fold(delta, depth: depth + 1)
        self = .object(object)
        return
      }
    case .array where depth < Self.deepestFold:
      // Even the first array is folded: it may hold several pieces of one element.
      var array = takeArray() ?? DraftArray()
      for element in delta.elements { array.fold(element, depth: depth + 1) }
      self = .array(array)
      return
    case .object, .array, .integer, .real, .nonFinite, .boolean: break
    }
    self = .value(delta)
  }
}

extension DraftObject {
  /// Members that are said, not streamed: a later one replaces an earlier one, unless it is empty.
  private static let stated: Set<String> = ["format", "id", "index", "role", "type"]

  mutating func fold(_ delta: JSONValue, depth: Int = 0) {
    for (name, value) in delta.distinctMembers {
      if !Self.stated.contains(name) {
        update(name) { $0.fold(value, depth: depth) }
      } else if self[name] == nil || value.kind != .string || value.contentLength > 0 {
        replace(name, by: value)
      }
    }
  }
}
