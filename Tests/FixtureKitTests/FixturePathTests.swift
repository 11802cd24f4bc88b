import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `What a PATH names` {
  /// A folder with these files; names that end in a slash are folders.
  private func withFiles(_ names: String..., body: (TemporaryFolder) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for name in names {
        if name.hasSuffix("/") {
          try folder.makeFolder(name)
        } else {
          try folder.write("", to: name)
        }
      }
      try body(folder)
    }
  }

  private func named(_ text: String) -> Result<FixturePath, FixtureError> {
    Result { () throws(FixtureError) in try FixturePath(text) }
  }

  @Test(arguments: [
    ("chat.json", "chat"), ("chat.json", "chat.json"), ("gpt-4.1-mini.json", "gpt-4.1-mini"),
    ("a.txt.json", "a.txt"), ("ro.JSON.json", "ro.JSON"), ("ro..json", "ro."),
    (".hidden.json", ".hidden"), ("a.json.json", "a.json.json"), ("sub/x.json", "sub/x"),
    ("v1.0/x.test.json", "v1.0/x.test"), (".json", ".json"),
  ])
  func `json is added, never put in the place of a suffix`(file: String, text: String) throws {
    try withFiles(file) { folder in
      #expect(named(folder(text)) == .success(.file(folder(file), note: nil)))
    }
  }

  @Test(arguments: [
    ("gpt-4.json", "gpt-4.1-mini", "gpt-4.1-mini.json"),
    ("missing.json", "missing.txt", "missing.txt.json"),
    ("v1.0/x.json", "v1.0/x.test", "v1.0/x.test.json"), ("ro.json", "ro.JSON", "ro.JSON.json"),
  ])
  func `the Python package's name is meant where only that exists`(
    file: String, text: String, proper: String
  ) throws {
    try withFiles(file) { folder in
      #expect(
        named(folder(text))
          == .success(
            .file(
              folder(file),
              note: "\(folder(proper)) does not exist; \(folder(file)), "
                + "as llm-mock for Python calls it, does")))
    }
  }

  @Test func `the proper name comes first`() throws {
    try withFiles("gpt-4.json", "gpt-4.1-mini.json") { folder in
      #expect(
        named(folder("gpt-4.1-mini"))
          == .success(.file(folder("gpt-4.1-mini.json"), note: nil)))
    }
  }

  /// Measured with Python's `Path.with_suffix`.
  @Test(arguments: [
    ("gpt-4.1", "gpt-4.json"), ("gpt-4.2", "gpt-4.json"), ("v1.0/x.test", "v1.0/x.json"),
    ("missing.txt", "missing.json"), ("ro.JSON", "ro.json"), ("ro.", "ro..json"),
    ("plain", "plain.json"), (".hidden", ".hidden.json"), ("v1.0/plain", "v1.0/plain.json"),
    ("a.b.c", "a.b.json"), ("..x", "..json"), ("x.json", "x.json"),
  ])
  func `the Python package replaces a suffix`(text: String, name: String) {
    #expect(FixturePath.pythonName(text) == name)
  }

  @Test func `an existing folder is a folder, with or without a slash`() throws {
    try withFiles("chat/") { folder in
      #expect(named(folder("chat")) == .success(.folder(folder("chat"))))
      #expect(named(folder("chat/")) == .success(.folder(folder("chat/"))))
    }
  }

  @Test func `a folder whose name ends in json is a folder`() throws {
    try withFiles("chat.json/") { folder in
      #expect(named(folder("chat.json")) == .success(.folder(folder("chat.json"))))
    }
  }

  @Test func `a folder and a file of one name are told apart by the slash and the suffix`() throws {
    try withFiles("chat/", "chat.json") { folder in
      #expect(
        throws: FixtureError.ambiguousPath(folder: folder("chat"), file: folder("chat.json"))
      ) { try FixturePath(folder("chat")) }
      #expect(named(folder("chat/")) == .success(.folder(folder("chat/"))))
      #expect(named(folder("chat.json")) == .success(.file(folder("chat.json"), note: nil)))
    }
  }

  @Test func `a slash at the end asks for a folder`() throws {
    try withFiles("chat.json") { folder in
      #expect(throws: FixtureError.notFound(path: folder("chat/"))) {
        try FixturePath(folder("chat/"))
      }
      #expect(throws: FixtureError.notFound(path: folder("chat.json/"))) {
        try FixturePath(folder("chat.json/"))
      }
    }
  }

  @Test func `nothing there is not found, by the name it should have`() throws {
    try withFiles { folder in
      #expect(throws: FixtureError.notFound(path: folder("gpt-4.1.json"))) {
        try FixturePath(folder("gpt-4.1"))
      }
    }
  }

  @Test func `the empty path names nothing`() {
    #expect(throws: FixtureError.emptyPath) { try FixturePath("") }
  }

  @Test func `a link to a folder is a folder`() throws {
    try withFiles("chat/") { folder in
      try folder.link("link", to: "chat")
      #expect(named(folder("link")) == .success(.folder(folder("link"))))
    }
  }
}

@Suite struct `Splitting a position off a FIXTURE` {
  @Test(
    arguments: [
      ("/nowhere/chat.json#2", "/nowhere/chat.json", 2), ("/nowhere/chat#12", "/nowhere/chat", 12),
      ("/nowhere/a#b#3", "/nowhere/a#b", 3), ("/nowhere/chat", "/nowhere/chat", nil),
      ("/nowhere/chat#", "/nowhere/chat#", nil), ("/nowhere/chat#0", "/nowhere/chat", 0),
      ("/nowhere/chat#-1", "/nowhere/chat#-1", nil), ("/nowhere/chat#x", "/nowhere/chat#x", nil),
      ("/nowhere/chat#1.5", "/nowhere/chat#1.5", nil), ("#3", "#3", nil), ("", "", nil),
      ("/nowhere/chat#99999999999999999999", "/nowhere/chat", .max),
      ("/nowhere/chat#+2", "/nowhere/chat#+2", nil),
    ] as [(String, String, Int?)])
  func `takes a number after the last mark`(text: String, path: String, position: Int?) throws {
    let split = try FixturePath.splitPosition(text)
    #expect(split.path == path)
    #expect(split.position == position)
  }

  @Test(arguments: ["chat#2", "chat.json#2"])
  func `leaves a file of that very name alone`(name: String) throws {
    try withTemporaryFolder { folder in
      let path = try folder.write("", to: name)
      #expect(try FixturePath.splitPosition(path).path == path)
    }
  }

  @Test func `leaves a name alone that the path rule makes a file of`() throws {
    try withTemporaryFolder { folder in
      try folder.write("", to: "chat#2.json")
      #expect(try FixturePath.splitPosition(folder("chat#2")).position == nil)
      // Until it could also be the second interaction of another one.
      try folder.write("", to: "chat.json")
      #expect(throws: FixtureError.self) { try FixturePath.splitPosition(folder("chat#2")) }
      #expect(try FixturePath.splitPosition(folder("chat#2.json")).position == nil)
      #expect(try FixturePath.splitPosition(folder("chat.json#2")).position == 2)
    }
  }
}
