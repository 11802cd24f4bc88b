import FixtureKit

extension Library {
  /// The library of a PATH that is checked or changed, which takes settings that can be used.
  static func used(_ path: String) throws(FixtureError) -> Library {
    let library = try Library(of: path)
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
