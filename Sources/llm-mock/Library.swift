import FixtureKit

/// The library that a PATH belongs to: its root and what its settings say.
struct Library {
  let root: LibraryRoot
  let settings: LibrarySettings
  /// Why its settings are not used.
  let problem: FixtureError?

  /// The library of a PATH, where that only is looked into: settings that cannot be used are no reason
  /// not to show a file.
  static func shown(_ path: String) throws(FixtureError) -> Library {
    let root = try LibraryRoot(of: path)
    do throws(FixtureError) {
      return Library(root: root, settings: try LibrarySettings(of: root), problem: nil)
    } catch {
      return Library(root: root, settings: LibrarySettings(), problem: error)
    }
  }

  /// The match fields it has for a file.
  func rules(for path: String) -> MatchRules {
    guard settings.hasMatchRules else { return MatchRules() }
    return settings.matchRules(for: root.relative((try? RealPath.of(path)) ?? path))
  }

  /// The library of a PATH that is checked or changed, which takes settings that can be used.
  static func used(_ path: String) throws(FixtureError) -> Library {
    let library = try shown(path)
    if let problem = library.problem { throw problem }
    return library
  }

  /// What goes to standard error: an operation that was interrupted, and what is wrong with settings.
  var notes: [String] {
    // Who only looks needs no journal.
    let interrupted = try? LibraryWriter(of: root).interrupted(waits: false)
    let stopped = interrupted.map {
      FixtureError.interrupted(command: $0.command, cause: nil).description
    }
    let unused = problem.map { "\($0): its settings are not used" }
    return [stopped, unused].compactMap(\.self) + settings.notes
  }
}
