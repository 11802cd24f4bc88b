import Foundation
import LosslessJSON
import TestSupport
import Testing

@Suite("llm-mock changes files")
struct ChangingTests {
  private typealias Scene = ChangingScene

  // MARK: - verify

  @Test("verify names file, line and kind, and fails when something is wrong")
  func verifies() throws {
    let scene = try Scene()
    let result = try scene("verify", ".")
    #expect(result.status == 1)
    let lines = result.lines.dropLast()
    #expect(
      lines.contains {
        $0.hasPrefix("./legacy/edited-by-hand.json:46: mismatch: #2 hash 31722d8c4558…")
      })
    #expect(lines.contains { $0.hasPrefix("./broken/merge-conflict.json:19: conflict-marker: ") })
    #expect(lines.allSatisfy { $0.contains(/^[^:]+:\d+: [a-z-]+: ./) })
    #expect(
      result.errors
        == "112 interactions in 56 files: 6 findings in 6 files, 1 other JSON file left out\n")
    let sound = try scene("verify", "chat", "streaming/pelican-names")
    #expect(sound.status == 0 && sound.output.isEmpty)
  }

  @Test("verify --json says the same")
  func verifiesAsJSON() throws {
    let scene = try Scene()
    let result = try scene("verify", ".", "--json")
    let root = try JSONDocument(result.output).root
    #expect(result.status == 1 && root["failures"]?.integer == 6)
    let kinds = root["findings"]?.elements.compactMap { $0["kind"]?.string } ?? []
    #expect(
      Set(kinds) == [
        "syntax", "conflict-marker", "lone-surrogate", "mismatch", "duplicate", "unverifiable",
      ])
  }

  @Test("verify --fix removes the duplicate and nothing else, and can be undone")
  func fixes() throws {
    let scene = try Scene()
    // A copy at the end, as a merge leaves it; the other one has another answer.
    let name = "legacy/recorded-twice.json"
    let text = String(decoding: try scene.bytes(name), as: UTF8.self)
    let first = try #require(try JSONDocument(Array(text.utf8)).root["interactions"]?[0])
    let end = try #require(text.range(of: "\n  ]\n}", options: .backwards))
    try scene.folder.write(
      text[..<end.lowerBound] + ",\n    " + first.sourceText + text[end.lowerBound...],
      to: "library/" + name)
    let before = try scene.contents
    let result = try scene("verify", ".", "--fix")
    #expect(result.status == 1 && result.text.contains(": fixed duplicate: #4"))
    #expect(result.text.contains(": duplicate: #3"))
    let after = try scene.contents
    #expect(after.filter { before[$0.key] != $0.value }.map(\.key) == [name])
    #expect(try String(decoding: scene.bytes(name), as: UTF8.self) == text)
    #expect(try scene("undo").status == 0)
    #expect(try scene.contents == before)
  }

  @Test("Settings that cannot be used are told with line and column")
  func saysSettings() throws {
    let scene = try Scene()
    try scene.folder.write("{\n  \"match_on\": 1\n}", to: "library/llm-mock.json")
    for command in ["verify", "rehash"] {
      let result = try scene(command, ".")
      #expect(result.status == 3 && result.errors.contains("llm-mock.json:2:15: "))
    }
    let listed = try scene("list", ".")
    #expect(listed.status == 0 && listed.errors.contains("its settings are not used"))
  }

  // MARK: - rehash

  @Test("rehash asks, and without a terminal needs --yes")
  func asks() throws {
    let scene = try Scene()
    let before = try scene.contents
    for arguments in [["rehash", "."], ["rehash", ".", "--dry-run"]] {
      let result = try scene.tool.run(arguments)
      #expect(result.status == (arguments.count == 2 ? 2 : 0))
      #expect(result.text.contains("legacy/edited-by-hand.json#2: 31722d8c4558… → 10050e7e8fe1…"))
    }
    #expect(try scene.contents == before)
  }

  @Test("rehash changes the digits of the hash and not a byte more")
  func rehashes() throws {
    let scene = try Scene()
    let name = "legacy/edited-by-hand.json"
    let before = String(decoding: try scene.bytes(name), as: UTF8.self)
    #expect(try scene("rehash", ".", "--yes").status == 0)
    #expect(
      try scene.bytes(name)
        == Array(
          before.replacing(
            "31722d8c4558fd66662dac7be1bfad763d9c106179fee68ebf5d77a77c72bcb9",
            with: "10050e7e8fe1efb48c140b7ad5b43c8cd5692cdb8ce6b157a6ba4059a3986c48"
          ).utf8))
    #expect(try scene("rehash", "legacy").text == "There is no hash to change.\n")
  }

  @Test("rehash says which interactions go, before it asks")
  func saysWhatGoes() throws {
    let scene = try Scene()
    let request = #"{"model": "m", "messages": []}"#
    let interactions = ["a", "b", "c"].map {
      #"{"hash": "\#($0)", "request": \#(request), "response": {}, "recorded_at": "2026-01-01"}"#
    }
    try scene.folder.write(
      #"{"provider": "openai", "interactions": [\#(interactions.joined(separator: ", "))]}"#,
      to: "library/same.json")
    let before = try scene.contents
    let refused = try scene("rehash", "same", "--yes")
    #expect(refused.status == 1 && refused.text.contains("same.json#1: a… stays"))
    let first = try scene("rehash", "same", "--on-collision", "keep-first")
    #expect(first.status == 2, "it asks")
    #expect(first.text.contains("same.json#1: a… → "))
    #expect(
      first.text.contains("same.json#2: goes, ") && first.text.contains("same.json#3: goes, "))
    #expect(try scene.contents == before)
    let last = try scene("rehash", "same", "--on-collision", "keep-last", "--yes")
    #expect(last.status == 0 && last.text.contains("same.json#3: c… → "))
    let root = try JSONDocument(try scene.bytes("same.json")).root
    #expect(root["interactions"]?.children.count == 1)
    _ = try scene("undo")
    #expect(try scene.contents == before)
  }

  @Test("rehash over other members, and back, gives the same bytes")
  func rehashesBack() throws {
    let scene = try Scene()
    let before = try scene.bytes("chat/canada.json")
    #expect(
      try scene("rehash", "chat/canada", "--match-on", "model,messages,system", "--yes").status == 0
    )
    #expect(try scene("verify", "chat/canada").status == 0)
    #expect(
      try scene("rehash", "chat/canada", "--match-on", "model,messages,temperature", "-y").status
        == 0)
    #expect(try scene.bytes("chat/canada.json") == before)
  }

  // MARK: - clear

  @Test("clear prints what the Python tool prints")
  func clears() throws {
    let scene = try Scene()
    let file = try scene("clear", "chat/canada")
    #expect(file.status == 0 && file.text == "Deleted chat/canada.json\n")
    let hash = try scene("clear", "chat/temperature", "--hash", "5d8fa0fa1534")
    #expect(hash.text == "Removed interaction 5d8fa0fa1534… from chat/temperature.json\n")
    let both = try scene("clear", "chat/two-personas", "--hash", "9f69")
    #expect(both.text == "Removed 2 interactions 9f697ac694f7… from chat/two-personas.json\n")
    let emptied = try JSONDocument(try scene.bytes("chat/two-personas.json")).root
    #expect(emptied["interactions"]?.sourceText == "[]")
    let one = try scene("clear", "agents/three-facts#2")
    #expect(one.status == 0)
    for _ in 0..<4 { #expect(try scene("undo").status == 0) }
    #expect(try scene("undo").status == 1)
  }

  @Test(
    "clear never takes more than was named",
    arguments: [
      (["clear", "chat/canada", "--hash", ""], 2),
      (["clear", "chat/canada", "--hash", "zzzz"], 1),
      (["clear", "chat"], 2), (["clear", "nope"], 3), (["clear", "broken/empty"], 3),
      (["clear", "chat/canada", "chat/temperature"], 2), (["clear", ".", "--filter", "canada"], 2),
      (["clear", ".", "--filter", ""], 2), (["clear", "chat/canada#99"], 1),
      (["clear", ".", "--filter", "nothing-like-that", "--yes"], 1),
      (["clear", "chat/gpt-4.1-nano"], 3), (["clear", "chat/canada", "--dry-run"], 0),
    ] as [([String], Int32)])
  func clearsNoMore(arguments: [String], status: Int32) throws {
    let scene = try Scene()
    let before = try scene.contents
    let result = try scene.tool.run(arguments)
    #expect(result.status == status)
    #expect(status == 0 || result.errors.contains("Error: "))
    #expect(try scene.contents == before)
  }

  @Test("clear refuses the name that only the Python tool gives a file")
  func refusesPythonName() throws {
    let scene = try Scene()
    try scene.folder.write("{}", to: "library/x/gpt-4.json")
    let result = try scene("clear", "x/gpt-4.1")
    #expect(result.status == 1 && result.errors.contains("x/gpt-4.json"))
  }

  // MARK: - trash

  @Test("What was deleted is listed, and comes back to its place")
  func restores() throws {
    let scene = try Scene()
    let before = try scene.contents
    _ = try scene("clear", "chat/temperature#1")
    _ = try scene("clear", "chat/temperature#1")
    _ = try scene("clear", "audio/say-hi")
    for _ in 0..<3 {
      let id = try #require(try scene("trash").lines.first?.split(separator: " ").first)
      #expect(try scene("trash", "restore", String(id)).status == 0)
      #expect(try scene("trash", "restore", String(id)).status == 1)
    }
    #expect(try scene("trash").text == "Nothing was deleted here.\n")
    #expect(try scene.contents == before)
  }

  // MARK: - init

  @Test("init makes what is missing and leaves what is there")
  func initialises() throws {
    let scene = try Scene()
    let first = try scene("init", "new/fixtures")
    #expect(first.status == 0 && first.text.contains("created  new/fixtures/llm-mock.json"))
    #expect(try scene.bytes("new/fixtures/.llm-mock/.gitignore") == Array("*\n".utf8))
    try scene.folder.write("{ }", to: "library/new/fixtures/llm-mock.json")
    let second = try scene("init", "new/fixtures")
    #expect(second.status == 0 && second.text.hasPrefix("Everything is there already."))
    #expect(try scene.bytes("new/fixtures/llm-mock.json") == Array("{ }".utf8))
    #expect(try scene("verify", "new/fixtures").status == 0)
    // Settings that say nothing change nothing.
    _ = try scene("init", "endpoints")
    #expect(try scene("verify", "endpoints").status == 0)
    try scene.folder.write("", to: "library/file")
    #expect(try scene("init", "file/below").status == 3)
  }

  // MARK: - prune

  @Test("prune says why, asks, and takes only what the rules find")
  func prunes() throws {
    let scene = try Scene()
    let before = try scene.contents
    let overview = try scene("prune", ".")
    #expect(overview.status == 0 && overview.text.hasPrefix("What each rule would take; nothing"))
    #expect(overview.text.contains("  --duplicate  1 interaction from 1 file, "))
    #expect(overview.text.contains("  --mismatch   1 interaction from 1 file, "))
    #expect(overview.text.contains("  --unused     there is no log of what the tests used at "))
    #expect(try scene.contents == before)
    let arguments = ["prune", ".", "--retired", "--mismatch"]
    let dry = try scene.tool.run(arguments + ["--dry-run"])
    #expect(dry.status == 0)
    let line = dry.lines.first { $0.contains("legacy/edited-by-hand.json#2  31722d8c4558…  ") }
    #expect(line?.contains("; mismatch: the hash is not that of the request") == true)
    #expect(dry.text.contains("retired: claude-2.1 was retired 2025-07-21"))
    #expect(try scene.tool.run(arguments).status == 2, "it asks")
    #expect(try scene.contents == before)
    #expect(try scene.tool.run(arguments + ["--yes"]).status == 0)
    let after = try scene.contents
    #expect(try scene.tool.run(arguments).text == "There is nothing to prune.\n")
    let changed = before.filter { after[$0.key] != $0.value }.keys
    for name in changed { #expect(dry.text.contains("\(name): "), "\(name)") }
    #expect(changed.contains { after[$0] == nil }, "a file that is emptied goes")
    #expect(try scene("undo").status == 0)
    #expect(try scene.contents == before)
  }

  @Test("prune without evidence says how to come by it")
  func prunesByEvidence() throws {
    let scene = try Scene()
    let before = try scene.contents
    let unused = try scene("prune", ".", "--unused", "--yes")
    #expect(unused.status == 3 && unused.errors.contains(".llm-mock/usage.jsonl"))
    let orphans = try scene("prune", ".", "--orphan", "--yes")
    #expect(orphans.status == 2 && orphans.errors.contains("--tests"))
    #expect(try scene("prune", ".", "--old", "often").status == 2)
    #expect(try scene.contents == before)
    let log = """
      {"event": "start", "run": "1", "time": "2026-11-20T09:14:00Z", "command": ["pytest", "-q"]}
      {"event": "hit", "run": "1", "time": "2026-11-20T09:14:01Z", "file": "chat/canada.json", "hash": "x"}
      {"event": "end", "run": "1", "time": "2026-11-20T09:15:00Z", "status": 0, "full": true}

      """
    try scene.folder.write(log, to: "usage.jsonl")
    let pruned = try scene(
      "prune", "chat/canada", "--unused", "--usage", scene.folder("usage.jsonl"), "--dry-run")
    #expect(pruned.status == 0)
    #expect(pruned.errors.hasSuffix("run of 2026-11-20 09:14, 1 hit, pytest -q\n"))
    #expect(pruned.text.contains("unused: not used by the run of 2026-11-20 09:14"))
    try scene.folder.write("assert replay('canada')\n", to: "tests/test_a.py")
    let named = try scene(
      "prune", "chat", "--orphan", "--tests", scene.folder("tests"), "--dry-run")
    #expect(!named.text.contains("canada") && named.text.contains("chat/temperature.json: "))
  }

  // MARK: - When things go wrong

  @Test("A match field that no request has is refused")
  func refusesUnknownField() throws {
    let scene = try Scene()
    let before = try scene.contents
    for (fields, word) in [
      ("model,mesages", "'mesages'"), ("model messages", "commas"), ("$bodi", "'$bodi'"),
      ("model,", "members"),
    ] {
      let result = try scene("rehash", ".", "--match-on", fields, "--yes")
      #expect(result.status == 2 && result.errors.contains(word), "\(fields)")
    }
    #expect(try scene.contents == before)
  }

  @Test("What init cannot make is named, and what it made is said")
  func failsToInitialise() throws {
    let scene = try Scene()
    try scene.folder.write("", to: "library/new/.llm-mock")
    let result = try scene("init", "new")
    #expect(result.status == 3 && result.text == "created  new/llm-mock.json\n")
    #expect(result.errors.hasPrefix("Error: new/.llm-mock: "))
    #expect(!result.errors.contains("Nothing was changed"))
  }

  @Test("A command that fails leaves what can be done again")
  func keepsRedo() throws {
    let scene = try Scene()
    _ = try scene("clear", "chat/canada#1")
    _ = try scene("undo")
    let after = try scene.contents
    // The folder is no folder for files to be made in, as on a full disk.
    try scene.folder.makeFolder("library/chat/.llm-mock-0.tmp")
    #expect(try scene("clear", "chat/temperature#1").status != 0)
    try FileManager.default.removeItem(atPath: scene.folder("library/chat/.llm-mock-0.tmp"))
    #expect(try scene.contents == after)
    #expect(try scene("redo").status == 0)
  }

  @Test("State that was cut short is mended, and leads nowhere else")
  func mendsState() throws {
    let scene = try Scene()
    _ = try scene("clear", "chat/canada#1")
    _ = try scene("undo")
    let before = try scene.contents
    let state = try #require(
      FileManager.default.contentsOfDirectory(atPath: scene.folder("state/llm-mock")).first)
    try scene.folder.write("", to: "state/llm-mock/\(state)/root")
    #expect(try scene("undo").status == 1)
    #expect(try scene("clear", "chat/canada#1").status == 0)
    #expect(try scene("undo").status == 0)
    #expect(try scene.contents == before)
    // An entry that is damaged is no reason not to use the others.
    try scene.folder.write("", to: "state/llm-mock/\(state)/journal/00000000.done")
    #expect(try scene("undo", "--list").status == 0)
  }

  @Test("What is asked for is done also when nobody reads the output")
  func outlivesReader() throws {
    let scene = try Scene()
    let command = "'\(scene.tool.path)' clear . --filter model:claude* --yes | head -0"
    var shell = Tool(path: "/bin/bash", environment: scene.tool.environment)
    shell.folder = scene.folder("library")
    _ = try shell("-c", command)
    #expect(try scene("list", ".", "--filter", "model:claude*").status == 1)
  }

  @Test("Without a place for the journal nothing is written")
  func needsJournal() throws {
    let scene = try Scene()
    var tool = scene.tool
    tool.environment["XDG_STATE_HOME"] = nil
    let before = try scene.contents
    let result = try tool.run(["clear", "chat/canada"])
    #expect(result.status == 3 && result.errors.contains("set HOME or XDG_STATE_HOME"))
    try scene.folder.write("", to: "state")
    let blocked = try scene("clear", "chat/canada")
    #expect(blocked.status == 3 && blocked.errors.contains("cannot write"))
    #expect(try scene.contents == before)
  }

  private static var mayMount: Bool {
    let script = "mount -t tmpfs none /mnt"
    let result = try? Tool(path: "/usr/bin/unshare").run(["-m", "sh", "-c", script])
    return result?.status == 0
  }

  @Test(
    "On a full disk nothing changes, and that is said",
    .enabled(if: mayMount, "file systems may not be mounted here"))
  func fillsDisk() throws {
    let scene = try Scene()
    try scene.folder.makeFolder("disk")
    let disk = scene.folder("disk")
    let script = """
      mount -t tmpfs -o size=256k none '\(disk)' || exit
      cp vision/*.json search/*.json '\(disk)'; cd '\(disk)'
      head -c 300000 /dev/zero > filler 2>/dev/null; sha256sum *.json > ../before
      '\(scene.tool.path)' rehash . --match-on messages --yes > ../output 2>&1; echo "status $?"
      sha256sum --quiet -c ../before && ls -A | grep -c tmp; cat ../output | tail -1
      """
    var shell = Tool(path: "/usr/bin/unshare", environment: scene.tool.environment)
    shell.folder = scene.folder("library")
    let result = try shell.run(["-m", "bash", "-c", script])
    #expect(result.text.hasPrefix("status 3\n0\n"))
    #expect(result.text.hasSuffix("no space left on the device. Nothing was changed\n"))
  }

  /// As a user to whom rights apply: root has them all.
  @Test(
    "What may not be written is not, and that is said",
    arguments: [
      (
        "chmod 444 chat/canada.json", "rehash chat/canada --match-on model --yes",
        "permission denied"
      ),
      ("chmod 555 chat", "rehash chat/canada --match-on model --yes", "permission denied"),
      ("chmod 555 chat", "clear chat/canada", "permission denied"),
      ("chmod 000 chat/canada.json", "clear chat/canada#1", "permission denied"),
    ])
  func respectsRights(setup: String, command: String, words: String) throws {
    let scene = try Scene()
    let script = """
      \(setup); find . -type f -exec stat -c '%n %s %Y %a' {} + | sort > ../before
      \(getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : "") \
        env XDG_STATE_HOME="$PWD/../state" '\(scene.tool.path)' \(command) 2>&1; echo "status $?"
      find . -type f -exec stat -c '%n %s %Y %a' {} + | sort | cmp ../before - && echo same
      chmod -R u+rwX .
      """
    let prepared =
      getuid() == 0 ? "mkdir ../state; chmod 755 ..; chown -R 65534:65534 . ../state; " : ""
    var shell = Tool.shell
    shell.folder = scene.folder("library")
    let result = try shell("-c", prepared + script)
    #expect(result.text.contains(words), "\(result.text) \(result.errors)")
    #expect(result.text.contains("status 3\nsame\n"))
  }

  @Test("Undo says what has become of a file that changed since")
  func saysChanges() throws {
    let scene = try Scene()
    _ = try scene("rehash", "legacy/edited-by-hand", "--yes")
    let name = "legacy/edited-by-hand.json"
    let text = String(decoding: try scene.bytes(name), as: UTF8.self)
    try scene.folder.write(
      text.replacing("10050e7e8fe1", with: "000000000000"), to: "library/" + name)
    let result = try scene("undo")
    #expect(result.status == 1)
    #expect(result.errors.contains("\n  #2 10050e7e8fe1 gone\n"))
    #expect(result.errors.contains("\n  #2 000000000000 new\n"))
  }
}
