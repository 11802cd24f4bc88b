import LosslessJSON
import Testing

@testable import FixtureKit

@Suite struct `Reading a filter` {
  private func sketch(_ text: String) -> String {
    do { return try Filter(text).sketch } catch { return "\(error)" }
  }

  @Test(arguments: [
    ("", "all"), ("  \t ", "all"), ("hello", "'hello'"), (" hello ", "'hello'"),
    ("a b", "('a' and 'b')"), ("a b c", "('a' and 'b' and 'c')"), ("a | b", "('a' or 'b')"),
    ("a|b|c", "('a' or 'b' or 'c')"), ("a\tb", "('a' and 'b')"),
    ("a b | c", "(('a' and 'b') or 'c')"), ("a | b c", "('a' or ('b' and 'c'))"),
    ("a (b | c)", "('a' and ('b' or 'c'))"), ("(a b)", "('a' and 'b')"), ("((a))", "'a'"),
    ("(a)(b)", "('a' and 'b')"), ("a(b)c", "('a' and 'b' and 'c')"), ("( a )", "'a'"),
    ("!a", "not 'a'"), ("! a", "not 'a'"), ("!!a", "not not 'a'"), ("!a b", "(not 'a' and 'b')"),
    ("!(a b)", "not ('a' and 'b')"), ("!a | b", "(not 'a' or 'b')"), ("a !b", "('a' and not 'b')"),
    ("a!b", "'a!b'"), ("!model:x", "not model 'x'"), ("(model:x)", "model 'x'"),
    ("model:x|model:y", "(model 'x' or model 'y')"),
  ])
  func `joins conditions: not before and before or`(text: String, expected: String) {
    #expect(sketch(text) == expected)
  }

