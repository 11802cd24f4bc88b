import FixtureBrowser
import FixtureKit

extension SettingsReading {
  /// Reads the settings of the library that a folder belongs to.
  /// - Parameter paths: the folder's files, relative to it.
  init(of folder: String, _ paths: [String]) {
    do throws(FixtureError) {
      let root = try LibraryRoot(of: folder)
      let settings = try LibrarySettings(of: root)
      let file = root.absolute(LibraryListing.settingsFile)
      let notes = settings.unknownMembers.map {
        "\(file):\($0.line): '\($0.name)' means nothing to llm-mock"
      }
      guard settings.hasMatchRules else {
        self.init(notes: notes)
        return
      }
      let rules = paths.map { path in
        let path = folder + "/" + path
        // A link to nowhere has no other name.
        return settings.matchRules(for: root.relative((try? RealPath.of(path)) ?? path))
      }
      self.init(rules: rules, notes: notes)
    } catch {
      self.init(problem: error)
    }
  }
}
