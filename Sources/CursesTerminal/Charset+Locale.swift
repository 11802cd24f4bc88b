import Glibc
import TerminalUI

/// The process's environment variables; a variable that is unset is nil.
enum Environment {
  static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

extension Charset {
  /// Sets the process's character type to the user's locale, which ncurses goes by, and says what that
  /// allows.
  ///
  /// A container has no locale set, and a machine reached through ssh may lack the one named; if
  /// UTF-8 was not ruled out, `C.UTF-8` stands in. A locale that is not UTF-8 is respected.
  static func adoptingLocale() -> Charset {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
      .compactMap { Environment[$0] }.first { !$0.isEmpty }
    if name == nil || (setlocale(LC_CTYPE, "") == nil && name.map(namesUTF8) == true) {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    let codeset = nl_langinfo(Int32(CODESET)).map { String(cString: $0) }
    return codeset == "UTF-8" ? .unicode : .ascii
  }

  private static func namesUTF8(_ locale: String) -> Bool {
    let lowercased = locale.lowercased()
    return lowercased.contains("utf-8") || lowercased.contains("utf8")
  }
}
