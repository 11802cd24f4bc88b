import Glibc
import TestSupport
import Testing

@testable import FixtureKit

@Suite struct `Changing files` {
  private let old = ["a.json": "one two three", "b.json": "alpha beta", "c.json": "gone soon"]

  // MARK: - One file

  @Test func `an edit is made, taken back and made again`() throws {
    let scene = try WriterScene(old)
    let writer = try scene.writer()
    try scene.perform(writer, on: ["a.json"]) { () throws(FixtureError) in
      [try scene.replacement(of: "two", with: "2, the second", in: "a.json")]
    }
    #expect(scene.text("a.json") == "one 2, the second three")
    #expect(try writer.undo().state == .undone)
    #expect(scene.text("a.json") == "one two three")
    #expect(try writer.redo().state == .done)
    #expect(scene.text("a.json") == "one 2, the second three")
    #expect(try scene.contents.count == 3, "nothing else is left in the folder")
  }

  @Test func `what changes nothing writes nothing`() throws {
    let scene = try WriterScene(old)
    let before = try scene.stamp("a.json")
    let entry = try scene.perform(try scene.writer(), on: ["a.json"]) { () throws(FixtureError) in
      [FileChange(path: scene.path("a.json"), .edit([]), expected: nil)]
    }
    #expect(entry == nil)
    #expect(try scene.stamp("a.json") == before)
    #expect(try scene.journal().entries().isEmpty)
  }

  @Test(arguments: [0o644, 0o600, 0o755, 0o664] as [mode_t])
  func `mode and links stay`(mode: mode_t) throws {
    let scene = try WriterScene(old)
    chmod(scene.path("a.json"), mode)
    try scene.folder.link("library/link.json", to: "a.json")
    let writer = try scene.writer()
    try scene.perform(writer, on: ["link.json"]) { () throws(FixtureError) in
      [try scene.replacement(of: "two", with: "2", in: "link.json")]
    }
    var status = stat()
    #expect(lstat(scene.path("link.json"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(lstat(scene.path("a.json"), &status) == 0 && status.st_mode & 0o7777 == mode)
    #expect(scene.text("a.json") == "one 2 three")
    // Deleting a link leaves what it names.
    try scene.perform(writer, on: ["link.json"]) { () throws(FixtureError) in
      [try scene.deletion(of: "link.json")]
    }
    #expect(try scene.contents["link.json"] == nil && scene.text("a.json") == "one 2 three")
    try writer.undo()
    #expect(scene.text("link.json") == "one 2 three")
  }

  @Test func `a file that comes back has its mode and its owner`() throws {
    let scene = try WriterScene(old)
    chmod(scene.path("a.json"), 0o640)
    // Only root can give it away; to others it is their own all the time.
    chown(scene.path("a.json"), 65_534, 65_534)
    func access() throws -> FileAccess {
      FileAccess(try ReadableFile(scene.path("a.json")).status())
    }
    let before = try access()
    let writer = try scene.writer()
    try scene.perform(writer, on: ["a.json"]) { () throws(FixtureError) in
      [try scene.deletion(of: "a.json")]
    }
    try writer.undo()
    #expect(try access() == before)
    try scene.perform(writer, on: ["a.json"]) { () throws(FixtureError) in
      [try scene.replacement(of: "two", with: "2", in: "a.json")]
    }
    #expect(try access() == before)
  }

