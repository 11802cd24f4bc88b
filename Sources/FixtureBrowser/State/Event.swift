package import FixtureKit
package import TerminalUI

/// Whatever happens to the browser.
package enum Event: Sendable {
  case terminal(TerminalEvent)
  /// The names in the folder are known, or cannot be.
  case listed(Result<BrowserLibrary, FixtureError>)
  /// Files have been read, in any order.
  case indexed([FileReport])
  /// All files have been read; how long that took.
  case indexingEnded(milliseconds: Int)
  /// Files have been checked as a whole.
  case checked([(file: Int, findings: [InteractionFindings])])
  case rows(RowList)
  case opened(Place, Result<OpenedInteraction, FixtureError>)
  case openedFile(Int, Result<OpenedFile, FixtureError>)
  /// A file that is no good has been read again because it was looked at.
  case reread(FileReport)
  /// What the current row stands for takes a while to read.
  case waiting
  /// An operation on the library's files stopped half-way before this program started.
  case interrupted(FixtureError)
  /// Files have been written, or could not be.
  case wrote(Result<WrittenOperation, FixtureError>, WriteRequest)
  /// A signal asks the program to end.
  case terminated
}

/// What the browser wants done outside itself.
package enum Effect: Sendable {
  /// List the folder and read what is in it.
  case load
  /// Look whether an operation on the library's files stopped half-way.
  case findInterrupted
  /// Read one file again.
  case reindex(file: Int, path: String)
  /// Stop listing, reading and checking; what comes of it, or of anything opened, is not wanted.
  case cancel
  /// Look into files for what only a whole file tells, where that is not known.
  case check(BrowserLibrary, files: [Int])
  case query(RowQuery)
  case open(Place, path: String, index: FileIndex, rules: MatchRules)
  /// Show a file that is no good as it is, and look whether it still is none.
  case openFile(Int, path: String)
  /// Change files.
  case write(WriteRequest)
  case copy(String)
  case redraw
  case suspend
  case quit
}
