import TerminalUI

/// Characters the browser draws of its own accord. They stand beside text of fixture files, so what
/// the terminal cannot show must not come out as an escape, which would look like part of that text.
enum Ornament {
  /// Beside the size of an interaction whose answer came as a stream.
  static func stream(_ charset: Charset) -> String { charset == .unicode ? "»" : "s" }

  /// In front of what has something wrong, or has it inside.
  static let problem = "!"

  static func fold(_ isClosed: Bool, _ charset: Charset) -> String {
    switch charset {
    case .unicode: isClosed ? "▸" : "▾"
    case .ascii: isClosed ? "+" : "-"
    }
  }

  /// For what is left out, or not there yet.
  static func ellipsis(_ charset: Charset) -> String { charset == .unicode ? "…" : "..." }

  /// In place of the start of a text that is shown by its end; one column.
  static func cutStart(_ charset: Charset) -> String { charset == .unicode ? "…" : "<" }

  /// Before what a model calls.
  static func arrow(_ charset: Charset) -> String { charset == .unicode ? "→" : "->" }

  /// Around what is said instead of a value.
  static func quoted(_ text: String, _ charset: Charset) -> String {
    charset == .unicode ? "‹\(text)›" : "<\(text)>"
  }
}