  @Test(arguments: [
    ("a*", "'a*'"), ("why?", "'why?'"), ("model:a*", "model <a*>"), ("prompt:a*", "prompt <*a**>"),
    ("\"two words\"", "'two words'"),
    ("\"a*\"", "'a*'"), ("/a b|c/", "/a b|c/"), (#"/a\/b/"#, "/a/b/"),
    (#""say \"hi\"""#, #"'say "hi"'"#),
    ("\"a\" \"b\"", "('a' and 'b')"), ("\"\"", "''"), ("it's", "'it's'"), (":a", "':a'"),
    ("a,b", "'a,b'"), ("日本", "'日本'"), ("5>4", "'5>4'"),
    ("/a b/i", "/a b/"), ("/v1/messages", "'/v1/messages'"), ("/a/ b", "(/a/ and 'b')"),
  ])
  func `takes words, globs, phrases and regular expressions`(text: String, expected: String) {
    #expect(sketch(text) == expected)
  }

  @Test(arguments: [
    ("model:gpt", "model 'gpt'"), ("model:gpt*", "model <gpt*>"),
    ("model:\"gpt 4\"", "model =gpt 4="),
    ("model:/^gpt/", "model /^gpt/"), ("model:a,b", "model 'a', 'b'"),
    ("model:\"a,b\",c*,/d/", "model =a,b=, <c*>, /d/"), ("model:a:b", "model 'a:b'"),
    ("provider:openai", "provider 'openai'"), ("endpoint:/responses$/", "endpoint /responses$/"),
    ("file:chat", "file 'chat'"), ("hash:a3f", "hash 'a3f'"), ("req:x", "req 'x'"),
    ("resp:x", "resp 'x'"), ("prompt:x", "prompt 'x'"), ("tool:x", "tool 'x'"),
    ("role:x", "role 'x'"), ("model:\"\"", "model =="), ("model:a b", "(model 'a' and 'b')"),
    ("model:a|b", "(model 'a' or 'b')"), ("hash:!a", "hash '!a'"),
    ("endpoint:/v1/messages", "endpoint '/v1/messages'"), ("endpoint:/v1", "endpoint '/v1'"),
    ("endpoint:/v1$/,x", "endpoint /v1$/, 'x'"), ("prompt:\"two words\"", "prompt 'two words'"),
  ])
  func `takes fields of text`(text: String, expected: String) {
    #expect(sketch(text) == expected)
  }

  @Test(arguments: [
    ("size:100", "size 100..<101"), ("size:>4k", "size 4001..<"), ("size:>=4k", "size 4000..<"),
    ("size:<4k", "size ..<4000"), ("size:<=4k", "size ..<4001"), ("size:1.5K", "size 1450..<1550"),
    ("size:4k", "size 3500..<4500"), ("size:1K", "size 500..<1500"),
    ("size:>2M", "size 2000001..<"), ("size:<1G", "size ..<1000000000"),
    ("size:<1k,>2k", "size ..<1000, 2001..<"), ("status:429", "status 429..<430"),
    ("status:>=400", "status 400..<"), ("tokens:>1k", "tokens 1001..<"),
    ("tokens:<1M", "tokens ..<1000000"),
    ("age:30d", "age 2592000..<2678400"), ("age:>30d", "age 2678400..<"),
    ("age:>=30d", "age 2592000..<"),
    ("age:<30d", "age ..<2592000"), ("age:<=30d", "age ..<2678400"), ("age:5m", "age 300..<360"),
    ("age:2h", "age 7200..<10800"), ("age:1w", "age 604800..<1209600"),
    ("age:<1y", "age ..<31536000"),
    ("date:2026", "date 1767225600..<1798761600"), ("date:2026-04", "date 1775001600..<1777593600"),
    ("date:2026-12", "date 1796083200..<1798761600"),
    ("date:2026-04-23", "date 1776902400..<1776988800"),
    ("date:>2026-04-23", "date 1776988800..<"), ("date:>=2026", "date 1767225600..<"),
    ("date:<2026-04", "date ..<1775001600"), ("date:<=2026-04", "date ..<1777593600"),
    ("date:2024-02", "date 1706745600..<1709251200"), ("date:<1970", "date ..<0"),
  ])
  func `takes fields of numbers with their units`(text: String, expected: String) {
    #expect(sketch(text) == expected)
  }

  @Test(arguments: [
    ("is:error", "is error"), ("is:stream,tool", "is stream, tool"),
    ("is:mismatch is:duplicate", "(is mismatch and is duplicate)"), ("is:invalid", "is invalid"),
    ("path:$.usage", "$.usage exists"), ("path:$.a.b[0]>1.5", "$.a.b[0] > 1.5"),
    ("path:$.a<-1", "$.a < -1.0"), ("path:$.a=x", "$.a is =x="),
    ("path:$.a=9", "$.a is =9= or = 9.0"), ("path:$.a>=9", "$.a >= 9.0"),
    ("path:$.a<=9", "$.a <= 9.0"), ("path:$.a!=x", "($.a exists and not $.a is =x=)"),
    ("path:$.a=0x10", "$.a is =0x10="), ("path:$['a!=b']=1", "$['a!=b'] is =1= or = 1.0"),
    ("path:$.a=\"9\"", "$.a is =9="),
    ("path:$.a=\"x y\"", "$.a is =x y="),
    ("path:$.a=/x y/", "$.a is /x y/"), ("path:$.a=x*", "$.a is <x*>"),
    ("path:$[*].a", "$[*].a exists"),
    ("path:$.a x", "($.a exists and 'x')"), ("path:$", "$ exists"),
    // What may follow any other condition may follow a path.
    ("(path:$.a)", "$.a exists"), ("path:$.a|x", "($.a exists or 'x')"),
    ("path:$['a b']", "$['a b'] exists"), ("path:$['a>b']>1", "$['a>b'] > 1.0"),
    ("path:$['(']", "$['('] exists"), ("(path:$.a>1)", "$.a > 1.0"),
    ("path:$.a>1|x", "($.a > 1.0 or 'x')"),
  ])
  func `takes states and paths`(text: String, expected: String) {
    #expect(sketch(text) == expected)
  }

  @Test func `takes 90 brackets and refuses a thousand`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
    }
    #expect(sketch(nested(90)) == "'a'")
    #expect(sketch(nested(1_000)) == "filter: '(': nested too deeply")
    #expect(
      sketch(String(repeating: "!", count: 100_000) + "a") == "filter: '!': nested too deeply")
  }
}

