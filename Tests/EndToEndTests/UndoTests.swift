import Foundation
import LosslessJSON
import TestSupport
import Testing

@Suite("llm-mock takes back what it did, and knows what it did it to")
struct UndoTests {
  private typealias Scene = ChangingScene

  @Test("One file by several names is changed once")
  func changesOnce() throws {
    let scene = try Scene()
    let name = "legacy/edited-by-hand"
    try scene.folder.link("library/legacy/latest.json", to: "edited-by-hand.json")
    let result = try scene("rehash", "legacy", name, "./legacy//edited-by-hand.json", "--yes")
    #expect(result.status == 0 && result.text.contains("Changed 1 hash in 1 file"))
    let both = try scene("clear", "\(name)#1", "./\(name)#2", "legacy/latest#3", "--yes")
    #expect(both.status == 0)
    let root = try JSONDocument(try scene.bytes(name + ".json")).root
    #expect(root["interactions"]?.sourceText == "[]")
    _ = try scene("undo")
    _ = try scene("undo")
    #expect(
      try scene.bytes(name + ".json") == Repository.bytes(of: "Fixtures/library/\(name).json"))
  }

  @Test("Names that Unicode takes for one are two files")
  func tellsNames() throws {
    let scene = try Scene()
    let text = String(decoding: try scene.bytes("chat/two-personas.json"), as: UTF8.self)
    for name in ["caf\u{e9}", "cafe\u{301}"] {
      try scene.folder.write(text, to: "library/\(name).json")
    }
    #expect(try scene("clear", "caf\u{e9}#1", "cafe\u{301}#2", "--yes").status == 0)
    for name in ["caf\u{e9}", "cafe\u{301}"] {
      let root = try JSONDocument(try scene.bytes(name + ".json")).root
      #expect(root["interactions"]?.children.count == 1)
    }
  }

  @Test("A command over several libraries happens to all or to none, and is one to undo")
  func changesLibraries() throws {
    let scene = try Scene()
    for name in ["chat", "legacy"] {
      try scene.folder.write("{}", to: "library/\(name)/llm-mock.json")
    }
    let before = try scene.contents
    let files = ["chat/canada", "legacy/claude-instant"]
    #expect(try scene.tool.run(["clear"] + files + ["--yes"]).status == 0)
    #expect(try scene("undo", "vision").status == 1, "that concerns none of its files")
    #expect(try scene("undo", "chat").status == 0)
    #expect(try scene.contents == before)
    // A folder that only seems to be one's own: what is removed there cannot be.
    let script = "chattr +i legacy/claude-instant.json 2>/dev/null || exit 99"
    var shell = Tool.shell
    shell.folder = scene.folder("library")
    guard try shell("-c", script).status == 0 else { return }
    let result = try scene.tool.run(["clear"] + files + ["--yes"])
    _ = try shell("-c", "chattr -i legacy/claude-instant.json")
    #expect(result.status == 3 && result.errors.contains("Nothing was changed"))
    #expect(try scene.contents == before)
  }

  @Test("Redo goes on from the last undo, in whichever library that was")
  func redoesTheLast() throws {
    let scene = try Scene()
    _ = try scene("clear", "chat/canada#1")
    _ = try scene("undo")
    _ = try scene("rehash", ".", "--yes")
    _ = try scene("undo")
    #expect(try scene("redo").text.hasPrefix("Redid 'llm-mock rehash . --yes'"))
    #expect(try scene("redo").status == 1)
  }

  @Test("What was deleted comes back also by its name, and where its folder has gone too")
  func bringsBackFolder() throws {
    let scene = try Scene()
    let before = try scene.contents
    for path in ["audio", "audio/say-hi", "audio/say-hi.json"] {
      _ = try scene("clear", "audio/spoken-word")
      _ = try scene("clear", "audio/say-hi")
      try FileManager.default.removeItem(atPath: scene.folder("library/audio"))
      #expect(try scene("undo", path).status == 0)
      #expect(try scene("undo", "audio").status == 0)
      #expect(try scene.contents == before)
    }
  }

  @Test("Undo of a file is of nothing else, and says what comes first")
  func undoesFile() throws {
    let scene = try Scene()
    let before = try scene.contents
    _ = try scene("clear", "chat/canada", "chat/temperature#1", "--yes")
    _ = try scene("clear", "chat/two-personas#1")
    _ = try scene("clear", "chat/temperature#1")
    // What came later is about other files, or is not.
    #expect(try scene("undo", "chat/two-personas").text.contains("two-personas#1'"))
    let result = try scene("undo", "chat/canada")
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("Error: 'llm-mock clear chat/temperature#1' comes first"))
    #expect(try scene("undo", "chat/temperature.json").status == 0)
    #expect(try scene("undo", "chat/canada.json").status == 0)
    #expect(try scene.contents == before)
    #expect(try scene("undo", "chat/canada").errors == "Error: there is nothing to undo\n")
    #expect(try scene("redo", "chat/two-personas").status == 0)
    #expect(try scene("undo", "--list", "chat/canada").lines.count == 2)
    #expect(try scene("undo", "--list").lines.count == 4)
  }

  @Test("A file behind a link is found by the link's name, with and without .json")
  func undoesByLink() throws {
    let scene = try Scene()
    try scene.folder.link("library/latest.json", to: "chat/canada.json")
    let before = try scene.bytes("chat/canada.json")
    for name in ["latest", "latest.json"] {
      #expect(try scene("clear", "latest#1").status == 0)
      #expect(try scene("undo", name).status == 0)
      #expect(try scene.bytes("chat/canada.json") == before)
    }
  }

  @Test("What somebody has changed can be given up, so that what was before it can be undone")
  func abandons() throws {
    let scene = try Scene()
    let before = try scene.bytes("chat/temperature.json")
    _ = try scene("clear", "chat/temperature#1")
    _ = try scene("clear", "chat/canada#1")
    #expect(try scene("undo", "--abandon").errors.contains("can be taken back"))
    try scene.folder.write("{}", to: "library/chat/canada.json")
    let result = try scene("undo")
    #expect(result.status == 1 && result.errors.contains("llm-mock undo --abandon"))
    #expect(
      try scene("undo", "--abandon").text == "Left as it is: 'llm-mock clear chat/canada#1'\n")
    #expect(try scene("undo").status == 0)
    #expect(try scene.bytes("chat/temperature.json") == before)
    #expect(try scene("trash").lines.count == 2, "what was given up can be restored")
  }

  @Test("A journal that was damaged is never written into a file")
  func distrustsJournal() throws {
    let scene = try Scene()
    _ = try scene("clear", "chat/temperature#1")
    let after = try scene.contents
    let id = String(try #require(try scene("trash").lines.first?.split(separator: " ").first))
    let journal = scene.folder("state/llm-mock")
    let folders = try FileManager.default.contentsOfDirectory(atPath: journal)
    let entry = try "\(journal)/\(#require(folders.first))/journal/00000001.done"
    let sound = try #require(FileManager.default.contents(atPath: entry))
    for offset in stride(from: 0, to: sound.count, by: 97) {
      var damaged = sound
      damaged[damaged.startIndex + offset] ^= 4
      #expect(FileManager.default.createFile(atPath: entry, contents: damaged))
      let undo = try scene("undo")
      // What is only there to compare with may be read wrongly.
      if undo.status == 0 {
        _ = try scene("redo")
      } else {
        #expect(undo.errors.contains("no journal"), "\(offset)")
        #expect(try scene("trash", "restore", id).status != 0, "\(offset)")
      }
      #expect(try scene.contents == after, "\(offset)")
    }
    #expect(FileManager.default.createFile(atPath: entry, contents: sound))
    #expect(try scene("trash", "restore", id).status == 0, "undamaged it is taken")
  }

  @Test("Restored in any order, what one command took comes back to its place")
  func restoresInAnyOrder() throws {
    let name = "chat/conversation"
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
      let scene = try Scene()
      let hashes = ["a", "b", "c", "d", "e"].map { String(repeating: $0, count: 64) }
      let interactions = hashes.map {
        #"{"hash": "\#($0)", "request": {}, "response": {}, "recorded_at": "2026-01-01"}"#
      }
      try scene.folder.write(
        #"{"version": "2.0", "provider": "openai", "interactions": ["#
          + interactions.joined(separator: ",\n") + "]}", to: "library/\(name).json")
      let before = try scene.bytes(name + ".json")
      _ = try scene("clear", "\(name)#1", "\(name)#2", "\(name)#3", "--yes")
      let ids = try scene("trash", name).lines.compactMap { $0.split(separator: " ").first }
      for number in order { _ = try scene("trash", "restore", String(ids[number]), name) }
      #expect(try scene.bytes(name + ".json") == before, "\(order)")
    }
  }

  @Test("Of two that are the same both come back, and no third one")
  func restoresTwins() throws {
    let scene = try Scene()
    let twin = #"{"hash": "abcd", "request": {}, "response": {}, "recorded_at": "2026-01-01"}"#
    try scene.folder.write(
      #"{"provider": "openai", "interactions": [\#(twin), \#(twin)]}"#, to: "library/twins.json")
    let before = try scene.bytes("twins.json")
    _ = try scene("clear", "twins", "--hash", "abcd")
    let ids = try scene("trash", "twins").lines.compactMap { $0.split(separator: " ").first }
    #expect(ids.count == 2)
    for id in ids { #expect(try scene("trash", "restore", String(id), "twins").status == 0) }
    #expect(try scene.bytes("twins.json") == before)
    // Brought back by other means, it is there already.
    _ = try scene("clear", "twins#1")
    let id = try #require(try scene("trash", "twins").lines.first?.split(separator: " ").first)
    try scene.folder.write(String(decoding: before, as: UTF8.self), to: "library/twins.json")
    #expect(try scene("trash", "restore", String(id), "twins").status == 1)
    #expect(try scene.bytes("twins.json") == before)
  }

  @Test("purge forgets what concerns the place, and nothing else")
  func purges() throws {
    let scene = try Scene()
    _ = try scene("clear", "chat/canada#1")
    _ = try scene("clear", "chat/temperature#1")
    #expect(try scene("trash", "purge", "chat/canada").status == 2, "it asks")
    let purged = try scene("trash", "purge", "chat/canada", "--yes")
    #expect(purged.text == "Forgot 1 change.\n")
    #expect(try scene("trash").lines.count == 2)
    #expect(try scene("undo", "chat/canada").status == 1)
    #expect(try scene("undo").status == 0)
  }

  @Test("From another folder, undo is said with the folder it needs")
  func saysUndo() throws {
    let scene = try Scene()
    var elsewhere = scene.tool
    elsewhere.folder = scene.folder.path + "/elsewhere folder"
    try scene.folder.makeFolder("elsewhere folder")
    let library = scene.folder("library")
    let here = try scene("rehash", ".", "--yes")
    #expect(here.text.hasSuffix("file. llm-mock undo takes it back.\n"))
    _ = try scene("undo")
    let there = try elsewhere.run(["rehash", library, "--yes"])
    #expect(there.text.hasSuffix("file. llm-mock undo \(library) takes it back.\n"))
    #expect(try elsewhere.run(["undo"]).status == 1)
    #expect(try elsewhere.run(["undo", library]).status == 0)
  }

  @Test("Files below go by the settings of their own library")
  func usesNestedSettings() throws {
    let scene = try Scene()
    let request = #"{"model": "m", "messages": [{"role": "user", "content": "hi"}]}"#
    // SHA-256 of {"messages": [{"content": "hi", "role": "user"}]}.
    let hash = "0c69f03ee064ececb93d4720257decc1c17358f73995a36f84f4f319d856a73b"
    let text =
      #"{"version": "2.0", "provider": "openai", "interactions": [{"hash": ""# + hash
      + #"", "request": "# + request + #", "response": {}, "streaming": false, "#
      + #""stream_events": [], "recorded_at": "2026-01-01T00:00:00+00:00"}]}"#
    try scene.folder.write(text, to: "library/own/a.json")
    try scene.folder.write(#"{"match_on": ["messages"]}"#, to: "library/own/llm-mock.json")
    for path in ["own", "own/a", "."] {
      let result = try scene("verify", path)
      #expect(!result.text.contains("own/a"), "\(path)")
    }
    #expect(try scene("list", ".", "--filter", "is:mismatch").text.contains("own/a") == false)
  }

  @Test("Other names of a file that changes are told")
  func saysHardLinks() throws {
    let scene = try Scene()
    let path = scene.folder("library/chat/canada.json")
    try FileManager.default.linkItem(atPath: path, toPath: scene.folder("other.json"))
    let before = try scene.bytes("chat/canada.json")
    let result = try scene("clear", "chat/canada#1")
    #expect(
      result.errors
        == "Note: chat/canada.json had other names (hard links): they keep what it was\n")
    #expect(try scene.folder.bytes(of: "other.json") == before)
  }
}
