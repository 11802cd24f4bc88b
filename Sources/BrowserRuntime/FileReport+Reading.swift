import FixtureBrowser
import FixtureKit

extension FileReport {
  /// Reads one file.
  init(reading file: Int, at path: String) {
    self.init(file, LibraryIndexer.state(of: path, by: FileIndexer()), at: path)
  }

  /// Of a file without an index the size is asked for.
  init(_ file: Int, _ state: FileState, at path: String) {
    // What cannot be read may have no size either.
    let size = state.failure == nil ? 0 : (try? FileStamp(at: path))?.size ?? 0
    self.init(file, state, size: size)
  }
}
