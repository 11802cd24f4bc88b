import BrowserRuntime
import FixtureBrowser
import FixtureKit
import Glibc
import TerminalUI
import TestSupport
import Testing

@Suite("Workers")
struct WorkersTests {
  /// Takes events until the workers have nothing left to report, or `isEnough` says so.
  private func events(
    of workers: Workers, until isEnough: ([Event]) -> Bool = { _ in false }
  ) -> [Event] {
    var events: [Event] = []
    while !isEnough(events) {
      let isBusy = workers.isBusy
      events += workers.mailbox.drain().map(\.event)
      guard isBusy else { break }
      var request = pollfd(fd: workers.mailbox.descriptor, events: Int16(POLLIN), revents: 0)
      poll(&request, 1, 10)
    }
    return events
  }

  private func names(_ events: [Event]) -> [String] {
    events.map { event in
      switch event {
      case .listed(.success): "listed"
      case .listed(.failure): "failed"
      case .indexed: "indexed"
      case .indexingEnded: "ended"
      case .checked: "checked"
      case .rows: "rows"
      case .opened: "opened"
      case .openedFile: "openedFile"
      case .reread: "reread"
      case .wrote: "wrote"
      case .terminal, .terminated, .waiting, .interrupted: "other"
      }
    }
  }

  /// The files whose reading has been reported.
  private func files(_ events: [Event]) -> [Int] {
    events.flatMap { event -> [Int] in
      guard case .indexed(let results) = event else { return [] }
      return results.map(\.file)
    }
  }

  private func library(files: Int) throws -> TemporaryFolder {
    let library = try TemporaryFolder()
    for number in 0..<files {
      try library.write(["prompt \(number)", "and \(number)"], to: "\(1_000_000 + number).json")
    }
    return library
  }

  @Test("Names come first, then what is in the files in several pieces, then the end")
  func reportsInOrder() throws {
    let library = try library(files: 2_000)
    let workers = Workers(root: library.path, mailbox: Mailbox(), threads: 1)
    #expect(workers.perform(.load))
    let events = events(of: workers)
    let names = names(events)
    #expect(names.first == "listed" && names.last == "ended")
    #expect(names.dropFirst().dropLast().allSatisfy { $0 == "indexed" })
    #expect(names.count > 3, "some come before all have been read")
    let files = files(events)
    #expect(files.count == 2_000 && Set(files).count == 2_000)
  }

  @Test("A load that is cancelled stops and never reports its end")
  func cancels() throws {
    let library = try library(files: 2_000)
    let workers = Workers(root: library.path, mailbox: Mailbox(), threads: 1)
    _ = workers.perform(.load)
    let first = events(of: workers) { $0.contains { if case .listed = $0 { true } else { false } } }
    _ = workers.perform(.cancel)
    let names = names(first + events(of: workers))
    #expect(names.first == "listed" && !names.contains("ended"))
    #expect(!workers.isBusy)
  }

  @Test("After a cancelled load the next one reads everything")
  func loadsAgain() throws {
    let library = try library(files: 200)
    let workers = Workers(root: library.path, mailbox: Mailbox())
    _ = workers.perform(.load)
    _ = workers.perform(.cancel)
    _ = workers.perform(.load)
    let events = events(of: workers)
    let start = try #require(events.lastIndex { if case .listed = $0 { true } else { false } })
    let files = files(Array(events[start...]))
    #expect(Set(files) == Set(0..<200))
    #expect(names(events).last == "ended")
  }

  @Test("A folder that is not there is reported")
  func reportsMissingFolder() {
    let workers = Workers(root: "/tmp/no/such/folder", mailbox: Mailbox())
    _ = workers.perform(.load)
    guard case .listed(.failure(let error))? = events(of: workers).first else {
      Issue.record("a failure is reported")
      return
    }
    #expect(error == .notFound(path: "/tmp/no/such/folder/"))
  }

  @Test("Of several interactions asked for in a row the last one always comes")
  func opensLatest() throws {
    let library = try library(files: 3)
    let workers = Workers(root: library.path, mailbox: Mailbox())
    let path = library.path + "/1000000.json"
    let index = try FileIndexer().index(path)
    for round in 0..<200 {
      _ = workers.perform(
        .open(Place(file: 0, position: round % 2), path: path, index: index, rules: MatchRules()))
    }
    guard case .opened(let place, .success(let opened))? = events(of: workers).last else {
      Issue.record("the last one is reported")
      return
    }
    #expect(place.position == 1 && opened.summary.position == 1)
  }

  @Test("A file that is no longer the indexed one is reported as changed")
  func reportsChanged() throws {
    let library = try library(files: 1)
    let path = library.path + "/1000000.json"
    let index = try FileIndexer().index(path)
    try library.write(["another prompt"], to: "1000000.json")
    let workers = Workers(root: library.path, mailbox: Mailbox())
    _ = workers.perform(
      .open(Place(file: 0, position: 0), path: path, index: index, rules: MatchRules()))
    guard case .opened(_, .failure(let error))? = events(of: workers).last else {
      Issue.record("a failure is reported")
      return
    }
    #expect(error == .changed(path: path))
    var read = BrowserLibrary(root: library.path, try LibraryListing(of: library.path))
    read.take(FileReport(0, .indexed(index)))
    _ = workers.perform(.check(read, files: [0]))
    guard case .checked(let results)? = events(of: workers).last else {
      Issue.record("the check reports")
      return
    }
    #expect(results.isEmpty)
  }

  @Test("Effects that are for the terminal are left to it")
  func leavesOthers() {
    let workers = Workers(root: "/tmp", mailbox: Mailbox())
    for effect: Effect in [.copy("x"), .redraw, .suspend, .quit] {
      #expect(!workers.perform(effect))
    }
    #expect(!workers.isBusy)
  }

  @Test("A mailbox becomes readable with the first event and is empty once drained")
  func signalsMail() {
    let mailbox = Mailbox()
    var request = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&request, 1, 0) == 0)
    mailbox.post(.terminated)
    #expect(poll(&request, 1, 0) == 1)
    mailbox.post(.indexingEnded(milliseconds: 1))
    #expect(mailbox.drain().count == 2)
    #expect(poll(&request, 1, 0) == 0 && mailbox.drain().isEmpty)
  }
}
