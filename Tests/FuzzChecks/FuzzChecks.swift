import LosslessJSON

/// What must hold for any bytes at all: of reading them, and of editing them where they are JSON.
package enum FuzzChecks {
  /// A sentence about what does not hold; nil where all does.
  package static func complaint(about input: [UInt8]) -> String? {
    // The first bytes choose the edit, so that a text can be tried with each.
    guard input.count > 2, let document = try? JSONDocument(Array(input.dropFirst(2))) else {
      return nil
    }
    return complaint(about: document) ?? complaint(about: document, choice: input)
  }

  private static func complaint(about document: JSONDocument) -> String? {
    let values = (0..<document.root.subtreeSize).compactMap { document.value(id: $0) }
    var end = 0
    for value in values where value.children.isEmpty {
      if value.range.lowerBound < end { return "values overlap at \(end)" }
      end = value.range.upperBound
    }
    let canonical = PythonJSON.sorted(document.root)
    guard let again = try? JSONDocument(canonical) else { return "canonical text is no JSON" }
    if PythonJSON.sorted(again.root) != canonical { return "canonical text is not its own" }
    for layout in [JSONLayout.python, JSONLayout(of: document)] {
      let text = PythonJSON.text(of: document.root, in: layout)
      guard let laidOut = try? JSONDocument(text) else { return "laid out text is no JSON" }
      if PythonJSON.sorted(laidOut.root) != canonical { return "laying out changes the value" }
    }
    return nil
  }

  private static func complaint(about document: JSONDocument, choice: [UInt8]) -> String? {
    let containers = (0..<document.root.subtreeSize).compactMap { document.value(id: $0) }
      .filter { $0.kind == .object || $0.kind == .array }
    guard !containers.isEmpty else { return nil }
    let container = containers[Int(choice[0]) % containers.count]
    let count = container.children.count
    let position = count == 0 ? 0 : Int(choice[1] >> 2) % count
    let new = JSONLiteral.object([("new", .array([.string("é"), .null]))]).value
    var edit = JSONEdit(document)
    switch (container.kind, choice[1] & 3) {
    case (.object, 0): edit.set("added", to: new, in: container)
    case (.object, 1):
      guard let member = Array(container.members).dropFirst(position).first else { return nil }
      edit.remove(member.name, from: container)
    case (.object, _):
      guard let member = Array(container.members).dropFirst(position).first else { return nil }
      edit.replace(member.value, with: new)
    case (_, 0): edit.insert(new, before: position, in: container)
    case (_, 1) where count > 0: edit.remove(position, from: container)
    case (_, 2):
      guard let element = container[position] else { return nil }
      edit.replace(element, with: new)
    default: edit.insert(new, in: container)
    }
    let splices = edit.splices
    let edited = splices.applied(to: document.bytes)
    guard let changed = try? JSONDocument(edited) else {
      return "an edit makes something that is no JSON"
    }
    // What is put beside others and taken away again leaves the others as they were.
    if count > 0, let fuller = changed.value(id: container.id), fuller.children.count == count + 1 {
      var removal = JSONEdit(changed)
      switch (container.kind, choice[1] & 3) {
      case (.object, _): removal.remove("added", from: fuller)
      case (_, 0): removal.remove(position, from: fuller)
      default: removal.remove(count, from: fuller)
      }
      if removal.splices.applied(to: edited) != document.bytes {
        return "an insertion cannot be taken back"
      }
    }
    let isInside = splices.allSatisfy {
      container.range.lowerBound <= $0.range.lowerBound
        && $0.range.upperBound <= container.range.upperBound
    }
    return isInside ? nil : "an edit reaches beyond its container"
  }
}
