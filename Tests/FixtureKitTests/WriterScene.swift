import Glibc
import LosslessJSON
import Synchronization
import TestSupport

@testable import FixtureKit

/// A folder of files with a state folder beside it, and a writer for them.
struct WriterScene {
  let folder: TemporaryFolder
  let root: LibraryRoot
  private let settings: Settings

  init(_ files: [String: String] = [:]) throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("library")
    for (name, text) in files { try folder.write(text, to: "library/" + name) }
    self.folder = folder
    root = try LibraryRoot(of: folder("library"))
    settings = Settings { $0 == "XDG_STATE_HOME" ? folder("state") : nil }
  }

  func path(_ name: String) -> String { root.path + "/" + name }

  func journal(_ system: SystemCalls = .real) throws -> Journal {
    Journal(try StateFolder(of: root, settings), system)
  }

  func writer(
    _ system: SystemCalls = .real, bounds: Journal.Bounds = Journal.Bounds()
  ) throws -> LibraryWriter {
    LibraryWriter(try journal(system), bounds: bounds) { Timestamp(seconds: 1_764_000_000) }
  }

  func text(_ name: String) -> String? {
    (try? bytes(ofFile: path(name))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every file of the library, hidden ones too.
  var contents: [String: String] {
    get throws {
      var contents: [String: String] = [:]
      for name in try OpenFolder.names(in: root.path) ?? [] { contents[name] = text(name) }
      return contents
    }
  }

  func stamp(_ name: String) throws -> FileStamp? { try FileStamp(at: path(name)) }

  /// Replaces the first occurrence of a text in a file.
  func replacement(
    of old: String, with new: String, in name: String
  ) throws(FixtureError) -> FileChange {
    let file = try ReadableFile(path(name))
    let bytes = try file.wholeContent()
    let start = bytes.firstRange(of: Array(old.utf8))?.lowerBound ?? 0
    return FileChange(
      path: path(name),
      .edit([Splice(start..<start + old.utf8.count, Array(new.utf8))]),
      expected: try file.stamp())
  }

  func deletion(of name: String) throws(FixtureError) -> FileChange {
    FileChange(
      path: path(name), .delete, expected: try FileStamp(at: path(name), followsLink: false))
  }

  @discardableResult
  func perform(
    _ writer: LibraryWriter, on names: [String],
    _ changes: () throws(FixtureError) -> [FileChange]
  ) throws(FixtureError) -> JournalEntry? {
    try writer.perform("test", on: names.map(path), changes)
  }
}

/// System calls that fail from a chosen one on, or only that one.
final class FaultySystem: Sendable {
  private struct State {
    var calls: [String] = []
    var failure: (position: Int, code: Int32, lasts: Bool)?
  }

  private let state = Mutex(State())

  /// The calls so far.
  var calls: [String] { state.withLock { $0.calls } }

  /// - Parameters:
  ///   - position: of the call that fails, from 0.
  ///   - lasts: whether all later ones do too, as when the process has been killed.
  func fail(at position: Int, code: Int32, lasts: Bool) {
    state.withLock { $0.failure = (position, code, lasts) }
  }

  private func note(_ call: String) throws(SystemFailure) {
    let code = state.withLock { state -> Int32? in
      defer { state.calls.append(call) }
      guard let failure = state.failure else { return nil }
      let isHit =
        failure.lasts
        ? state.calls.count >= failure.position : state.calls.count == failure.position
      return isHit ? failure.code : nil
    }
    if let code { throw SystemFailure(call: call, code: code) }
  }

  var system: SystemCalls {
    let real = SystemCalls.real
    var system = real
    system.create = { path, mode throws(SystemFailure) in
      try self.note("create")
      return try real.create(path, mode)
    }
    system.openFolder = { path throws(SystemFailure) in
      try self.note("open folder")
      return try real.openFolder(path)
    }
    system.tryLock = { descriptor throws(SystemFailure) in
      try self.note("lock")
      return try real.tryLock(descriptor)
    }
    system.write = { descriptor, bytes throws(SystemFailure) in
      try self.note("write")
      // Never more than a few bytes at once: whoever writes must go on.
      return try real.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(100)))
    }
    system.setOwner = { descriptor, user, group throws(SystemFailure) in
      try self.note("set owner")
      try real.setOwner(descriptor, user, group)
    }
    system.setMode = { descriptor, mode throws(SystemFailure) in
      try self.note("set mode")
      try real.setMode(descriptor, mode)
    }
    system.flush = { descriptor throws(SystemFailure) in
      try self.note("flush")
      try real.flush(descriptor)
    }
    system.rename = { from, to throws(SystemFailure) in
      try self.note("rename")
      try real.rename(from, to)
    }
    system.link = { from, to throws(SystemFailure) in
      try self.note("link")
      try real.link(from, to)
    }
    system.symbolicLink = { target, path throws(SystemFailure) in
      try self.note("symbolic link")
      try real.symbolicLink(target, path)
    }
    system.remove = { path throws(SystemFailure) in
      try self.note("remove")
      try real.remove(path)
    }
    system.makeFolder = { path, mode throws(SystemFailure) in
      try self.note("make folder")
      try real.makeFolder(path, mode)
    }
    return system
  }
}
