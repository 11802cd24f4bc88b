import LLMWire
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Settings of a library` {
  private func settings(_ text: String) throws -> LibrarySettings {
    try LibrarySettings(Array(text.utf8), path: "llm-mock.json")
  }

  @Test func `match fields for all, by endpoint, and by file`() throws {
    let settings = try settings(
      """
      {"match_on": {"POST /v1/messages": ["model", "system"]},
       "overrides": [{"files": "chat/*", "match_on": ["messages"]},
                     {"files": "chat/special*", "match_on": ["model"]}]}
      """)
    #expect(settings.matchRules(for: "a.json").fields(for: .messages) == ["model", "system"])
    #expect(settings.matchRules(for: "a.json").fields(for: .chatCompletions) == nil)
    #expect(
      settings.matchRules(for: "a.json").fields(for: Endpoint("POST /v1/messages?beta=true"))
        == ["model", "system"])
    #expect(settings.matchRules(for: "chat/a.json").fields(for: .messages) == ["messages"])
    #expect(settings.matchRules(for: "chat/special.json").fields(for: .messages) == ["model"])
    #expect(try self.settings("{}").hasMatchRules == false)
    // A plain list is about the two endpoints that the Python package knows.
    let plain = try self.settings(#"{"match_on": ["model"]}"#).matchRules(for: "a.json")
    #expect(
      plain.fields(for: .chatCompletions) == ["model"] && plain.fields(for: .responses) == nil)
  }

  @Test(arguments: [
    ("{\n  \"match_on\": \"model\"\n}", "2:15"), (#"{"match_on": []}"#, "1:14"),
    (#"{"match_on": [1]}"#, "1:15"), ("[]", "1:1"), ("{", "1:2"),
    (#"{"filters": {"x": "a |"}}"#, "1:19"),
    (#"{"volatile": ["id"]}"#, "1:15"), (#"{"repeats": "often"}"#, "1:13"),
    (#"{"old_after_days": "many"}"#, "1:20"), (#"{"redact": {"patterns": ["("]}}"#, "1:26"),
    (#"{"overrides": [{"match_on": ["model"]}]}"#, "1:16"), (#"{"protect": {}}"#, "1:13"),
    (#"{"match_on": ["$foo"]}"#, "1:14"), (#"{"redact": {"patterns": ["a*"]}}"#, "1:26"),
    (#"{"protect": ["a.json#2"]}"#, "1:14"), ("{\"protect\": [\"#\"]}", "1:14"),
    (#"{"retired_models": {"m": "soon"}}"#, "1:26"), (#"{"old_after_days": 0}"#, "1:20"),
    (#"{"match_on": ["model", ""]}"#, "1:14"), (#"{"match_on": {"messages": ["model"]}}"#, "1:15"),
  ])
  func `a mistake is told with its line and column`(text: String, place: String) throws {
    #expect {
      try settings(text)
    } throws: { error in
      "\(error)".hasPrefix("llm-mock.json:\(place): ")
    }
  }

  @Test func `members that mean nothing are told and left alone`() throws {
    let text = """
      {
      "match-on": 1,
      "volatile": ["$.id"],
      "redact": {"allow": ["aws key",
      "aws keys"]}}
      """
    #expect(
      try settings(text).notes == [
        "llm-mock.json:2: 'match-on' means nothing to llm-mock",
        "llm-mock.json:5: 'aws keys' means nothing to llm-mock",
      ])
  }

  // MARK: - The root

  @Test func `the root is the nearest folder with settings, not above the work tree`() throws {
    try withTemporaryFolder { folder in
      for name in ["repo/.git", "repo/tests/fixtures/chat", "repo/other", "outside/deep"] {
        try folder.makeFolder(name)
      }
      func root(_ path: String) throws -> String {
        try LibraryRoot(of: folder(path)).path
          .replacing(try RealPath.of(folder.path) + "/", with: "")
      }
      try folder.write("{}", to: "repo/tests/fixtures/chat/a.json")
      #expect(try root("repo/tests/fixtures/chat/a.json") == "repo/tests/fixtures/chat")
      #expect(try root("repo/tests/fixtures") == "repo/tests/fixtures")
      try folder.write("{}", to: "repo/tests/fixtures/llm-mock.json")
      #expect(try root("repo/tests/fixtures/chat/a.json") == "repo/tests/fixtures")
      #expect(try root("repo/tests/fixtures/chat") == "repo/tests/fixtures")
      #expect(try root("repo/other") == "repo/other")
      try folder.makeFolder("repo/.llm-mock")
      #expect(try root("repo/other") == "repo")
      // Outside git, only the folder itself.
      try folder.write("{}", to: "outside/llm-mock.json")
      #expect(try root("outside") == "outside" && root("outside/deep") == "outside/deep")
      try folder.write("{}", to: "llm-mock.json")
      #expect(try root("repo/other") == "repo")
    }
  }

  @Test func `a file goes by the nearest library, whichever folder is named`() throws {
    try withTemporaryFolder { folder in
      let outer = #"{"match_on": ["model"], "x": 1}"#
      try folder.write(outer, to: "llm-mock.json")
      try folder.write(#"{"match_on": ["system"]}"#, to: "a/deep/llm-mock.json")
      try folder.write("{ ", to: "b/llm-mock.json")
      let files = ["a/f.json", "a/deep/f.json", "a/deep/er/f.json", "a/deeper/f.json", "b/f.json"]
      for file in files { try folder.write("{}", to: file) }
      for name in [".git", "c/.llm-mock"] { try folder.makeFolder(name) }
      let listing = try LibraryListing(of: folder.path)
      #expect(listing.libraries == ["a/deep", "b", "c"])
      let libraries = try Libraries(of: folder.path, listing)
      #expect(libraries.all.count == 4)
      let fields = files.map { libraries[$0].rules(for: folder($0)).fields(for: .messages) }
      #expect(fields == [["model"], ["system"], ["system"], ["model"], nil])
      #expect(libraries["b/f.json"].problem != nil)
      // As when it is named itself.
      for file in files {
        #expect(try Library(of: folder(file)).root == libraries[file].root)
      }
    }
  }
}
