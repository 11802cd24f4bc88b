import FixtureKit
import LosslessJSON
import Testing

/// `Fixtures/library` is what people look at first; some of its files are wrong on purpose.
@Suite struct `The sample library` {
  private static let folder = packageRoot + "Fixtures/library"

  /// Paths of the files that hold interactions.
  static func fixtures() throws -> [String] {
    try LibraryListing(of: folder).paths.filter { !$0.hasPrefix("broken/") }
  }

  /// All but those that show other spellings.
  @Test(arguments: try fixtures().filter { !$0.hasPrefix("formats/") })
  func `a file that Python wrote is what our layout of it gives`(file: String) throws {
    let document = try JSONDocument(try bytes(ofFile: Self.folder + "/" + file))
    #expect(PythonJSON.text(of: document.root, in: .python) == document.bytes)
    #expect(JSONLayout(of: document) == .python)
  }

  @Test(arguments: try fixtures())
  func `every interaction loads, without a fault`(file: String) throws {
    let path = Self.folder + "/" + file
    let index = try FileIndexer().index(path)
    #expect(index.faults.isEmpty)
    for position in 0..<index.count {
      #expect(index[position].faults.isEmpty)
      let interaction = try FixtureReader.interaction(position, of: index, at: path)
      #expect(interaction.hash == index[position].hash)
    }
  }

  @Test(arguments: try fixtures())
  func `hashes are right, but for the ones that are meant to be wrong`(file: String) throws {
    let path = Self.folder + "/" + file
    let index = try FileIndexer().index(path)
    let findings = try FileChecker.findings(of: index, at: path)
    for (position, found) in findings.enumerated() {
      let expected: InteractionFindings =
        switch "\(file)#\(position + 1)" {
        case "legacy/edited-by-hand.json#2": .mismatch
        case "legacy/resaved-by-python.json#1": .unverifiable
        case "legacy/recorded-twice.json#3": .duplicate
        default: []
        }
      #expect(found == expected, "#\(position + 1)")
    }
  }

  @Test(arguments: [
    ("empty", "the file is empty"),
    (
      "interrupted-write",
      "the text ends where the closing quote of a string was expected "
        + "(line 77, column 69, byte 2271)"
    ),
    (
      "merge-conflict",
      "expected a member name in double quotes, found '<' (line 19, column 1, byte 460)"
    ),
  ])
  func `broken files say why`(name: String, reason: String) throws {
    let path = Self.folder + "/broken/\(name).json"
    let error = #expect(throws: FixtureError.self) { try FileIndexer().index(path) }
    #expect(error?.reason == reason)
  }

  @Test func `settings of another program are no fixture file`() {
    let path = Self.folder + "/broken/not-a-fixture.json"
    #expect(
      throws: FixtureError.notAFixture(
        path: path, reason: "it has neither interactions nor a provider")
    ) { try FileIndexer().index(path) }
  }

  @Test func `holds what SOURCES.md says`() throws {
    let listing = try LibraryListing(of: Self.folder)
    #expect(listing.paths.count == 57)
    #expect(listing.paths.filter { $0.hasPrefix("broken/") }.count == 4)
  }
}
