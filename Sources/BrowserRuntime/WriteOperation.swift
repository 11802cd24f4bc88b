import FixtureBrowser
import FixtureKit
import Glibc

/// Writes what the browser has been told to, through the one writer and its journal.
struct WriteOperation {
  /// The folder, as ``BrowserLibrary/root`` has it.
  let root: String
  let settings: Settings

  func perform(_ request: WriteRequest) throws(FixtureError) -> WrittenOperation {
    switch request {
    case .delete(let deletions): return try delete(deletions)
    case .takeBack(let operation):
      _ = try writer(LibraryRoot(operation.root)).undo(operation.number)
      return operation
    case .doAgain(let operation):
      _ = try writer(LibraryRoot(operation.root)).redo(operation.number)
      return operation
    }
  }

  private func delete(_ deletions: [FileDeletion]) throws(FixtureError) -> WrittenOperation {
    var roots: [LibraryRoot] = []
    for deletion in deletions { roots.append(try LibraryRoot(of: deletion.path)) }
    let root = LibraryRoot.common(of: roots)
    let count = deletions.reduce(0) { $0 + max($1.removed, 1) }
    let entry = try writer(root).perform(
      "llm-mock-tui \(self.root): \(count) deleted", on: deletions.map(\.path)
    ) { () throws(FixtureError) in
      var changes: [FileChange] = []
      for deletion in deletions { changes.append(try deletion.fileChange()) }
      return changes
    }
    // Something was to be deleted, or there was no request.
    guard let entry else { throw .nothingToUndo }
    return WrittenOperation(root: root.path, number: entry.number)
  }

  private func writer(_ root: LibraryRoot) throws(FixtureError) -> LibraryWriter {
    let state = try StateFolder(of: root, settings)
    return LibraryWriter(Journal(state)) { Timestamp(seconds: time(nil)) }
  }
}
