import BrowserRuntime
import FixtureBrowser
import Foundation
import LosslessJSON
import TerminalUI
import TestSupport
import Testing

@testable import FixtureKit

/// What is written from the keyboard, on real files.
@MainActor @Suite("Writing from the browser")
struct WritingTests {
  private let folder: TemporaryFolder
  private let state: TemporaryFolder
  private let run: ScriptRun

  private static let chat = "chat/gpt-4.1-mini.json"

  init() throws {
    folder = try TemporaryFolder()
    state = try TemporaryFolder()
    let path = state.path
    try folder.makeFolder("library")
    for name in ["chat", "audio", "broken"] {
      try FileManager.default.copyItem(
        atPath: "\(sampleLibrary)/\(name)", toPath: folder("library/\(name)"))
    }
    run = ScriptRun(
      root: folder("library"), size: Size(columns: 160, rows: 30), charset: .unicode,
      clock: { Timestamp(seconds: 1_795_262_400) },
      settings: Settings { $0 == "XDG_STATE_HOME" ? path : nil })
  }

  private func type(_ steps: String) throws { run.run(try Script(steps)) { _, _ in } }

  private var screen: String { run.screen.text }

  private var contents: [String: Data] {
    get throws {
      var contents: [String: Data] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder("library")) {
        contents[name] = FileManager.default.contents(atPath: folder("library/" + name))
      }
      return contents
    }
  }

  private func bytes(_ name: String) throws -> [UInt8] { try folder.bytes(of: "library/" + name) }

  @Test("What is flagged goes, and nothing else; u brings every byte back, ctrl-r does it again")
  func deletes() throws {
    let before = try contents
    let text = try bytes(Self.chat)
    let index = try FileIndexer().index(folder("library/" + Self.chat))
    var edit = try FixtureEdit(folder("library/" + Self.chat), index)
    edit.remove(1)
    guard case .edit(let splices) = try edit.fileChange().kind else {
      Issue.record("no edit")
      return
    }
    try type(":filter file:gpt-4.1-mini\nG\nd\n:filter file:say-hi\ngg\nd\nF\nw\ny\nwait idle")
    #expect(screen.contains("deleted 2 interactions in 2 files: u takes it back"))
    var after = before
    after[Self.chat] = Data(splices.applied(to: text))
    after["audio/say-hi.json"] = nil
    #expect(try contents == after)
    try type("u\nwait idle")
    #expect(screen.contains("taken back: ctrl-r does it again"))
    #expect(try contents == before)
    try type("<C-r>\nwait idle")
    #expect(try contents == after)
    // The journal is that of the command line.
    let root = try LibraryRoot(of: folder("library"))
    let path = state.path
    let journal = Journal(try StateFolder(of: root, Settings { _ in path }))
    #expect(try journal.entries().map(\.state) == [.done])
    #expect(try journal.entries().first?.trash.count == 2)
  }

  @Test("A broken file can be flagged as a whole")
  func deletesBroken() throws {
    let before = try contents
    try type(":filter file:broken/empty\nG\nd\nw")
    #expect(screen.contains("Delete 1 file "))
    try type("y\nwait idle")
    #expect(try Set(before.keys).subtracting(contents.keys) == ["broken/empty.json"])
    try type("u\nwait idle")
    #expect(try contents == before)
  }

  @Test("A broken file that has been mended meanwhile is not the one that was flagged")
  func sparesMended() throws {
    try type(":filter file:broken/empty\nG\nd\nw")
    let text = String(decoding: try bytes(Self.chat), as: UTF8.self)
    try folder.write(text, to: "library/broken/empty.json")
    try type("y\nwait idle")
    #expect(screen.contains("changed on disk since it was read. Nothing was changed"))
    #expect(try String(decoding: bytes("broken/empty.json"), as: UTF8.self) == text)
  }

  @Test("A file that somebody else has changed meanwhile is left alone, and what was flagged stays")
  func refusesChanged() throws {
    try type(":filter file:gpt-4.1-mini\nG\nd\nw")
    try folder.write(
      String(decoding: try bytes(Self.chat), as: UTF8.self) + "\n", to: "library/" + Self.chat)
    let before = try contents
    try type("y\nwait idle")
    #expect(screen.contains("changed on disk since it was read. Nothing was changed"))
    #expect(try contents == before)
    // Read again, what was flagged is the same interaction still.
    try type("<F5>\nwait idle\nw")
    #expect(screen.contains("Delete 1 interaction in 1 file"))
    try type("y\nwait idle")
    let index = try FileIndexer().index(folder("library/" + Self.chat))
    #expect(index.count == 1)
    #expect(try contents.filter { before[$0.key] != $0.value }.map(\.key) == [Self.chat])
  }

  @Test("A flag on what is no longer there goes, and that is said")
  func dropsFlags() throws {
    try type(":filter file:gpt-4.1-mini\nG\nd\nF")
    let index = try FileIndexer().index(folder("library/" + Self.chat))
    var edit = try FixtureEdit(folder("library/" + Self.chat), index)
    edit.remove(1)
    guard case .edit(let splices) = try edit.fileChange().kind else { return }
    let text = splices.applied(to: try bytes(Self.chat))
    try folder.write(String(decoding: text, as: UTF8.self), to: "library/" + Self.chat)
    try type("<F5>\nwait idle")
    #expect(screen.contains("1 flag gone: the file has changed on disk"))
    try type("w")
    #expect(screen.contains("nothing is to be written"))
  }

  @Test("Without a place for the journal nothing is written")
  func needsJournal() throws {
    let before = try contents
    let run = ScriptRun(
      root: folder("library"), size: Size(columns: 160, rows: 30), charset: .unicode,
      clock: { Timestamp(seconds: 1_795_262_400) })
    run.run(try Script("d\nw\ny\nwait idle")) { _, _ in }
    #expect(run.screen.text.contains("set HOME or XDG_STATE_HOME"))
    #expect(try contents == before)
    #expect(run.screen.text.contains("D1"))
  }
}
