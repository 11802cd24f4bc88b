import LosslessJSON
import Testing

@testable import FixtureKit

/// What the Python package refuses loads here, with its faults named.
@Suite struct `Faults of a fixture file` {
  @Test(
    arguments: [
      (#"{"interactions": []}"#, ["provider is missing or not a string"]),
      (#"{"provider": 1, "interactions": []}"#, ["provider is missing or not a string"]),
      (#"{"provider": null, "interactions": []}"#, ["provider is missing or not a string"]),
      (#"{"provider": "p", "version": 2}"#, ["version is not a string"]),
      (#"{"provider": "p", "version": null}"#, ["version is not a string"]),
      (#"{"provider": "p", "interactions": {}}"#, ["interactions is not an array"]),
      (#"{"provider": "p", "interactions": null}"#, ["interactions is not an array"]),
      (
        #"{"interactions": 1, "version": 2}"#,
        [
          "interactions is not an array", "version is not a string",
          "provider is missing or not a string",
        ]
      ),
      (#"{"provider": "p"}"#, []),
      (#"{"provider": "", "interactions": []}"#, []),
      (#"{"provider": "p", "version": "9.9", "comment": [1], "interactions": []}"#, []),
      // Of duplicate members the last one counts, also when an earlier one is wrong.
      (#"{"provider": "p", "version": 2, "version": "2.0"}"#, []),
      (#"{"provider": "p", "interactions": 1, "interactions": []}"#, []),
      (#"{"provider": 1, "provider": "p"}"#, []),
    ] as [(String, [String])])
  func `of the file`(text: String, faults: [String]) throws {
    #expect(try indexed(text).faults == faults)
  }

  @Test(
    arguments: [
      ("null", .noObject), ("[]", .noObject), ("\"x\"", .noObject), ("1", .noObject),
      ("{}", [.hash, .request, .recordedAt]),
      (member("hash", "null"), .hash), (member("hash", "1"), .hash),
      (member("request", #""x""#), .request), (member("request", "[]"), .request),
      (member("request", "null"), .request),
      (member("response", "[1]"), .response), (member("response", "null"), .response),
      (member("response", #""x""#), .response), (member("response", "{}"), none),
      (member("recorded_at", "null"), .recordedAt), (member("recorded_at", "0"), .recordedAt),
      (member("recorded_at", #""""#), none), (member("recorded_at", #""soon""#), none),
      (member("streaming", #""maybe""#), .streaming), (member("streaming", "2"), .streaming),
      (member("streaming", "null"), .streaming), (member("streaming", "[]"), .streaming),
      (member("streaming", "true"), none), (member("streaming", #""yes""#), none),
      (member("streaming", #""N""#), none), (member("streaming", "1"), none),
      (member("streaming", "0.0"), none),
      (member("stream_events", #"["x"]"#), .streamEvents),
      (member("stream_events", "[{}, 1]"), .streamEvents),
      (member("stream_events", "{}"), .streamEvents),
      (member("stream_events", "null"), .streamEvents),
      (member("stream_events", "[]"), none), (member("stream_events", "[{}, {}]"), none),
      (member("note", "null"), none), (member("x\": 0, \"hash\": 1, \"hash", #""h""#), none),
    ] as [(String, InteractionFaults)])
  func `of an interaction`(text: String, faults: InteractionFaults) throws {
    let index = try indexed(fixtureText(interactionText(), text, interactionText()))
    #expect(index[0].faults == [])
    #expect(index[1].faults == faults)
    #expect(index[2].faults == [])
  }

  @Test func `are none where only optional members are missing`() throws {
    let index = try indexed(
      fixtureText(#"{"hash": "h", "request": {}, "recorded_at": "2026-01-01"}"#))
    #expect(index[0].faults == [])
  }

  @Test func `are said in sentences`() throws {
    #expect(InteractionFaults().description == "")
    #expect(
      InteractionFaults([.response, .hash]).description
        == "hash is missing or not a string; response is not an object")
    #expect(
      InteractionFaults([.noObject, .request, .streaming, .streamEvents, .recordedAt]).description
        == "the interaction is not an object; request is missing or not an object; "
        + "streaming is not a boolean; stream_events is not an array of objects; "
        + "recorded_at is missing or not a string")
  }

  @Test func `of the file are problems of each of its interactions`() throws {
    let index = try indexed(
      #"{"version": 2, "interactions": [\#(interactionText()), 1]}"#)
    #expect(index[0].problem == "version is not a string; provider is missing or not a string")
    #expect(
      index[1].problem
        == "version is not a string; provider is missing or not a string; "
        + "the interaction is not an object")
    #expect(try indexed(fixtureText(interactionText()))[0].problem == "")
  }

  // MARK: - No fixture file, or no JSON

  @Test(arguments: ["[1, 2", "  [1] x", "\"x", "[1,]"])
  func `what only starts like other JSON is broken`(text: String) {
    let failure = #expect(throws: ShallowScan.Failure.self) { try indexed(text) }
    guard case .syntax = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test(arguments: [
    ("[]", "its top level is an array"), ("  [1, 2]", "its top level is an array"),
    (#""x""#, "its top level is a string"), ("-1", "its top level is a number"),
    ("0", "its top level is a number"), ("null", "its top level is null"),
    ("\n\ttrue", "its top level is a boolean"),
    ("{}", "it has neither interactions nor a provider"),
    (#"{"version": "2.0"}"#, "it has neither interactions nor a provider"),
    (#"{"x": {"interactions": []}}"#, "it has neither interactions nor a provider"),
  ])
  func `some JSON is none`(text: String, reason: String) throws {
    let failure = #expect(throws: ShallowScan.Failure.self) { try indexed(text) }
    guard case .notAFixture(let said) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(said == reason)
  }

  @Test(arguments: ["nonsense", "true story", "-", "\"open"])
  func `some text only starts like JSON of another kind`(text: String) throws {
    let failure = #expect(throws: ShallowScan.Failure.self) { try indexed(text) }
    guard case .syntax = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test(arguments: [
    ("", 0, "the text ends where a value was expected"),
    (" \n", 2, "the text ends where a value was expected"),
    // The top level is a brace or nothing of ours.
    ("x\"provider\": \"p\"}", 0, "expected a value, found 'x'"),
    ("// note\n{}", 0, "expected a value, found '/'"),
    ("}", 0, "expected a value, found '}'"),
    ("<<<<<<< HEAD\n{}", 0, "expected a value, found '<'"),
    ("'provider'", 0, "expected a value, found '''"),
    ("{\"provider\": \"p\"} x", 18, "text after the end of the JSON value"),
    ("{\"provider\": \"p\"}{}", 17, "text after the end of the JSON value"),
    ("{\"provider\": \"p\",}", 17, "expected a member name in double quotes, found '}'"),
    ("{,\"provider\": \"p\"}", 1, "expected a member name in double quotes, found ','"),
    ("{\"provider\" \"p\"}", 12, "expected ':', found '\"'"),
    ("{\"provider\": \"p\" \"x\": 1}", 17, "expected ',' or '}', found '\"'"),
    ("{\"interactions\": [{},]}", 21, "expected a value, found ']'"),
    ("{\"interactions\": [,{}]}", 18, "expected a value, found ','"),
    ("{\"interactions\": [{} {}]}", 21, "expected ',' or ']', found '{'"),
    ("{\"interactions\": [{]}", 19, "expected a member name in double quotes, found ']'"),
    ("{\"interactions\": [}", 18, "expected a value, found '}'"),
    (
      "{\"provider\": \"a\tb\"}", 15,
      "raw control character 0x09 in a string: write it as an escape"
    ),
    ("{\"x\": \"\\x\"}", 7, "a backslash that starts no JSON escape"),
    ("{\"x\": 01}", 7, "expected ',' or '}', found '1'"),
    ("{\"x\": nul}", 6, "expected a value, found 'n'"),
    ("\u{feff}{}", 0, "the file starts with a UTF-8 byte order mark: save it without one"),
  ])
  func `some text is no JSON`(text: String, offset: Int, problem: String) throws {
    let failure = #expect(throws: ShallowScan.Failure.self) { try indexed(text) }
    guard case .syntax(let said) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(said.offset == offset)
    #expect(said.problem.description == problem)
  }

  @Test(
    arguments: [
      ([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d], "byte 0xe9 is not UTF-8 here"),
      ([0xff, 0xfe, 0x7b, 0x00], "the text is UTF-16, not UTF-8: save it as UTF-8"),
      ([0x7b, 0x00, 0x7d, 0x00], "the text is UTF-16, not UTF-8: save it as UTF-8"),
      (
        [0x7b, 0x22, 0xed, 0xa0, 0xbd, 0x22, 0x3a, 0x31, 0x7d], "byte 0xed is not UTF-8 here"
      ),
    ] as [([UInt8], String)])
  func `some bytes are no UTF-8`(text: [UInt8], problem: String) throws {
    let failure = #expect(throws: ShallowScan.Failure.self) { try scanned(text) { .max } }
    guard case .syntax(let said) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(said.problem.description == problem)
  }

  private static let none = InteractionFaults()

  /// A sound interaction with one member more, which counts where it stands twice.
  private static func member(_ name: String, _ value: String) -> String {
    interactionText(more: #", "\#(name)": \#(value)"#)
  }
}