  @Test func `a file that somebody else wrote is left alone`() throws {
    let scene = try WriterScene(old)
    let change = try scene.replacement(of: "two", with: "2", in: "a.json")
    try scene.folder.write("one two three!", to: "library/a.json")
    #expect(throws: FixtureError.outdated(path: scene.path("a.json"))) {
      try scene.perform(try scene.writer(), on: ["a.json"]) { [change] }
    }
    #expect(try scene.contents == old.merging(["a.json": "one two three!"]) { $1 })
  }

  @Test func `a new file takes no other file's place`() throws {
    let scene = try WriterScene(old)
    let writer = try scene.writer()
    func create(_ name: String) throws {
      try scene.perform(writer, on: [name]) { () throws(FixtureError) in
        [FileChange(path: scene.path(name), .create(Array("new".utf8), nil), expected: nil)]
      }
    }
    try create("new.json")
    #expect(scene.text("new.json") == "new")
    #expect(throws: FixtureError.exists(path: scene.path("a.json"))) { try create("a.json") }
    try writer.undo()
    #expect(try scene.contents == old)
  }

  // MARK: - Several files as one operation

  /// Edits, deletes and creates.
  private func change(_ scene: WriterScene, _ writer: LibraryWriter) throws {
    try scene.perform(writer, on: ["a.json", "b.json", "c.json", "d.json"]) {
      () throws(FixtureError) in
      [
        try scene.replacement(of: "two", with: "2", in: "a.json"),
        try scene.replacement(of: "beta", with: String(repeating: "b", count: 1_000), in: "b.json"),
        try scene.deletion(of: "c.json"),
        FileChange(
          path: scene.path("d.json"), .create(Array("new".utf8), nil), expected: nil),
      ]
    }
  }

  private var new: [String: String] {
    [
      "a.json": "one 2 three", "b.json": "alpha " + String(repeating: "b", count: 1_000),
      "d.json": "new",
    ]
  }

  @Test func `several files change together and go back together`() throws {
    let scene = try WriterScene(old)
    let writer = try scene.writer()
    try change(scene, writer)
    #expect(try scene.contents == new)
    try writer.undo()
    #expect(try scene.contents == old)
    try writer.redo()
    #expect(try scene.contents == new)
  }

  /// What an operation is taken through; each begins where the one before it has ended.
  enum Step: CaseIterable {
    case change, undo, redo
  }

  private func take(_ step: Step, _ scene: WriterScene, _ writer: LibraryWriter) throws {
    switch step {
    case .change: try change(scene, writer)
    case .undo: try writer.undo()
    case .redo: try writer.redo()
    }
  }

  /// At every call that may fail: all is as it was or as it shall be, the next try succeeds, and the
  /// one after it leaves no file over.
  @Test(arguments: [ENOSPC, EIO, EACCES, EROFS], Step.allCases)
  func `a call that fails leaves everything as it was`(code: Int32, step: Step) throws {
    func scene() throws -> WriterScene {
      let scene = try WriterScene(old)
      for earlier in Step.allCases.prefix(while: { $0 != step }) {
        try take(earlier, scene, try scene.writer())
      }
      return scene
    }
    let counting = FaultySystem()
    let example = try scene()
    let before = try example.contents
    try take(step, example, try example.writer(counting.system))
    let after = try example.contents
    #expect(before != after)
    let calls = counting.calls
    for position in calls.indices {
      let place: Comment = "\(position) \(calls[position])"
      let scene = try scene()
      let faulty = FaultySystem()
      faulty.fail(at: position, code: code, lasts: false)
      do {
        try take(step, scene, try scene.writer(faulty.system))
        // Only what is not needed for it, or comes after the last file is in place, fails in silence.
        #expect(try visible(scene) == after, place)
      } catch let error as FixtureError {
        #expect(try visible(scene) == before, place)
        guard case .unwritable(_, let reason) = error else {
          Issue.record("\(error) at \(place)")
          continue
        }
        #expect(!reason.isEmpty)
        try take(step, scene, try scene.writer())
      }
      #expect(try visible(scene) == after, place)
      let back: Step = step == .undo ? .redo : .undo
      try take(back, scene, try scene.writer())
      #expect(try scene.contents == before, place)
    }
  }

  /// From every call on nothing works any more, as for a process that has been killed: what it leaves is
  /// whole files and an operation that can be taken back or finished.
  @Test(arguments: [false, true])
  func `a process that dies leaves an operation to undo or to finish`(finishes: Bool) throws {
    let calls = try callsOfOneChange()
    var interruptions = 0
    for position in calls.indices {
      let scene = try WriterScene(old)
      let faulty = FaultySystem()
      faulty.fail(at: position, code: EIO, lasts: true)
      // What it threw, nobody has seen.
      try? change(scene, try scene.writer(faulty.system))
      let names = Set(try scene.contents.keys.filter { !$0.hasPrefix(".") })
      for name in names {
        #expect([old[name], new[name]].contains(scene.text(name)), "\(position) \(name)")
      }
      let writer = try scene.writer()
      let place = "\(position) \(calls[position])"
      if let entry = try writer.interrupted() {
        interruptions += 1
        #expect(throws: FixtureError.interrupted(command: entry.command, root: scene.root.path)) {
          try change(scene, writer)
        }
        _ = try finishes ? writer.redo() : writer.undo()
        #expect(try visible(scene) == (finishes ? new : old), "\(place)")
      }
      if try visible(scene) == old { try change(scene, writer) }
      #expect(try scene.contents == new, "\(place)")
    }
    #expect(interruptions > 3)
  }

  @Test func `what can neither be finished nor taken back can be left as it is`() throws {
    let calls = try callsOfOneChange()
    let scene = try WriterScene(old)
    let faulty = FaultySystem()
    // After the last file but one was put into its place.
    faulty.fail(at: try #require(calls.lastIndex(of: "link")) + 3, code: EIO, lasts: true)
    try? change(scene, try scene.writer(faulty.system))
    let writer = try scene.writer()
    #expect(try writer.interrupted() != nil)
    try scene.folder.write("something else", to: "library/a.json")
    #expect(throws: FixtureError.self) { try writer.undo() }
    #expect(throws: FixtureError.self) { try writer.redo() }
    let before = try visible(scene)
    #expect(try writer.abandon().state == .abandoned)
    #expect(try visible(scene) == before)
    try scene.perform(writer, on: ["a.json"]) { () throws(FixtureError) in
      [try scene.replacement(of: "else", with: "new", in: "a.json")]
    }
  }

  private func visible(_ scene: WriterScene) throws -> [String: String] {
    try scene.contents.filter { !$0.key.hasPrefix(".") }
  }

  private func callsOfOneChange() throws -> [String] {
    let scene = try WriterScene(old)
    let counting = FaultySystem()
    try change(scene, try scene.writer(counting.system))
    #expect(try scene.contents == new)
    return counting.calls
  }

  // MARK: - Undo

  @Test func `undo goes back step by step, redo forward again, and a new change ends that`() throws
  {
    let scene = try WriterScene(["a.json": "0"])
    let writer = try scene.writer()
    func write(_ old: String, _ new: String) throws {
      try scene.perform(writer, on: ["a.json"]) { () throws(FixtureError) in
        [try scene.replacement(of: old, with: new, in: "a.json")]
      }
    }
    try write("0", "1")
    try write("1", "2")
    try write("2", "3")
    try writer.undo()
    try writer.undo()
    #expect(scene.text("a.json") == "1")
    try writer.redo()
    #expect(scene.text("a.json") == "2")
    try write("2", "other")
    #expect(throws: FixtureError.nothingToRedo) { try writer.redo() }
    try writer.undo()
    try writer.undo()
    try writer.undo()
    #expect(scene.text("a.json") == "0")
    #expect(throws: FixtureError.nothingToUndo) { try writer.undo() }
  }

  @Test func `undo leaves a file alone that has changed since`() throws {
    let scene = try WriterScene(old)
    let writer = try scene.writer()
    try change(scene, writer)
    try scene.folder.write("one 2 three!", to: "library/a.json")
    let before = try scene.contents
    #expect {
      try writer.undo()
    } throws: { error in
      guard case .changedSince(scene.path("a.json"), "test", _)? = error as? FixtureError else {
        return false
      }
      return true
    }
    #expect(try scene.contents == before)
    #expect(try writer.journal.entries().map(\.state) == [.done])
    // The same content in a new file is no change.
    try scene.folder.write("one 2 three", to: "library/a.json", replacing: true)
    try writer.undo()
    #expect(try scene.contents == old)
  }

  @Test func `what was put where an operation had written is no state from before it`() throws {
    let scene = try WriterScene(["a.json": "one two three"])
    let writer = try scene.writer()
    try scene.perform(writer, on: ["a.json"]) { () throws(FixtureError) in
      [try scene.replacement(of: "two", with: "222", in: "a.json")]
    }
    try scene.folder.write("one 999 three", to: "library/a.json")
    #expect(throws: FixtureError.self) { try writer.undo() }
    #expect(scene.text("a.json") == "one 999 three")
  }

  @Test func `the journal keeps to its bounds, but always has the latest operation`() throws {
    let scene = try WriterScene(["a.json": "0"])
    var bounds = Journal.Bounds()
    bounds.entries = 3
    let writer = try scene.writer(bounds: bounds)
    for number in 0..<6 {
      try scene.perform(writer, on: ["a.json"]) { () throws(FixtureError) in
        [try scene.replacement(of: "\(number)", with: "\(number + 1)", in: "a.json")]
      }
    }
    #expect(try writer.journal.entries().map(\.number) == [6, 5, 4])
    bounds.bytes = 0
    try scene.perform(try scene.writer(bounds: bounds), on: ["a.json"]) {
      () throws(FixtureError) in
      [try scene.replacement(of: "6", with: "7", in: "a.json")]
    }
    #expect(try writer.journal.entries().map(\.number) == [7])
  }

  @Test func `state is for its user alone`() throws {
    let scene = try WriterScene(old)
    try change(scene, try scene.writer())
    var status = stat()
    let state = try scene.journal().state.path
    #expect(stat(state, &status) == 0 && status.st_mode & 0o777 == 0o700)
    for name in try OpenFolder.names(in: state + "/journal") ?? [] {
      #expect(stat(state + "/journal/" + name, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
    #expect(
      try StateFolder.known(Settings { _ in scene.folder("state") }).map(\.root) == [scene.root])
  }

  // MARK: - Many writers

  @Test func `writers of one file wait for each other and lose nothing`() async throws {
    let scene = try WriterScene(["a.json": "|"])
    await withTaskGroup(of: Void.self) { group in
      for writerNumber in 0..<4 {
        group.addTask {
          for number in 0..<25 {
            do {
              try scene.perform(try scene.writer(), on: ["a.json"]) { () throws(FixtureError) in
                [try scene.replacement(of: "|", with: "|\(writerNumber).\(number) ", in: "a.json")]
              }
            } catch { Issue.record("\(error)") }
          }
        }
      }
    }
    #expect(scene.text("a.json")?.split(separator: " ").count == 100)
  }
}
