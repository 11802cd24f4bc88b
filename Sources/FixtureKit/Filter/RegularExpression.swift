import CPCRE2
import Synchronization

/// A regular expression in Perl's syntax, as PCRE2 reads it, which any number of threads may use.
///
/// A pattern such as `(a+)+$` can take longer than anybody waits; matching is given up then, and the
/// text counts as one that does not match.
final class RegularExpression: Sendable {
  struct SyntaxError: Error {
    let reason: String
  }

  /// Steps after which matching a text is given up: some milliseconds.
  private static let matchLimit: UInt32 = 200_000

  private let pattern: compiled_pattern
  private let isGivenUp = Atomic(false)

  init(_ pattern: String, ignoresCase: Bool) throws(SyntaxError) {
    var pattern = pattern
    var options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C
    if ignoresCase { options |= PCRE2_CASELESS }
    var status: Int32 = 0
    var offset = 0
    let compiled = pattern.withUTF8 {
      pcre2_compile_8($0.baseAddress, $0.count, options, &status, &offset, nil)
    }
    guard let compiled else { throw SyntaxError(reason: Self.message(status)) }
    let context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, Self.matchLimit)
    self.pattern = compiled_pattern(code: compiled, context: context)
  }

  deinit {
    pcre2_match_context_free_8(pattern.context)
    pcre2_code_free_8(pattern.code)
  }

  /// Whether some text took too long.
  var hasGivenUp: Bool { isGivenUp.load(ordering: .relaxed) }

  /// Whether the pattern is anywhere in the text.
  func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let data = pcre2_match_data_create_8(1, nil)
      defer { pcre2_match_data_free_8(data) }
      // A Swift string is good UTF-8, so the library need not look.
      let result = pcre2_match_8(
        pattern.code, bytes.baseAddress, bytes.count, 0, PCRE2_NO_UTF_CHECK, data,
        pattern.context)
      if result < PCRE2_ERROR_NOMATCH { isGivenUp.store(true, ordering: .relaxed) }
      return result >= 0
    }
  }

  private static func message(_ status: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 256)
    let count = pcre2_get_error_message_8(status, &text, text.count)
    return String(decoding: text.prefix(max(0, Int(count))), as: UTF8.self)
  }
}
