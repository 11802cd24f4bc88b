import FixtureKit

/// Which interactions of a file FIXTURE#N or HASH means.
struct InteractionChoice {
  /// From 1.
  let position: Int?
  let hash: String?

  /// The shortest start of a hash that may be given.
  private static let shortestPrefix = 4

  /// The one at the position, or every one with the hash.
  func chosen(in index: FileIndex, _ path: String) throws -> [IndexedInteraction] {
    if let position {
      guard hash == nil else {
        throw CommandFailure(.usage, "give either #\(position) or a hash, not both")
      }
      guard position > 0 else { throw CommandFailure(.usage, "positions start at 1: \(path)#1") }
      guard position <= index.count else {
        throw CommandFailure(
          .nothingMatched,
          "\(path) has \(Formats.count(index.count, "interaction")): there is no #\(position)")
      }
      return [index[position - 1]]
    }
    guard let hash, !hash.isEmpty else {
      throw CommandFailure(
        .usage, "which interaction? Give the first digits of its hash, or \(path)#1")
    }
    var fitting = (0..<index.count).map { index[$0] }.filter { Self.fits(hash, $0.hash) }
    let exact = fitting.filter { $0.hash == hash }
    if !exact.isEmpty { fitting = exact }
    guard !exact.isEmpty || hash.count >= Self.shortestPrefix else {
      throw CommandFailure(
        .usage, "'\(hash)' is too short: give at least \(Self.shortestPrefix) digits of the hash")
    }
    let hashes = Set(fitting.map(\.hash))
    guard hashes.count <= 1 else {
      let list = fitting.map { "  \($0.hash.visible)  #\($0.position + 1)  \($0.preview.visible)" }
      throw CommandFailure(
        .usage,
        "'\(hash)' fits \(hashes.count) different hashes; give more digits:\n"
          + list.joined(separator: "\n"))
    }
    guard !fitting.isEmpty else {
      throw CommandFailure(
        .nothingMatched, "no interaction with hash \(hash.visible) in \(path)")
    }
    return fitting
  }

  /// Hex digits may be given in capitals.
  private static func fits(_ prefix: String, _ hash: String) -> Bool {
    hash.hasPrefix(prefix) || hash.lowercased().hasPrefix(prefix.lowercased())
  }
}
