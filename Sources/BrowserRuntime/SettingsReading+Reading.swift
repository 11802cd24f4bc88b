import FixtureBrowser
import FixtureKit

extension SettingsReading {
  /// Reads the settings of the libraries that the files of a folder belong to.
  init(of folder: String, _ listing: LibraryListing) {
    do throws(FixtureError) {
      let libraries = try Libraries(of: folder, listing)
      let hasRules = libraries.all.contains { $0.settings.hasMatchRules }
      self.init(
        rules: hasRules
          ? listing.paths.map { libraries[$0].rules(for: folder + "/" + $0) } : [],
        problem: libraries.all.lazy.compactMap(\.problem).first,
        notes: libraries.all.flatMap(\.settings.notes))
    } catch {
      self.init(problem: error)
    }
  }
}
