import Foundation

/// A folder of its own for one test, removed with all that is in it when nobody holds it any more.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory
      .appending(path: "llm-mock-test-\(UUID().uuidString)").path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // What cannot be removed is left to the system's own cleaning of its temporary folder.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of something in it.
  package func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Writes a file with the folders it stands in, and returns its path.
  /// - Parameter replacing: whether a file that is there gives way to a new one, as when an editor
  ///   saves, rather than being written over.
  @discardableResult
  package func write(
    _ bytes: [UInt8], to name: String, replacing: Bool = false
  ) throws -> String {
    let file = URL(filePath: self(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file, options: replacing ? .atomic : [])
    return self(name)
  }

  @discardableResult
  package func write(
    _ text: String, to name: String, replacing: Bool = false
  ) throws -> String {
    try write(Array(text.utf8), to: name, replacing: replacing)
  }

  package func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: self(name))))
  }

  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: self(name))
  }

  package func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: self(name), withIntermediateDirectories: true)
  }

  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: self(name), withDestinationPath: target)
  }
}

/// Hands `body` an empty folder, which stays until it returns.
package func withTemporaryFolder<Result>(
  _ body: (TemporaryFolder) throws -> Result
) throws -> Result {
  let folder = try TemporaryFolder()
  return try withExtendedLifetime(folder) { try body(folder) }
}
