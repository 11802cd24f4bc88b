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

  private let pattern: compiled_pattern
  private let isGivenUp = Atomic(false)

  init(_ pattern: String, ignoresCase: Bool) throws(SyntaxError) {
    var pattern = pattern
    // The library's own limit starts anew at each character of the text, so steps are counted by
    // callouts, which come before each item of the pattern.
    var options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT
    if ignoresCase { options |= PCRE2_CASELESS }
    var status: Int32 = 0
    var offset = 0
    let compiled = pattern.withUTF8 {
      pcre2_compile_8($0.baseAddress, $0.count, options, &status, &offset, nil)
    }
    guard let compiled else { throw SyntaxError(reason: Self.message(status)) }
    self.pattern = compiled_pattern(code: compiled)
  }

  deinit { pcre2_code_free_8(pattern.code) }

  /// Whether some text took too long.
  var hasGivenUp: Bool { isGivenUp.load(ordering: .relaxed) }

  /// Whether the pattern is anywhere in the text.
  func matches(_ text: String) -> Bool { firstRange(in: text) != nil }

  /// Where the pattern first stands in the text from an offset on, in bytes of UTF-8.
  func firstRange(in text: String, from start: Int = 0) -> Range<Int>? {
    var text = text
    return text.withUTF8 { firstRange(in: $0, from: start) }
  }

  private func firstRange(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Range<Int>? {
    let data = pcre2_match_data_create_8(1, nil)
    defer { pcre2_match_data_free_8(data) }
    let context = pcre2_match_context_create_8(nil)
    defer { pcre2_match_context_free_8(context) }
    // Some milliseconds for a short text, a second for a megabyte; good patterns take a fraction.
    var steps = 500_000 + 20 * bytes.count
    return withUnsafeMutablePointer(to: &steps) { steps in
      _ = pcre2_set_callout_8(
        context,
        { _, steps in
          guard let steps = steps?.assumingMemoryBound(to: Int.self) else { return 0 }
          steps.pointee -= 1
          return steps.pointee < 0 ? PCRE2_ERROR_CALLOUT : 0
        }, steps)
      // A Swift string is good UTF-8, so the library need not look.
      let result = pcre2_match_8(
        pattern.code, bytes.baseAddress, bytes.count, start, PCRE2_NO_UTF_CHECK, data, context)
      if result < PCRE2_ERROR_NOMATCH { isGivenUp.store(true, ordering: .relaxed) }
      guard result >= 0, let range = pcre2_get_ovector_pointer_8(data) else { return nil }
      // With `\K` a match may begin behind its end.
      return min(range[0], range[1])..<max(range[0], range[1])
    }
  }

  private static func message(_ status: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 256)
    let count = pcre2_get_error_message_8(status, &text, text.count)
    return String(decoding: text.prefix(max(0, Int(count))), as: UTF8.self)
  }
}
