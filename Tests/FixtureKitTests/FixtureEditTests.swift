import Foundation
import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Editing a fixture file` {
  /// What an edit makes of a text.
  private func edited(
    _ text: String, _ change: (inout FixtureEdit) throws -> Void
  ) throws -> String {
    try withTemporaryFolder { folder in
      let path = try folder.write(text, to: "a.json")
      var edit = try FixtureEdit(path, try FileIndexer().index(path))
      try change(&edit)
      return String(
        decoding: try splices(of: edit).applied(to: Array(text.utf8)), as: UTF8.self)
    }
  }

  private func splices(of edit: FixtureEdit) throws -> [Splice] {
    guard case .edit(let splices) = try edit.fileChange().kind else { return [] }
    return splices
  }

  @Test func `an interaction goes with its comma and nothing else`() throws {
    let text = fixtureText(interactionText(hash: "a"), interactionText(hash: "b"))
    #expect(try edited(text) { $0.remove(0) } == fixtureText(interactionText(hash: "b")))
    #expect(try edited(text) { $0.remove(1) } == fixtureText(interactionText(hash: "a")))
    #expect(
      try edited(text) { edit in
        edit.remove(0)
        edit.remove(1)
      } == fixtureText())
  }

  @Test func `a new interaction in a file of Python's is what Python would have written`() throws {
    let request = #"{"model": "m\u00e9", "messages": []}"#
    let new = try json(interactionText(hash: "new", request: request))
    for count in 0..<3 {
      let interactions = (0..<count).map { interactionText(hash: "h\($0)") }
      func file(_ interactions: [String]) throws -> String {
        let text =
          #"{"version": "2.0", "provider": "openai", "interactions": ["#
          + interactions.joined(separator: ",") + "]}"
        return String(decoding: PythonJSON.text(of: try json(text), in: .python), as: UTF8.self)
      }
      let result = try edited(try file(interactions)) { try $0.insert(new, before: count) }
      #expect(
        try result == file(interactions + [interactionText(hash: "new", request: request)]))
    }
  }

  @Test func `a member changes within its interaction`() throws {
    let text = fixtureText(interactionText(hash: "a"), interactionText(hash: "b"))
    let result = try edited(text) { edit in
      try edit.change(1) { interaction, edit in
        if let hash = try? json(#""other""#) { edit.set("hash", to: hash, in: interaction.object) }
        if let fields = try? json(#"["model"]"#) {
          edit.set("match_on", to: fields, in: interaction.object)
        }
      }
    }
    #expect(
      result
        == fixtureText(
          interactionText(hash: "a"),
          interactionText(hash: "other", more: #", "match_on": ["model"]"#)))
  }

  @Test func `a file without an array of interactions is not edited`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(#"{"provider": "openai"}"#, to: "a.json")
      #expect(throws: FixtureError.self) {
        try FixtureEdit(path, try FileIndexer().index(path))
      }
    }
  }

  // MARK: - In every style

  @Test(arguments: DocumentMaker.Style.allCases)
  func `touches its own span only, and back gives the same bytes`(
    style: DocumentMaker.Style
  ) throws {
    try withTemporaryFolder { folder in
      for seed in 0..<60 as Range<UInt64> {
        var maker = DocumentMaker(style, seed: seed)
        let path = try folder.write(maker.fixture(), to: "a.json")
        try checkEdits(path, try bytes(ofFile: path))
      }
    }
  }

  @Test(arguments: try LibraryListing(of: packageRoot + "Fixtures/library").paths)
  func `so it is with the sample library`(name: String) throws {
    let path = packageRoot + "Fixtures/library/" + name
    try checkEdits(path, try bytes(ofFile: path))
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["CORPUS"] != nil,
      "set CORPUS to a folder of fixture files"))
  func `and with a whole corpus`() throws {
    let corpus = try #require(ProcessInfo.processInfo.environment["CORPUS"])
    for name in try LibraryListing(of: corpus).paths {
      try checkEdits(corpus + "/" + name, try bytes(ofFile: corpus + "/" + name))
    }
  }

  /// Removes each interaction and puts it back, changes a member of each and changes it back.
  private func checkEdits(_ path: String, _ text: [UInt8]) throws {
    guard let index = try? FileIndexer().index(path), index.places.interactions != nil else {
      return
    }
    for position in 0..<index.count {
      var removal = try FixtureEdit(path, index)
      removal.remove(position)
      let cut = try splices(of: removal)
      #expect(cut.count == 1, "\(path)#\(position + 1)")
      let rest = cut.applied(to: text)
      try withTemporaryFolder { folder in
        let other = try folder.write(rest, to: "rest.json")
        let remaining = try FileIndexer().index(other)
        #expect(remaining.count == index.count - 1)
        var insertion = try FixtureEdit(other, remaining)
        insertion.insert(verbatim: Array(text[index[position].range]), before: position)
        // Where nothing is left, nothing tells how a first interaction stood.
        if try index.count > 1 || JSONLayout(of: JSONDocument(text)) == .python {
          #expect(
            try splices(of: insertion).applied(to: rest) == text, "\(path)#\(position + 1)")
        }
      }
      var change = try FixtureEdit(path, index)
      try change.change(position) { interaction, edit in
        if let new = try? json(#""other""#) { edit.set("hash", to: new, in: interaction.object) }
      }
      let set = try splices(of: change)
      guard index[position].faults.isEmpty, let splice = set.first else { continue }
      #expect(set.count == 1 && splice.bytes == Array(#""other""#.utf8))
      #expect(index[position].range.contains(splice.range.lowerBound))
      let changed = set.applied(to: text)
      // The value as it was, put back by another edit of the changed file.
      let old = try JSONDocument(Array(text[index[position].range])).root.member("hash")
      try withTemporaryFolder { folder in
        let other = try folder.write(changed, to: "changed.json")
        var revert = try FixtureEdit(other, try FileIndexer().index(other))
        try revert.change(position) { interaction, edit in
          if let old { edit.set("hash", to: old, in: interaction.object) }
        }
        let reverted = try splices(of: revert).applied(to: changed)
        // Text that Python spells otherwise comes back in Python's spelling.
        let layout = try JSONLayout(of: JSONDocument(text))
        if let old, PythonJSON.text(of: old, in: layout) == Array(old.source) {
          #expect(reverted == text, "\(path)#\(position + 1)")
        } else {
          #expect(
            try PythonJSON.sorted(JSONDocument(reverted).root)
              == PythonJSON.sorted(JSONDocument(text).root))
        }
      }
    }
  }
}
