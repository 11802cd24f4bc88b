import TerminalUI
import Testing

@testable import FixtureBrowser

@Suite("Text view")
struct TextViewTests {
  /// The lines of a pane's text view for an interaction.
  private func lines(_ id: PaneID, _ json: String) throws -> [String] {
    var browsing = Browsing(columns: 120, rows: 40)
    try browsing.show(json)
    browsing.type(id == .request ? "<Tab>t" : "<Tab><Tab>t")
    return browsing.pane.content.lines.map { line in
      if case .text(let text, _, _) = line { String(text) } else { "" }
    }
  }

  private func interaction(
    response: String = "{}", events: String = "[]", content: String = "\"hello\""
  ) -> String {
    """
    {"hash": "", "streaming": \(events == "[]" ? "false" : "true"), "response": \(response),
     "stream_events": \(events),
     "request": {"model": "m", "messages": [{"role": "user", "content": \(content)}]}}
    """
  }

  @Test("A block of no known kind stands on one line, however the file indents it")
  func joinsBlocks() throws {
    let content = """
      [
                  {
                      "type": "text",
                      "words": ["a  b",
                                2]
                  }
      ]
      """
    #expect(
      try lines(.request, interaction(content: content))
        == ["user", #"[text: {"type": "text", "words": ["a  b", 2]}]"#])
  }

  @Test("So do the arguments of a tool")
  func joinsArguments() throws {
    let content = """
      [{"type": "tool_use", "id": "1", "name": "f", "input": {"days": [
          1,
          2], "where": "here"}}]
      """
    #expect(
      try lines(.request, interaction(content: content))
        == ["user", #"→ f(days: [1, 2], where: "here")  call 1"#])
  }

  @Test("A reply without choices is said to be empty")
  func saysEmpty() throws {
    let response = #"{"object": "chat.completion", "choices": []}"#
    #expect(try lines(.response, interaction(response: response)) == ["[empty]"])
  }

  @Test(
    "Of stream events that amount to nothing it does not say that there is no response",
    arguments: [#""data: x""#, #"{"data": 1}"#, #"["data: x"]"#, #"[{"data": {"a": 1}}]"#])
  func saysUnreadable(events: String) throws {
    let lines = try lines(.response, interaction(events: events))
    #expect(lines.last == "[the stream events cannot be read as a reply]")
  }
}
