import LLMWire
import LosslessJSON
import Testing

@testable import FixtureKit

@Suite struct `What the shallow scan keeps` {
  // MARK: - Duplicates and spellings

  @Test func `the last of duplicate members`() throws {
    let index = try indexed(
      #"{"provider": "x", "interactions": [], "provider": "openai", "interactions": ["#
        + #"{"hash": "a", "request": {"model": "m", "model": "n"}, "hash": "b", "streaming": true,"#
        + #" "recorded_at": "", "recorded_at": "2026-01-01", "streaming": false}]}"#)
    #expect(index.provider == "openai")
    #expect(index.count == 1)
    #expect(index[0].hash == "b")
    #expect(index[0].model == "n")
    #expect(index[0].recordedAt == "2026-01-01")
    #expect(!index[0].isStreamed)
  }

  @Test func `the last request, with nothing of an earlier one`() throws {
    let index = try indexed(
      #"{"interactions": [{"request": {"model": "m", "messages": [{"role": "user", "content": "a"}]},"#
        + #" "request": {"input": "b"}}]}"#)
    #expect(index[0].model == "?")
    #expect(index[0].preview == "b")
  }

  @Test func `nothing of a member that a later one replaces by null`() throws {
    let index = try indexed(
      #"{"provider": "p", "provider": null, "interactions": [{"hash": "a", "hash": null, "#
        + #""endpoint": "POST /x", "endpoint": null, "response": {"type": "message"}, "#
        + #""response": null}]}"#)
    #expect(index.provider == nil)
    #expect(index[0].hash == "")
    #expect(index[0].endpoint == nil)
  }

  @Test func `only the last of two lists of interactions`() throws {
    let index = try indexed(
      #"{"interactions": [{"hash": "a"}, {"hash": "b"}], "interactions": [{"hash": "c"}]}"#)
    #expect((0..<index.count).map { index[$0].hash } == ["c"])
  }

  @Test func `members whose names are spelled with escapes`() throws {
    let index = try indexed(
      #"{"\u0070rovider": "openai", "inter\u0061ctions": [{"h\u0061sh": "\u0061b", "#
        + #""re\u0071uest": {"mod\u0065l": "m", "mess\u0061ges": [{"r\u006fle": "us\u0065r", "#
        + #""cont\u0065nt": "h\u0069"}]}, "respons\u0065": {"typ\u0065": "mess\u0061ge"}, "#
        + #""stre\u0061ming": true, "recorded\u005fat": "2026-01-01"}]}"#)
    let expected = try indexed(
      #"{"provider": "openai", "interactions": [{"hash": "ab", "#
        + #""request": {"model": "m", "messages": [{"role": "user", "#
        + #""content": "hi"}]}, "response": {"type": "message"}, "#
        + #""streaming": true, "recorded_at": "2026-01-01"}]}"#)
    #expect(
      index.lines.map(\.withoutRange) == expected.lines.map(\.withoutRange))
  }

  @Test(arguments: ["provide", "providers", "Provider", "prov\\u0069derx", ""])
  func `nothing of a member with nearly the right name`(name: String) throws {
    #expect(try indexed(#"{"\#(name)": "p", "interactions": []}"#).provider == nil)
  }

  @Test func `nothing of members of the same name deeper down`() throws {
    let index = try indexed(
      #"{"x": {"provider": "deep", "interactions": [1]}, "provider": "p", "interactions": "#
        + #"[{"request": {"x": {"model": "deep", "messages": [1]}}, "y": {"hash": "deep"}}]}"#)
    #expect(index.provider == "p")
    #expect(index[0].hash == "")
    #expect(index[0].model == "?")
  }

  // MARK: - Texts

  @Test(arguments: [
    (#""gpt-4o""#, "gpt-4o"), (#""caf\u00e9""#, "café"), (#""""#, ""), ("null", "None"),
    ("true", "True"), ("false", "False"), ("1", "1"), ("1.10", "1.1"),
    (#"{"b":1,"a":2}"#, #"{"a": 2, "b": 1}"#),
    (#""x\ud83d""#, #"x\ud83d"#),
  ])
  func `the model as Python prints it`(source: String, model: String) throws {
    let index = try indexed(#"{"interactions": [{"request": {"model": \#(source)}}]}"#)
    #expect(index[0].model == model)
  }

  @Test func `a model that is missing as a question mark`() throws {
    #expect(try indexed(#"{"interactions": [{"request": {}}, {}]}"#)[0].model == "?")
  }

  @Test func `every model, of however many`() throws {
    let interactions = (0..<200).map { #"{"request": {"model": "m\#($0 % 150)"}}"# }
    let index = try indexed(
      #"{"interactions": ["# + interactions.joined(separator: ",") + "]}")
    #expect((0..<200).map { index[$0].model } == (0..<200).map { "m\($0 % 150)" })
  }

  @Test func `every endpoint, of however many`() throws {
    let interactions = (0..<300).map { #"{"endpoint": "GET /\#($0 % 200)"}"# }
    let index = try indexed(
      #"{"interactions": ["# + interactions.joined(separator: ",") + "]}")
    #expect((0..<300).map { index[$0].endpoint?.path } == (0..<300).map { "/\($0 % 200)" })
  }

  @Test(
    arguments: [
      ("2026-04-23T10:00:00.123456+00:00", 1_776_938_400), ("2026-04-23", 1_776_902_400),
      ("yesterday", nil), ("", nil),
    ] as [(String, Int?)])
  func `when it was recorded, where that is a date`(text: String, seconds: Int?) throws {
    let index = try indexed(fixtureText(interactionText(recordedAt: text)))
    #expect(index[0].recordedAt == text)
    #expect(index[0].timestamp?.seconds == seconds)
  }

  @Test func `the version, or that there is none`() throws {
    #expect(try indexed(#"{"version": "1.0", "provider": "p"}"#).version == "1.0")
    let bare = try indexed(#"{"provider": "p"}"#)
    #expect(bare.version == nil)
    #expect(bare.faults.isEmpty)
  }

  // MARK: - Notes

  @Test(
    arguments: [
      (#""x": "\ud83d""#, .loneSurrogate), (#""x": "\ude00 \ud83d""#, .loneSurrogate),
      (#""x": {"\ud83d": [1]}"#, .loneSurrogate), (#""x": "\ud83d\ude00""#, []),
      (#""x": NaN"#, .nonFiniteNumber), (#""x": [-Infinity]"#, .nonFiniteNumber),
      (#""x": "NaN""#, []), (#""x": 1e400"#, []),
      (#""x": [Infinity, "\ud83d"]"#, [.loneSurrogate, .nonFiniteNumber]),
    ] as [(String, InteractionTraits)])
  func `notes what Python cannot read back`(
    member: String, traits: InteractionTraits
  ) throws {
    let index = try indexed(fixtureText(interactionText(), "{\(member)}", interactionText()))
    #expect(index[0].traits == [])
    #expect(index[1].traits == traits.union(.unnamedModel))
    #expect(index[2].traits == [])
  }

  @Test(arguments: [#""\ud83d""#, "NaN"])
  func `such a note is an interaction's own, whatever stands before it`(value: String) throws {
    let index = try indexed(
      #"{"note": \#(value), "provider": "p", "interactions": [{"x": \#(value)}, {"x": 1}]}"#)
    #expect(index[0].traits != .unnamedModel)
    #expect(index[1].traits == .unnamedModel)
  }

  // MARK: - Size and depth

  @Test func `an interaction larger than any window`() throws {
    let prompt = String(repeating: "many words ", count: 20_000)
    let text = Array(
      fixtureText(interactionText(request: askText(prompt)), interactionText(hash: "z")).utf8)
    let whole = try scanned(text) { .max }
    #expect(whole[0].size > 200_000)
    #expect(whole[1].hash == "z")
    #expect(try scanned(text) { 50_000 }.lines == whole.lines)
  }

  @Test func `a request 100,000 levels deep costs memory, not stack`() throws {
    let depth = 100_000
    let nested =
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let request = #"{"model": "m", "messages": [{"role": "user", "content": \#(nested)}]}"#
    let index = try indexed(fixtureText(interactionText(request: request)))
    #expect(index[0].faults.isEmpty)
    #expect(index[0].model == "m")
    #expect(!index[0].preview.isEmpty)
  }

  // MARK: - Agreement with a full reading

  @Test(arguments: [
    // The file's provider may stand after the interactions.
    #"{"interactions": [{"request": {"messages": []}}], "provider": "anthropic"}"#,
    #"{"provider": "openai", "interactions": [{"request": {"messages": []}}], "provider": "anthropic"}"#,
    // The answer tells before the stream does.
    #"{"interactions": [{"request": {}, "response": {"input_tokens": 5}, "stream_events": [{"data": {"type": "message_start"}}]}]}"#,
    #"{"interactions": [{"request": {}, "response": {"object": "list", "data": [{"object": "embedding"}]}, "stream_events": [{"data": {"object": "chat.completion.chunk"}}]}]}"#,
    #"{"interactions": [{"stream_events": [{"event": "message_start", "data": {}}]}]}"#,
    #"{"interactions": [{"stream_events": [{"data": {"type": "message_start"}}], "stream_events": []}]}"#,
    #"{"interactions": [{"response": {"type": "message"}, "response": {"id": "x"}}]}"#,
    #"{"interactions": [{"stream_events": [1, {"data": {"type": "message_start"}}]}]}"#,
  ])
  func `the endpoint a full reading tells`(text: String) throws {
    let document = try json(text)
    let read = try #require(document["interactions"]?[0]).endpointTold(document["provider"]?.string)
    #expect(try indexed(text)[0].endpoint == read)
  }
}

extension JSONValue {
  fileprivate func endpointTold(_ fileProvider: String?) -> Endpoint? {
    Interaction(object: self, fileProvider: fileProvider).endpoint
  }
}

extension String {
  /// A line of an index without its first word.
  fileprivate var withoutRange: Substring { drop { $0 != " " } }
}