/// What a person sees under the text that was typed.
struct BadFilter: CustomTestStringConvertible, Sendable {
  let text: String
  /// The part that is meant.
  let range: Range<Int>
  let reason: String

  init(_ text: String, _ range: Range<Int>, _ reason: String) {
    (self.text, self.range, self.reason) = (text, range, reason)
  }

  var testDescription: String { text }
}

@Suite struct `A filter that cannot be read` {
  private static let fields =
    "no such field; there are model provider endpoint file hash req resp prompt tool role "
    + "status size age date tokens is path"
  private static let states =
    "no such state; there are mismatch duplicate invalid stream tool error"

  @Test(arguments: [
    BadFilter(")", 0..<0, "a condition is missing here"),
    BadFilter("a)", 1..<2, "nothing opens this bracket"),
    BadFilter("a b) c", 3..<4, "nothing opens this bracket"),
    BadFilter("(", 1..<1, "a condition is missing here"),
    BadFilter("()", 1..<1, "a condition is missing here"),
    BadFilter("(a", 0..<1, "this bracket is not closed"),
    BadFilter("a (b c", 2..<3, "this bracket is not closed"),
    BadFilter("|", 0..<0, "a condition is missing here"),
    BadFilter("a |", 3..<3, "a condition is missing here"),
    BadFilter("a || b", 3..<3, "a condition is missing here"),
    BadFilter("!", 1..<1, "a condition is missing after '!'"),
    BadFilter("a ! ", 4..<4, "a condition is missing after '!'"),
    BadFilter("!|", 1..<2, "a condition is missing here"),
    BadFilter("!)", 1..<2, "a condition is missing here"),
    BadFilter("\"a", 0..<2, "the closing quote is missing"),
    BadFilter("x \"a b", 2..<6, "the closing quote is missing"),
    BadFilter("/a", 0..<2, "the closing / is missing"),
    BadFilter("/(/", 0..<3, "not a regular expression: missing closing parenthesis"),
    BadFilter(
      "x /[/ y", 2..<5,
      "not a regular expression: missing terminating ] for character class"),
  ])
  func `says what of its form is wrong, and where`(bad: BadFilter) {
    let error = #expect(throws: FilterError.self) { try Filter(bad.text) }
    #expect(error?.range == bad.range)
    #expect(error?.reason == bad.reason)
  }

