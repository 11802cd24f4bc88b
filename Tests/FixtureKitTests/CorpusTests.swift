import FixtureKit
import Foundation
import LLMWire
import LosslessJSON
import Testing

/// Reads every fixture file below the folder that the environment variable `CORPUS` names, say one
/// of real recordings. The sample library is always read.
@Suite struct `A whole corpus` {
  private static let corpus = ProcessInfo.processInfo.environment["CORPUS"]

  @Test(.enabled(if: corpus != nil, "set CORPUS to a folder of fixture files"))
  func `loads, matches its hashes and is listed as it is read`() throws {
    let folder = try #require(Self.corpus)
    let paths = try LibraryListing(of: folder).paths
    try #require(!paths.isEmpty)
    for path in paths { try check(folder + "/" + path) }
  }

  @Test(arguments: try `The sample library`.fixtures())
  func `or the sample library is listed as it is read`(file: String) throws {
    let path = packageRoot + "Fixtures/library/" + file
    let index = try FileIndexer().index(path)
    for position in 0..<index.count {
      expectAgreement(
        index[position], try FixtureReader.interaction(position, of: index, at: path), path)
    }
  }

  private func check(_ path: String) throws {
    let index = try FileIndexer().index(path)
    #expect(index.faults.isEmpty, "\(path)")
    #expect(index.count > 0, "\(path)")
    let document = try JSONDocument(try bytes(ofFile: path))
    #expect(document.root["interactions"]?.elements.map(\.range) == index.ranges, "\(path)")
    for position in 0..<index.count {
      let listed = index[position]
      let read = try FixtureReader.interaction(position, of: index, at: path)
      #expect(read.keyState() == .matches, "\(path)#\(position + 1)")
      #expect(!listed.preview.isEmpty, "\(path)#\(position + 1)")
      #expect(listed.faults.isEmpty, "\(path)#\(position + 1)")
      expectAgreement(listed, read, path)
    }
  }

  private func expectAgreement(_ listed: IndexedInteraction, _ read: Interaction, _ path: String) {
    let place = "\(path)#\(listed.position + 1)"
    #expect(listed.hash == read.hash ?? "", "\(place)")
    #expect(listed.model == read.modelAsListed, "\(place)")
    #expect(listed.recordedAt == read.recordedAt ?? "", "\(place)")
    #expect(listed.isStreamed == read.isStreamed, "\(place)")
    #expect(listed.endpoint == read.endpoint, "\(place)")
    #expect(listed.provider == read.provider, "\(place)")
    #expect(
      listed.preview == read.request.map { Preview.line(lastUserTurnOf: $0, limit: 160) } ?? "",
      "\(place)")
  }
}

extension FileIndex {
  var ranges: [Range<Int>] { (0..<count).map { self[$0].range } }
}

extension Interaction {
  /// The model as a list shows it.
  var modelAsListed: String {
    guard let model else { return "?" }
    return model.string ?? (model.isNull ? "None" : model.sourceText)
  }
}
