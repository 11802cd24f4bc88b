package import LosslessJSON

/// Changes of one fixture file, interaction by interaction. Parses only the interactions it touches and
/// their neighbours, however large the file is.
package struct FixtureEdit {
  private let path: String
  private let index: FileIndex
  private var inner: [Splice] = []
  private var children: ChildrenEdit
  private var removed: Set<Int> = []
  /// Once it is known.
  private var isASCII: Bool?
  /// How a first interaction is to be laid out, and the indentation of its first line.
  private var first: (layout: JSONLayout, indentation: [UInt8])?

  /// - Throws: ``FixtureError/notAFixture(path:reason:)`` for a file that holds no interactions to edit.
  package init(_ path: String, _ index: FileIndex) throws(FixtureError) {
    self.path = path
    self.index = index
    guard let array = index.places.interactions else {
      throw .notAFixture(path: path, reason: "it has no array of interactions")
    }
    // Between two interactions stands what separates others; of fewer the text around them tells.
    var spacing = ChildrenEdit.Spacing(comma: JSONLayout.python.comma)
    if index.count == 0 {
      let document = try Self.document(0..<index.stamp.size, path, index)
      let layout = JSONLayout(of: document)
      let indentation = Array(document.indentation(at: array.lowerBound))
      spacing = ChildrenEdit.Spacing(layout, indentation: indentation)
      first = (layout, indentation + (layout.indentation ?? []))
    } else if index.count == 1 {
      let only = try Self.document(index[0].range, path, index)
      spacing = ChildrenEdit.Spacing(comma: JSONLayout(of: only).comma)
    }
    children = ChildrenEdit(
      ChildrenEdit.Container(range: array, children: index.records.map(\.range)),
      spacing: spacing)
  }

  /// Takes an interaction out, with the one comma that it owned.
  package mutating func remove(_ position: Int) {
    removed.insert(position)
    children.remove(position)
  }

  /// Changes members of an interaction. It may not be removed as well.
  /// - Parameter change: is given the interaction and the edit of its document.
  package mutating func change(
    _ position: Int, _ change: (Interaction, inout JSONEdit) -> Void
  ) throws(FixtureError) {
    let (document, offset) = try self.document(position)
    var layout = JSONLayout(of: document)
    layout.escapesNonASCII = try escapesNonASCII()
    var edit = JSONEdit(document, layout: layout)
    change(Interaction(object: document.root, fileProvider: index.provider), &edit)
    inner += edit.splices.moved(by: offset)
  }

  /// Puts an interaction in, byte for byte.
  /// - Parameter position: that of the old interaction it stands before; their number for the end.
  package mutating func insert(verbatim interaction: [UInt8], before position: Int) {
    children.insert(interaction, before: min(position, index.count))
  }

  /// Puts an interaction in, laid out as its neighbours are.
  package mutating func insert(
    _ interaction: JSONValue, before position: Int
  ) throws(FixtureError) {
    let (layout, indentation) = if let first { first } else { try layout(near: position) }
    insert(
      verbatim: PythonJSON.text(of: interaction, in: layout, indentation: indentation),
      before: position)
  }

  private mutating func layout(
    near position: Int
  ) throws(FixtureError) -> (layout: JSONLayout, indentation: [UInt8]) {
    let neighbour = try document(min(position, index.count - 1)).document
    var layout = JSONLayout(of: neighbour)
    layout.escapesNonASCII = try escapesNonASCII()
    return (layout, Array(neighbour.indentation(at: neighbour.root.range.lowerBound)))
  }

  /// What is to become of the file.
  package func fileChange() throws(FixtureError) -> FileChange {
    let splices = try children.splices { range throws(FixtureError) in
      try FixtureReader.bytes(range, of: index, at: path)
    }
    return FileChange(
      path: path,
      .edit((inner + splices).sorted { $0.range.lowerBound < $1.range.lowerBound }),
      expected: index.stamp,
      removed: removed.sorted().map { RemovedInteraction(index[$0]) })
  }

  /// An interaction as a document that begins with the white space its line begins with, and how much
  /// further on everything in it stands in the file.
  private func document(
    _ position: Int
  ) throws(FixtureError) -> (document: JSONDocument, offset: Int) {
    let range = index[position].range
    let before = try FixtureReader.bytes(
      max(0, range.lowerBound - 256)..<range.lowerBound, of: index, at: path)
    let line = before[(before.lastIndex(of: 0x0a).map { $0 + 1 } ?? before.count)...]
    let indentation = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return (
      try Self.document(range, path, index, after: Array(indentation)),
      range.lowerBound - indentation.count
    )
  }

  private static func document(
    _ range: Range<Int>, _ path: String, _ index: FileIndex, after indentation: [UInt8] = []
  ) throws(FixtureError) -> JSONDocument {
    let bytes = try FixtureReader.bytes(range, of: index, at: path)
    do throws(JSONSyntaxError) {
      return try JSONDocument(indentation + bytes)
    } catch { throw .syntax(path: path, error) }
  }

  /// Whether the whole file has nothing outside ASCII: as Python writes it.
  private mutating func escapesNonASCII() throws(FixtureError) -> Bool {
    if let isASCII { return isASCII }
    var isASCII = true
    try ReadableFile(path).forEachPiece(of: 0..<index.stamp.size) { bytes in
      if isASCII { isASCII = bytes.allSatisfy { $0 < 0x80 } }
    }
    self.isASCII = isASCII
    return isASCII
  }
}
