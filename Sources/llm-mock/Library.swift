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
    let unused = problem.map { "\($0): its settings are not used" }
    return [interruption, unused].compactMap(\.self) + settings.notes
  }

  private var interruption: String? {
    do throws(FixtureError) {
      return try LibraryWriter(of: root).interrupted(waits: false).map {
        FixtureError.interrupted(command: $0.command, root: root.path).description
      }
    } catch {
      // Who only looks needs no journal; one that is damaged may hide what was interrupted.
      if case .unreadableJournal = error { return error.description }
      return nil
    }
  }
}
