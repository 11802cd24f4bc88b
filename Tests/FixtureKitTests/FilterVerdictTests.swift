import LosslessJSON
import TestSupport
import Testing

@testable import FixtureKit

/// One streamed call with a tool, and one plain error, in `chat/weather.json`.
private struct Library {
  let index: FileIndex
  let contents: [Interaction]
  static let file = "chat/weather.json"
  /// Ten days and a second after the recordings.
  static let now = Timestamp(seconds: 1_776_938_400 + 10 * 86_400 + 1)

  init() throws {
    let text =
      #"{"provider": "openai", "interactions": [{"hash": "a3f2c1", "request": {"model": "#
      + #""claude-Sonnet-5", "system": "Be brief.", "messages": [{"role": "user", "content": "#
      + #""Weather in Zürich?"}, {"role": "assistant", "content": [{"type": "tool_use", "id": "#
      + #""t1", "name": "get_weather", "input": {"city": "Zürich"}}]}, {"role": "user", "#
      + #""content": [{"type": "tool_result", "tool_use_id": "t1", "content": "18 C"}]}], "#
      + #""tools": [{"name": "set_alarm"}], "temperature": 0.5}, "response": {}, "streaming": true, "#
      + #""stream_events": [{"data": {"type": "message_start", "message": {"type": "message", "#
      + #""role": "assistant", "content": [], "usage": {"input_tokens": 10}}}}, {"data": {"type": "#
      + #""content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}}, "#
      + #"{"data": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "#
      + #""text": "It is mi"}}}, {"data": {"type": "content_block_delta", "index": 0, "delta": "#
      + #"{"type": "text_delta", "text": "ld."}}}, {"data": {"type": "message_delta", "delta": {}, "#
      + #""usage": {"output_tokens": 9}}}, {"data": {"type": "message_stop"}}], "#
      + #""recorded_at": "2026-04-23T10:00:00+00:00"}, "#
      + #"{"hash": "b4", "request": {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}, "#
      + #""response": {"error": {"type": "x", "message": "Slow down", "code": null}}, "status": 429, "#
      + #""recorded_at": "never", "streaming": "maybe"}]}"#
    let index = try indexed(text)
    self.index = index
    let bytes = Array(text.utf8)
    contents = try (0..<2).map {
      try Interaction(Array(bytes[index[$0].range]), fileProvider: "openai")
    }
  }

  func verdict(
    _ filter: String, on position: Int? = 0, withContent: Bool = true,
    findings: InteractionFindings? = []
  ) throws -> Filter.Verdict {
    try Filter(filter).verdict(
      on: FilterSubject(
        file: Self.file, summary: position.map { index[$0] }, isBroken: position == nil,
        content: withContent ? position.map { contents[$0] } : nil, findings: findings),
      now: Self.now)
  }
}

@Suite struct `What a filter lets pass` {
  @Test(arguments: [
    "", "zürich", "Zürich", "weather", "chat/", "a3", "sonnet", "18 c", "brief", "Zürich get",
    "/c[a-z]+de/", "!other", "other | zürich", "file:*weather.json", "prompt:\"x\" | prompt:zür*ch",
    "\"18 C\"",
    "model:sonnet", "model:claude-Sonnet-5", "model:\"claude-Sonnet-5\"", "model:gpt,Sonnet",
    "model:claude*5", "!model:gpt", "provider:anthropic", "endpoint:messages",
    "endpoint:\"POST /v1/messages\"", "file:chat/*", "file:weather*", "file:\"weather.json\"",
    "hash:a3f", "hash:a3f2c1", "hash:*c1",
    "req:temperature", "req:0.5", "req:set_alarm", "req:\"0.5\"", "resp:mild", "resp:message_stop",
    "resp:\"It is mild.\"", "prompt:brief", "prompt:zürich", "prompt:get_weather",
    "tool:get_weather",
    "tool:set_alarm", "tool:alarm,x", "role:system", "role:assistant", "status:200", "size:>100",
    "age:10d", "age:<11d", "age:>=10d", "date:2026-04-23", "date:2026", "date:<2026-05",
    "tokens:19",
    "tokens:>18", "is:stream", "is:tool", "is:error,tool", "!is:error", "!is:invalid",
    "!is:mismatch",
    "path:$.usage.output_tokens>8", "path:$.usage.output_tokens<10", "path:$.usage.output_tokens=9",
    "path:$.messages[0].role=user", "path:$.messages[-1].role=\"user\"",
    "path:$.request.temperature",
    "path:$.messages[*].content[*].name=get*", "path:$.hash=a3*", "path:$.streaming=true",
    "path:$.request.model=/^claude/", "path:$.usage.output_tokens>=9",
    "path:$.usage.output_tokens<=9", "path:$.request.model!=gpt-4o", "prompt:\"in Zürich\"",
    "endpoint:/v1/messages", "prompt:/Zürich\\?$/", "/CLAUDE-sonnet/i",
  ])
  func `a streamed call with a tool`(filter: String) throws {
    #expect(try Library().verdict(filter) == .passes)
  }

