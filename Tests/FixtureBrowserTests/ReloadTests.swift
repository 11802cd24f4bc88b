import FixtureKit
import TerminalUI
import Testing

@testable import FixtureBrowser

/// Between a new listing and the rows that follow it, the old rows are still on the screen: their
/// numbers must not be taken for those of the new files. In processes of their own, because what
/// goes wrong here is a trap.
@Suite("Reading a folder again that has become smaller")
struct ReloadTests {
  /// A browser with the cursor at the end of the library, then a listing of two other files.
  static func shrunk(_ keys: String, columns: Int = 80) throws -> Browsing {
    var browsing = Browsing(columns: columns, rows: 40)
    browsing.type(keys)
    browsing.holdsAnswers = true
    let listing = try LibraryListing(of: Repository.path + "/Fixtures/library/audio")
    browsing.handle(.listed(.success(listing)))
    return browsing
  }

  @Test("The screen can be drawn")
  func draws() async {
    await #expect(processExitsWith: .success) {
      for columns in [80, 200] {
        _ = try ReloadTests.shrunk("G", columns: columns).screen
      }
    }
  }

  @Test("The screen can be drawn while a broken file is looked at")
  func drawsBrokenFile() async {
    await #expect(processExitsWith: .success) {
      _ = try ReloadTests.shrunk(":filter file:merge-conflict<Enter>").screen
    }
  }

  @Test("The screen can be drawn while a folder far down is looked at")
  func drawsFolder() async {
    await #expect(processExitsWith: .success) {
      var browsing = try ReloadTests.shrunk("G3k", columns: 200)
      browsing.resize(180, 40)
      _ = browsing.screen
    }
  }

  @Test("Every pane can be drawn anew at another width")
  func drawsPanes() async {
    await #expect(processExitsWith: .success) {
      var browsing = try ReloadTests.shrunk("G<S-Tab>")
      browsing.resize(100, 40)
      _ = browsing.screen
    }
  }

  @Test("Keys can be pressed")
  func takesKeys() async {
    await #expect(processExitsWith: .success) {
      for keys in ["j", "[", "gg", "l", "<Enter>", "<Tab>", "<S-Tab>", "oa", "L", "yh", "Gk"] {
        var browsing = try ReloadTests.shrunk(":filter file:broken<Enter>G")
        browsing.type(keys)
        _ = browsing.screen
      }
    }
  }

  @Test("An answer that comes late is not taken for one about the new files")
  func takesLateAnswers() async {
    await #expect(processExitsWith: .success) {
      var browsing = try ReloadTests.shrunk("G")
      let place = Place(file: 55, position: 0)
      browsing.handle(.opened(place, .failure(.changed(path: "gone.json"))))
      browsing.handle(.openedFile(55, .failure(.notFound(path: "gone.json"))))
      browsing.handle(.checked([(55, [])]))
      browsing.handle(.indexed([(55, .pending)]))
      _ = browsing.screen
    }
  }
}
