import Foundation
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Listing a library` {
  @Test func `finds JSON files at every depth in bytewise order`() throws {
    try withTemporaryFolder { folder in
      let paths = [
        "B.json", "a-b.json", "a.json", "a/b.json", "a/b/c.json", "a0.json", "e\u{301}.json",
        "f.json", "z/é.json", "é.json",
        "😀.json",
      ]
      for path in paths.shuffled() { try folder.write("", to: path) }
      #expect(try LibraryListing(of: folder.path).paths == paths)
    }
  }

  @Test func `leaves out what is no fixture file by its name`() throws {
    try withTemporaryFolder { folder in
      for name in [
        "a.JSON", "a.jsonl", "json", "b.json.bak", "c.txt", ".hidden.json", "llm-mock.json",
        "sub/llm-mock.json", "sub/llm-mock.json.json",
      ] {
        try folder.write("", to: name)
      }
      try folder.makeFolder("folder.json")
      #expect(try LibraryListing(of: folder.path).paths == ["sub/llm-mock.json.json"])
    }
  }

  @Test func `counts hidden folders and does not enter them`() throws {
    try withTemporaryFolder { folder in
      try folder.write("", to: ".git/a.json")
      try folder.write("", to: "sub/.cache/.deep/a.json")
      try folder.link(".link", to: "sub")
      let listing = try LibraryListing(of: folder.path)
      #expect(listing.paths.isEmpty)
      #expect(listing.hiddenFolders == 2)
    }
  }

  @Test func `follows a link to a file`() throws {
    try withTemporaryFolder { folder in
      try folder.write("", to: "data/real.txt")
      try folder.link("link.json", to: "data/real.txt")
      #expect(try LibraryListing(of: folder.path).paths == ["link.json"])
    }
  }

  @Test func `lists a link to nowhere, which cannot be read`() throws {
    try withTemporaryFolder { folder in
      try folder.link("gone.json", to: "nowhere")
      try folder.link("loop.json", to: "loop.json")
      try folder.link("gone.txt", to: "nowhere")
      #expect(try LibraryListing(of: folder.path).paths == ["gone.json", "loop.json"])
    }
  }

  @Test func `lists no link to nowhere that would not be listed as a file`() throws {
    try withTemporaryFolder { folder in
      try folder.link(".gone.json", to: "nowhere")
      try folder.link("llm-mock.json", to: "nowhere")
      #expect(try LibraryListing(of: folder.path).paths == [])
    }
  }

  @Test func `follows a link to a folder outside`() throws {
    try withTemporaryFolder { folder in
      try folder.write("", to: "outside/a.json")
      try folder.makeFolder("library")
      try folder.link("library/in", to: "../outside")
      #expect(try LibraryListing(of: folder("library")).paths == ["in/a.json"])
    }
  }

  @Test func `enters a folder that is linked to from within it once`() throws {
    try withTemporaryFolder { folder in
      try folder.write("", to: "a/b/c.json")
      try folder.link("a/b/up", to: "../..")
      try folder.link("a/self", to: ".")
      let listing = try LibraryListing(of: folder.path)
      #expect(listing.paths == ["a/b/c.json"])
      #expect(listing.repeatedFolders == 2)
    }
  }

  /// The order in which a file system gives names is nobody's business.
  @Test func `names a folder by its own path rather than by a link's`() throws {
    try withTemporaryFolder { folder in
      for number in 10..<30 {
        try folder.write("", to: "real\(number)/a.json")
        try folder.link("link\(number)", to: "real\(number)")
        try folder.link("zlink\(number)", to: "real\(number)")
      }
      let listing = try LibraryListing(of: folder.path)
      #expect(listing.paths == (10..<30).map { "real\($0)/a.json" })
      #expect(listing.repeatedFolders == 40)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `leaves out pipes`() throws {
    try withTemporaryFolder { folder in
      try #require(mkfifo(folder("pipe.json"), 0o600) == 0)
      #expect(try LibraryListing(of: folder.path).paths.isEmpty)
    }
  }

  @Test func `counts names that are not UTF-8`() throws {
    try withTemporaryFolder { folder in
      try folder.write("", to: "a.json")
      let name = (Array(folder.path.utf8) + [0x2f, 0xff] + Array(".json".utf8) + [0])
        .map { CChar(bitPattern: $0) }
      let descriptor = open(name, O_CREAT | O_WRONLY, 0o600)
      try #require(descriptor >= 0)
      close(descriptor)
      let listing = try LibraryListing(of: folder.path)
      #expect(listing.paths == ["a.json"])
      #expect(listing.unreadableNames == 1)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `goes on beside a folder that cannot be read`() throws {
    try withTemporaryFolder { folder in
      try folder.write("", to: "a/closed/x.json")
      try folder.write("", to: "b.json")
      chmod(folder("a/closed"), 0)
      defer { chmod(folder("a/closed"), 0o700) }
      let listing = try LibraryListing(of: folder.path)
      #expect(listing.paths == ["b.json"])
      #expect(listing.unreadableFolders == ["a/closed"])
    }
  }

  @Test func `an empty folder is an empty library`() throws {
    try withTemporaryFolder { folder in
      let listing = try LibraryListing(of: folder.path)
      #expect(listing.paths.isEmpty)
    }
  }

  @Test func `a missing folder is not found`() {
    #expect(throws: FixtureError.notFound(path: "/nowhere/at/all/")) {
      try LibraryListing(of: "/nowhere/at/all")
    }
  }

  @Test func `a file is no folder`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write("", to: "a.json")
      let error = #expect(throws: FixtureError.self) { try LibraryListing(of: path) }
      #expect(error?.description == "cannot read \(path): a part of the path is not a folder")
    }
  }
}
