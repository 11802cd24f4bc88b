/// Changes of a document, each of which touches its own span only.
///
/// New values are laid out as what they stand beside, with the spelling of Python's `json.dumps`:
/// what is put into a file that Python wrote is what Python would have put there. A change may not
/// lie inside what another one replaces or removes.
package struct JSONEdit {
  private let document: JSONDocument
  private let layout: JSONLayout
  private var replaced: [Splice] = []
  private var children: [Int: ChildrenEdit] = [:]

  /// - Parameter layout: that of the text the document is a part of; its own where it is whole.
  package init(_ document: JSONDocument, layout: JSONLayout? = nil) {
    self.document = document
    self.layout = layout ?? JSONLayout(of: document)
  }

  /// Puts another value in the place of one.
  package mutating func replace(_ value: JSONValue, with new: JSONValue) {
    var layout = JSONLayout(of: value, else: layout)
    if value.children.isEmpty, document.isOnOneLine(around: value) { layout.indentation = nil }
    let indentation = Array(document.indentation(at: value.range.lowerBound))
    replaced.append(
      Splice(value.range, PythonJSON.text(of: new, in: layout, indentation: indentation)))
  }

  /// Sets a member: the one that counts where there is one of that name, else a new one.
  /// - Parameter neighbour: the name of the member after which a new one stands; nil for the end.
  package mutating func set(
    _ name: String, to new: JSONValue, in object: JSONValue, after neighbour: String? = nil
  ) {
    if let old = object.member(name) { return replace(old, with: new) }
    let position = object.members.map(\.name).lastIndex { $0 == neighbour }.map { $0 + 1 }
    let layout = layoutOfChildren(of: object)
    var text: [UInt8] = []
    PythonJSON.append(name, escapesNonASCII: layout.escapesNonASCII, to: &text)
    text += layout.colon
    text += PythonJSON.text(of: new, in: layout, indentation: indentationOfChildren(of: object))
    insert(text, at: position, of: object)
  }

  /// Inserts an element.
  /// - Parameter position: that of the old element it stands before; nil for the end.
  package mutating func insert(
    _ new: JSONValue, before position: Int? = nil, in array: JSONValue
  ) {
    let text = PythonJSON.text(
      of: new, in: layoutOfChildren(of: array), indentation: indentationOfChildren(of: array))
    insert(text, at: position, of: array)
  }

  /// Removes every member of that name.
  package mutating func remove(_ name: String, from object: JSONValue) {
    for (position, member) in object.members.enumerated() where member.name == name {
      edit(object) { $0.remove(position) }
    }
  }

  /// Removes an element.
  package mutating func remove(_ position: Int, from array: JSONValue) {
    edit(array) { $0.remove(position) }
  }

  /// What is to be done to the text, in its order.
  package var splices: [Splice] {
    (replaced + children.values.flatMap { $0.splices { Array(document.bytes[$0]) } })
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  // MARK: - Children

  private mutating func insert(_ text: [UInt8], at position: Int?, of container: JSONValue) {
    let end = container.children.count
    edit(container) { $0.insert(text, before: position ?? end) }
  }

  private mutating func edit(_ container: JSONValue, _ change: (inout ChildrenEdit) -> Void) {
    var edit =
      children[container.id]
      ?? ChildrenEdit(
        ChildrenEdit.Container(range: container.range, children: container.children),
        spacing: spacing(in: container))
    change(&edit)
    children[container.id] = edit
  }

  private func spacing(in container: JSONValue) -> ChildrenEdit.Spacing {
    let layout = layoutOfChildren(of: container)
    if isOnOneLine(container) { return ChildrenEdit.Spacing(comma: layout.comma) }
    return ChildrenEdit.Spacing(
      layout, indentation: Array(document.indentation(at: container.range.lowerBound)))
  }

  /// Whether new children go on the line of their container.
  private func isOnOneLine(_ container: JSONValue) -> Bool {
    guard let first = container.children.first else {
      return document.isOnOneLine(around: container)
    }
    let lead = document.bytes[container.range.lowerBound + 1..<first.lowerBound]
    return !lead.contains(0x0a)
  }

  /// The layout of values in a container: that of those which are there.
  private func layoutOfChildren(of container: JSONValue) -> JSONLayout {
    var layout = JSONLayout(of: container, else: layout)
    if isOnOneLine(container) {
      layout.indentation = nil
    } else {
      let values = Array(container.elements) + container.members.map(\.value)
      if let example = values.first(where: { !$0.children.isEmpty }) {
        let colon = layout.colon
        layout = JSONLayout(of: example, else: layout)
        if container.kind == .object { layout.colon = colon }
      }
    }
    return layout
  }

  private func indentationOfChildren(of container: JSONValue) -> [UInt8] {
    let own = Array(document.indentation(at: container.range.lowerBound))
    guard let first = container.children.first else {
      return isOnOneLine(container) ? own : own + (layout.indentation ?? [])
    }
    let lead = document.bytes[container.range.lowerBound + 1..<first.lowerBound]
    return lead.contains(0x0a) ? Array(lead.lastLine) : own
  }
}

extension JSONDocument {
  /// Whether the container around a value has its children on one line. A value with nothing around
  /// it stands in a text of lines, as far as that tells.
  fileprivate func isOnOneLine(around value: JSONValue) -> Bool {
    var parent = root
    while parent.id != value.id {
      let values = Array(parent.elements) + parent.members.map(\.value)
      guard let child = values.first(where: { ($0.id..<$0.id + $0.subtreeSize).contains(value.id) })
      else { return false }
      if child.id == value.id {
        let first = parent.children[0]
        return !bytes[parent.range.lowerBound + 1..<first.lowerBound].contains(0x0a)
      }
      parent = child
    }
    return false
  }
}
