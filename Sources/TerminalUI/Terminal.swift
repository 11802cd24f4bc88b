/// The screen and keyboard of a program, real or not.
@MainActor
package protocol Terminal: AnyObject {
  /// As last reported by ``pendingEvents()``.
  var size: Size { get }

  /// What a ``Grid`` for this terminal may contain.
  var charset: Charset { get }

  /// To be polled for input; negative, which `poll` skips, where there is none to wait for.
  var inputDescriptor: Int32 { get }

  /// Everything that has arrived, a change of size first.
  ///
  /// It does not wait for input. Only when it finds the start of an escape sequence without its rest
  /// does it wait a moment for that (25 ms), since this is all that tells Escape from an arrow.
  func pendingEvents() -> [TerminalEvent]

  /// Shows the grid, and the cursor or none. What is already on screen costs nothing.
  func present(_ grid: Grid, cursor: (row: Int, column: Int)?)

  /// Makes the next `present` repaint everything: for ctrl-L, after something else wrote there.
  func redraw()

  /// Gives the terminal back while `body` runs (an editor, or a stop by job control) and takes it
  /// again; the next `present` repaints everything.
  func withSuspended<Result>(_ body: () throws -> Result) rethrows -> Result

  /// Offers the text to the user's clipboard. The terminal may refuse, and never says so.
  func copy(_ text: String)

  /// Restores the terminal to what it was. Nothing else works afterwards; closing again is harmless.
  func close()
}