  @Test(arguments: [
    BadFilter("colour:red", 0..<7, fields), BadFilter("a Model:x", 2..<8, fields),
    BadFilter("http://x", 0..<5, fields), BadFilter("é:x", 0..<3, fields),
    BadFilter("used:3d", 0..<5, "there is no usage log to read yet"),
    BadFilter("model:", 6..<6, "a value is missing here"),
    BadFilter("model: x", 6..<6, "a value is missing here"),
    BadFilter("model:a,", 8..<8, "a value is missing here"),
    BadFilter("model:,a", 6..<6, "a value is missing here"),
    BadFilter("model:\"a", 6..<8, "the closing quote is missing"),
    BadFilter("model:/a", 6..<8, "the closing / is missing"),
    BadFilter(
      "model:a,/*/", 8..<11,
      "not a regular expression: quantifier does not follow a repeatable item"),
    BadFilter("status:", 7..<7, "a number is expected, such as >400"),
    BadFilter("status:many", 7..<11, "a number is expected, such as >400"),
    BadFilter("status:>", 7..<8, "a number is expected, such as >400"),
    BadFilter("tokens:1G", 7..<9, "a number is expected, such as >400"),
    BadFilter("tokens:1.2.3", 7..<12, "a number is expected, such as >400"),
    BadFilter("size:big", 5..<8, "a size is expected, such as >4k or <2M"),
    BadFilter("size:4k,x", 8..<9, "a size is expected, such as >4k or <2M"),
    BadFilter("size:>-1", 5..<8, "a size is expected, such as >4k or <2M"),
    BadFilter("size:99999999999999999999", 5..<25, "a size is expected, such as >4k or <2M"),
    BadFilter("age:30", 4..<6, "an age is expected, such as >30d, <12h or >1y"),
    BadFilter("age:d", 4..<5, "an age is expected, such as >30d, <12h or >1y"),
    BadFilter("age:-1d", 4..<7, "an age is expected, such as >30d, <12h or >1y"),
    BadFilter("age:+1d", 4..<7, "an age is expected, such as >30d, <12h or >1y"),
    BadFilter("age:9999999d", 4..<12, "an age is expected, such as >30d, <12h or >1y"),
    BadFilter("date:today", 5..<10, "a date is expected, such as 2026, 2026-03 or <2026-03-14"),
    BadFilter("date:26", 5..<7, "a date is expected, such as 2026, 2026-03 or <2026-03-14"),
    BadFilter("date:2026-13", 5..<12, "a date is expected, such as 2026, 2026-03 or <2026-03-14"),
    BadFilter(
      "date:2026-02-30", 5..<15, "a date is expected, such as 2026, 2026-03 or <2026-03-14"),
    BadFilter("date:2026-+3", 5..<12, "a date is expected, such as 2026, 2026-03 or <2026-03-14"),
    BadFilter(
      "date:2026-03-14T10:00", 5..<21, "a date is expected, such as 2026, 2026-03 or <2026-03-14"),
    BadFilter("is:", 3..<3, states), BadFilter("is:fun", 3..<6, states),
    BadFilter("is:stream,fun", 10..<13, states), BadFilter("is:Stream", 3..<9, states),
    BadFilter("is:unused", 3..<9, "needs a usage log, which is not read yet"),
    BadFilter("is:stale", 3..<8, "staleness beyond mismatch and duplicate is not judged yet"),
    BadFilter("is:secret", 3..<9, "secrets are not looked for yet"),
    BadFilter("is:changed", 3..<10, "git is not compared with yet"),
    BadFilter("is:marked", 3..<9, "nothing can be marked yet"),
    BadFilter(
      "path:messages", 5..<13,
      "a path looks like $.response.usage.output_tokens or $.messages[0].role"),
    BadFilter(
      "path:", 5..<5, "a path looks like $.response.usage.output_tokens or $.messages[0].role"),
    BadFilter("path:$.a>", 9..<9, "a value is missing here"),
    BadFilter("path:$.a>x", 9..<10, "a number is expected"),
    BadFilter("path:$.a<nan", 9..<12, "a number is expected"),
  ])
  func `says what of a field is wrong, and where`(bad: BadFilter) {
    let error = #expect(throws: FilterError.self) { try Filter(bad.text) }
    #expect(error?.range == bad.range)
    #expect(error?.reason == bad.reason)
  }

  @Test func `names the part in a sentence`() {
    let named = #expect(throws: FilterError.self) { try Filter("age:soon") }
    #expect(
      named?.description
        == "filter: 'soon': an age is expected, such as >30d, <12h or >1y")
    let empty = #expect(throws: FilterError.self) { try Filter("a |") }
    #expect(empty?.description == "filter 'a |', at its end: a condition is missing here")
  }

  @Test func `names whole characters`() {
    let error = #expect(throws: FilterError.self) {
      try Filter(String(repeating: "!", count: 99) + "é")
    }
    #expect(error?.description == "filter: 'é': nested too deeply")
  }
}