  @Test(arguments: [
    "other", "Weather.json", "3f2", "zürich other", "!zürich", "(other | x) zürich",
    "model:gpt", "model:Claude", "model:\"sonnet\"", "provider:openai", "provider:Anthropic",
    "hash:3f", "hash:\"a3f\"", "req:mild", "resp:zürich", "resp:18", "prompt:mild", "prompt:alarm",
    "tool:\"weather\"", "role:tool", "status:>200", "size:<100", "age:>10d", "age:9d",
    "date:2026-04-22",
    "date:>2026-04-23", "tokens:>19", "is:error", "is:mismatch", "is:duplicate", "is:invalid",
    "is:error,mismatch", "path:$.nothing", "path:$.usage.output_tokens>9",
    "path:$.usage.output_tokens=8",
    "path:$.messages[9]", "path:$.messages[-4]", "path:$.model>1", "path:$.model=\"claude\"",
    "!is:stream", "path:$.request.model!=claude-Sonnet-5", "path:$.nothing!=1",
    "path:$.usage.output_tokens>=10", "endpoint:/v1/chat/completions",
  ])
  func `not a streamed call with a tool`(filter: String) throws {
    #expect(try Library().verdict(filter) == .fails)
  }

  @Test(arguments: [
    ("is:error", true), ("is:invalid", true), ("is:stream", false), ("is:tool", false),
    ("status:429", true), ("status:>=400", true), ("tokens:<1000", false), ("age:>0m", false),
    ("age:<1000d", false), ("!age:<1000d", true), ("date:<3000", false), ("resp:slow", true),
    ("provider:openai", true), ("tool:*", false), ("role:user", true), ("role:assistant", false),
    ("path:$.status>400", true), ("path:$.error.code", true), ("path:$.error.code=null", true),
  ])
  func `a recorded error without a date`(filter: String, passes: Bool) throws {
    #expect(try Library().verdict(filter, on: 1) == (passes ? .passes : .fails))
  }

  @Test(arguments: [
    ("weather", true), ("file:weather", true), ("is:invalid", true), ("", true), ("!model:x", true),
    ("model:*", false), ("is:stream", false), ("is:mismatch", false), ("size:>0", false),
    ("path:$", false), ("prompt:x", false), ("hello", false), ("tokens:>0", false),
  ])
  func `a broken file as a whole`(filter: String, passes: Bool) throws {
    #expect(try Library().verdict(filter, on: nil) == (passes ? .passes : .fails))
  }

  @Test(
    arguments: [
      ("is:mismatch", .mismatch, true), ("is:duplicate", .duplicate, true),
      ("is:mismatch", .duplicate, false), ("is:duplicate", .mismatch, false),
      ("is:mismatch,duplicate", .duplicate, true), ("is:mismatch is:duplicate", .duplicate, false),
      ("is:mismatch is:duplicate", [.duplicate, .mismatch], true),
      ("is:mismatch", .unverifiable, false),
    ] as [(String, InteractionFindings, Bool)])
  func `what a check has found`(
    filter: String, findings: InteractionFindings, passes: Bool
  ) throws {
    #expect(try Library().verdict(filter, findings: findings) == (passes ? .passes : .fails))
  }
}

