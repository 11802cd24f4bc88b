/// What the environment says. The one reader of variables.
package struct Settings: Sendable {
  /// Where programs keep what is not worth a file of the user's own: `$XDG_STATE_HOME`, else
  /// `~/.local/state`. Nil where neither is set.
  package let stateHome: String?
  /// `LLM_MOCK_USAGE`: where the usage log is, instead of in the library. Nil where it is not set.
  package let usageLog: String?

  package init(_ variable: (String) -> String?) {
    usageLog = variable("LLM_MOCK_USAGE").flatMap { $0.isEmpty ? nil : $0 }
    // By the specification a relative path is to be ignored.
    if let home = variable("XDG_STATE_HOME"), home.hasPrefix("/") {
      stateHome = home
    } else {
      stateHome = variable("HOME").flatMap { $0.isEmpty ? nil : $0 + "/.local/state" }
    }
  }
}
