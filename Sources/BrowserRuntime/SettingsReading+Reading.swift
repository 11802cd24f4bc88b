import FixtureBrowser
import FixtureKit

extension SettingsReading {
  /// Reads the settings of the library that a folder belongs to.
  /// - Parameter paths: the folder's files, relative to it.
  init(of folder: String, _ paths: [String]) {
    do throws(FixtureError) {
      let root = try LibraryRoot(of: folder)
      let settings = try LibrarySettings(of: root)
      guard settings.hasMatchRules else {
        self.init(notes: settings.notes)
        return
      }
      let rules = paths.map { path in
        let path = folder + "/" + path
        // A link to nowhere has no other name.
        return settings.matchRules(for: root.relative((try? RealPath.of(path)) ?? path))
      }
      self.init(rules: rules, notes: settings.notes)
    } catch {
      self.init(problem: error)
    }
  }
}
