import CVTerm
import Glibc

/// What the C library thinks.
package enum CLibrary {
  /// The columns `wcwidth` gives each code point in a UTF-8 locale; -1 for none at all. The locale is
  /// this thread's alone, meanwhile.
  package static func widths(of scalars: some Sequence<UInt32>) -> [Int] {
    let utf8 = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
    let previous = uselocale(utf8)
    defer {
      uselocale(previous)
      freelocale(utf8)
    }
    return scalars.map { Int(wcwidth(wchar_t($0))) }
  }
}