/// Reading an interaction or checking a file costs; a filter asks for it only where it must.
@Suite struct `What a filter must know` {
  @Test(
    arguments: [
      ("", .passes), ("model:sonnet", .passes), ("model:gpt", .fails), ("size:>1", .passes),
      ("is:stream", .passes), ("is:invalid", .fails), ("18", .passes), ("zürich", .needs(.content)),
      ("req:x", .needs(.content)), ("resp:x", .needs(.content)), ("prompt:18", .passes),
      ("prompt:brief", .needs(.content)), ("tool:x", .needs(.content)),
      ("role:x", .needs(.content)),
      ("status:200", .needs(.content)), ("tokens:1", .needs(.content)),
      ("is:tool", .needs(.content)),
      ("is:error", .needs(.content)), ("path:$", .needs(.content)),
      ("is:mismatch", .needs(.findings)),
      ("is:duplicate", .needs(.findings)),
      // A condition that decides alone spares the others, wherever it stands.
      ("model:gpt req:x", .fails), ("req:x model:gpt", .fails),
      ("model:sonnet req:x", .needs(.content)),
      ("model:sonnet | req:x", .passes), ("req:x | model:sonnet", .passes),
      ("model:gpt | req:x", .needs(.content)), ("!req:x", .needs(.content)),
      ("!model:gpt", .passes), ("!(model:sonnet | req:x)", .fails), ("!(model:gpt req:x)", .passes),
      ("req:x is:mismatch", .needs([.content, .findings])),
      ("req:x | is:mismatch", .needs([.content, .findings])), ("is:stream,mismatch", .passes),
      ("is:invalid,mismatch", .needs(.findings)),
      ("is:invalid,mismatch,tool", .needs([.content, .findings])),
      ("model:gpt (req:x | is:mismatch)", .fails),
      ("(model:gpt | req:x) (model:gpt | is:mismatch)", .needs([.content, .findings])),
    ] as [(String, Filter.Verdict)])
  func `before anything was read`(filter: String, expected: Filter.Verdict) throws {
    #expect(try Library().verdict(filter, withContent: false, findings: nil) == expected)
  }

  @Test func `of a broken file nothing more`() throws {
    let subject = FilterSubject(file: "a.json", isBroken: true)
    for filter in ["req:x", "is:mismatch", "is:tool", "path:$", "x", "tokens:1", "is:error"] {
      #expect(try Filter(filter).verdict(on: subject, now: Library.now) == .fails)
    }
  }

  @Test func `of a file that is not read yet, it is not broken`() throws {
    let subject = FilterSubject(file: "a.json")
    #expect(try Filter("is:invalid").verdict(on: subject, now: Library.now) == .fails)
  }
}

@Suite struct `Judging the interactions of a file` {
  private func passing(
    _ filter: String, in text: String, findings: [InteractionFindings]? = nil
  ) throws -> [Int] {
    try withTemporaryFolder { folder in
      let path = try folder.write(text, to: "a.json")
      let index = try FileIndexer().index(path)
      var judge = FilterJudge(
        try Filter(filter), index: index, name: "lib/a.json", path: path,
        now: Timestamp(seconds: 1_776_938_400), findings: findings)
      return try (0..<index.count).filter { try judge.passes($0) }
    }
  }

  private let three = fixtureText(
    interactionText(hash: "1", request: askText("one"), response: #"{"type": "message"}"#),
    interactionText(hash: "1", request: askText("two"), response: #"{"type": "message"}"#),
    interactionText(hash: "1", request: askText("one"), response: #"{"type": "message", "n": 3}"#))

  @Test(arguments: [
    ("", [0, 1, 2]), ("lib/", [0, 1, 2]), ("prompt:one", [0, 2]), ("path:$.n>2", [2]),
    ("is:mismatch", [0, 1, 2]), ("is:duplicate", [2]), ("is:duplicate prompt:two", []),
    ("is:duplicate | prompt:two", [1, 2]), ("age:0m", [0, 1, 2]),
  ])
  func `reads what it needs`(filter: String, expected: [Int]) throws {
    #expect(try passing(filter, in: three) == expected)
  }

  @Test func `goes by findings that are there already`() throws {
    #expect(try passing("is:mismatch", in: three, findings: [[], .mismatch, []]) == [1])
  }

  @Test func `fails where the file has changed, if it must be read`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(three, to: "a.json")
      let index = try FileIndexer().index(path)
      try folder.write(three + "\n", to: "a.json")
      func judge(_ filter: String) throws -> Bool {
        var judge = FilterJudge(
          try Filter(filter), index: index, name: "a.json", path: path, now: Timestamp(seconds: 0))
        return try judge.passes(0)
      }
      #expect(try judge("model:claude"))
      #expect(throws: FixtureError.changed(path: path)) { try judge("req:one") }
      #expect(throws: FixtureError.changed(path: path)) { try judge("is:mismatch") }
    }
  }
}
