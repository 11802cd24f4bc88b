/// What a terminal reports.
package enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// Pasted text in one piece, its line ends as `\n`, so that it is never taken for commands.
  case paste(String)
  case resize(Size)
  /// The terminal is gone and will never report anything again. Its descriptor stays ready for ever,
  /// so that a program which goes on polling it burns a processor.
  case hangUp
}

/// A button pressed or released, or the wheel turned by one step, over a cell.
package struct MouseEvent: Hashable, Sendable {
  package enum Button: Hashable, Sendable {
    case left, middle, right, wheelUp, wheelDown
  }

  package enum Kind: Hashable, Sendable {
    case press, release
  }

  package var button: Button
  package var kind: Kind
  package var row: Int
  package var column: Int

  package init(button: Button, kind: Kind, row: Int, column: Int) {
    self.button = button
    self.kind = kind
    self.row = row
    self.column = column
  }
}
