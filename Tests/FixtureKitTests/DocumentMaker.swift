import TestSupport

/// Makes fixture files of random content in one style, spelled as text.
struct DocumentMaker {
  enum Style: String, CaseIterable, Sendable {
    case indented, threeSpaces, fourSpaces, compact, tabs, crlf, escaped, rawUTF8

    fileprivate var newline: String {
      switch self {
      case .indented, .threeSpaces, .fourSpaces, .escaped, .rawUTF8, .tabs: "\n"
      case .crlf: "\r\n"
      case .compact: ""
      }
    }

    fileprivate var indentation: String {
      switch self {
      case .indented, .crlf, .escaped, .rawUTF8: "  "
      case .threeSpaces: "   "
      case .fourSpaces: "    "
      case .tabs: "\t"
      case .compact: ""
      }
    }
  }

  private let style: Style
  private var random: SeededGenerator

  init(_ style: Style, seed: UInt64) {
    self.style = style
    random = SeededGenerator(seed: seed)
  }

  /// A fixture file with members in any order, some of them unknown.
  mutating func fixture() -> String {
    let interactions = (0..<Int.random(in: 1...3, using: &random)).map { _ in interaction(2) }
    var members = [
      ("version", #""2.0""#), ("provider", #""anthropic""#), ("note", value(1)),
    ]
    members.shuffle(using: &random)
    // What stands before the interactions is known when they are read.
    return object(members + [("interactions", array(interactions, 1)), ("x", value(1))], 0)
  }

  private mutating func interaction(_ depth: Int) -> String {
    var members = [
      ("hash", string()), ("request", request(depth + 1)), ("response", response(depth + 1)),
      ("recorded_at", #""2026-04-23T10:00:00.123456+00:00""#),
    ]
    if Bool.random(using: &random) {
      members.append(("streaming", choice("true", "false", #""on""#)))
    }
    if Bool.random(using: &random) { members.append(("label", value(depth + 1))) }
    if Bool.random(using: &random) { members.append(("stream_events", events(depth + 1))) }
    if Int.random(in: 0..<4, using: &random) == 0 { members.append(("hash", string())) }
    if Int.random(in: 0..<4, using: &random) == 0 {
      members.append(("endpoint", choice(#""POST /v1/x""#, string(), "null")))
    }
    members.shuffle(using: &random)
    return object(members, depth)
  }

  private mutating func request(_ depth: Int) -> String {
    let messages = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      object(
        [
          ("role", choice(#""user""#, #""assistant""#, #""tool""#)),
          ("content", choice(string(), string(), value(depth + 3))),
        ], depth + 2)
    }
    var members = [
      ("model", choice(string(), #""claude-haiku-4-5""#, "null")),
      ("messages", array(messages, depth + 1)), ("temperature", number()),
    ]
    members.shuffle(using: &random)
    return object(members, depth)
  }

  private mutating func response(_ depth: Int) -> String {
    object(
      [
        choice(("type", #""message""#), ("object", #""chat.completion""#), ("id", string())),
        ("content", value(depth + 1)),
      ], depth)
  }

  private mutating func events(_ depth: Int) -> String {
    let names = [#""message_start""#, #""ping""#, string()]
    let events = (0..<Int.random(in: 0...2, using: &random)).map { index in
      object(
        [("data", object([("type", names[index]), ("x", value(depth + 3))], depth + 2))], depth + 1)
    }
    return array(events, depth)
  }

  // MARK: - Values

  private mutating func value(_ depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 7 ? 4 : 6), using: &random) {
    case 0: return number()
    case 1: return choice("true", "false", "null", "NaN", "-Infinity")
    case 2, 3: return string()
    case 4:
      return array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth + 1) }, depth)
    default:
      return object(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in (word(), value(depth + 1)) }, depth)
    }
  }

  private mutating func number() -> String {
    choice("0", "-0", "1.0", "12345678901234567890123", "1e5", "-2.50E-07", "7")
  }

  private mutating func string() -> String { "\"" + word() + "\"" }

  /// The inside of a string.
  private mutating func word() -> String {
    let plain = ["a", "role", "hello there", "x y z", "0123456789abcdef", ""]
    let escaped = [
      #"\u00e9"#, #"\ud83d\ude00"#, #"\""#, #"\\"#, #"\n"#, #"\/"#, #"\ud83d"#, #"\u0041"#,
    ]
    let raw = ["é", "😀", "日本語", "e\u{301}", "\u{2028}", "\u{7f}"]
    return (0..<Int.random(in: 0...4, using: &random)).map { _ in
      switch style {
      case .escaped: choice(plain + escaped)
      case .rawUTF8: choice(plain + raw)
      case .indented, .threeSpaces, .fourSpaces, .compact, .tabs, .crlf:
        choice(plain + escaped + raw)
      }
    }.joined()
  }

  private mutating func choice<Value>(_ values: Value...) -> Value { choice(values) }

  private mutating func choice<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &random)]
  }

  // MARK: - Layout

  private func object(_ members: [(String, String)], _ depth: Int) -> String {
    let colon = style == .compact ? ":" : ": "
    return laidOut(members.map { "\"\($0.0)\"\(colon)\($0.1)" }, "{", "}", depth)
  }

  private func array(_ elements: [String], _ depth: Int) -> String {
    laidOut(elements, "[", "]", depth)
  }

  private func laidOut(
    _ items: [String], _ open: String, _ close: String, _ depth: Int
  ) -> String {
    guard !items.isEmpty else { return open + close }
    let inner = style.newline + String(repeating: style.indentation, count: depth + 1)
    let outer = style.newline + String(repeating: style.indentation, count: depth)
    return open + inner + items.joined(separator: "," + inner) + outer + close
  }
}
