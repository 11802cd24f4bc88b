/// What a PATH belongs to: the root, and what its settings say.
package struct Library: Sendable {
  package let root: LibraryRoot
  package let settings: LibrarySettings
  /// Why its settings are not used: for a program that only shows files that is no reason not to.
  package let problem: FixtureError?

  /// The library of a file or a folder.
  package init(of path: String) throws(FixtureError) {
    root = try LibraryRoot(of: path)
    do throws(FixtureError) {
      settings = try LibrarySettings(of: root)
      problem = nil
    } catch {
      settings = LibrarySettings()
      problem = error
    }
  }

  /// The match fields it has for a file.
  package func rules(for path: String) -> MatchRules {
    guard settings.hasMatchRules else { return MatchRules() }
    // A link to nowhere has no other name.
    return settings.matchRules(for: root.relative((try? RealPath.of(path)) ?? path))
  }
}

/// The libraries of the files in a folder. A file belongs to the nearest one, so that it goes by the
/// same settings whether it is named itself or a folder around it is.
package struct Libraries: Sendable {
  /// That of the folder itself first, then those below it, in bytewise order.
  package let all: [Library]
  /// Those below the folder, by their paths relative to it.
  private let nested: [PathKey: Library]

  package init(of folder: String, _ listing: LibraryListing) throws(FixtureError) {
    var all = [try Library(of: folder)]
    var nested: [PathKey: Library] = [:]
    for path in listing.libraries {
      let library = try Library(of: folder + "/" + path)
      nested[PathKey(path)] = library
      all.append(library)
    }
    self.all = all
    self.nested = nested
  }

  /// - Parameter file: its path relative to the folder.
  package subscript(file: String) -> Library {
    guard !nested.isEmpty else { return all[0] }
    var folder = LibraryRoot.folder(of: file)
    while folder != "." {
      if let library = nested[PathKey(folder)] { return library }
      folder = LibraryRoot.folder(of: folder)
    }
    return all[0]
  }
}
