import FixtureKit
import Glibc
import Synchronization

/// The files that PATH arguments name, read and indexed.
struct SelectedFiles {
  struct File {
    /// As it is shown: relative to the one folder named, else the path as given.
    let name: String
    let path: String
    let state: FileState
  }

  private(set) var files: [File] = []
  /// Remarks about names and folders, for standard error.
  private(set) var notes: [String] = []

  /// - Throws: ``CommandFailure`` when a path is wrong, or a file named on its own cannot be read.
  init(_ paths: [String]) throws {
    var names: [(name: String, path: String, isNamed: Bool)] = []
    for text in paths {
      switch try Self.resolve(text) {
      case .file(let path, let note):
        names.append((path, path, true))
        if let note { notes.append(note) }
      case .folder(let folder):
        let listing = try Self.list(folder)
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        names += listing.paths.map { (paths.count == 1 ? $0 : prefix + $0, prefix + $0, false) }
        notes += Self.remarks(listing, folder)
      }
    }
    let states = Mutex([FileState](repeating: .pending, count: names.count))
    LibraryIndexer.index(names.map(\.path)) { position, state in
      states.withLock { $0[position] = state }
    }
    for (name, state) in zip(names, states.withLock { $0 }) {
      if name.isNamed {
        if case .broken(let error) = state { throw CommandFailure(.unreadable, error.description) }
        if case .notAFixture(let reason) = state {
          throw CommandFailure(.unreadable, "\(name.path) is not a fixture file: \(reason)")
        }
      }
      files.append(File(name: name.name, path: name.path, state: state))
    }
  }

  static func resolve(_ text: String) throws -> FixturePath {
    do throws(FixtureError) {
      return try FixturePath(text)
    } catch {
      switch error {
      case .ambiguousPath, .emptyPath: throw CommandFailure(.usage, error.description)
      case .notFound, .unreadable, .syntax, .notAFixture, .changed:
        throw CommandFailure(.unreadable, error.description)
      }
    }
  }

  private static func list(_ folder: String) throws -> LibraryListing {
    do throws(FixtureError) {
      return try LibraryListing(of: folder)
    } catch { throw CommandFailure(.unreadable, error.description) }
  }

  private static func remarks(_ listing: LibraryListing, _ folder: String) -> [String] {
    var remarks = listing.unreadableFolders.map { "cannot read folder \(folder)/\($0)" }
    if listing.unreadableNames > 0 {
      remarks.append(
        "\(Formats.count(listing.unreadableNames, "file name")) in \(folder) not UTF-8: left out")
    }
    return remarks
  }
}
