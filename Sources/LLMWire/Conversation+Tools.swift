import LosslessJSON

/// Tool calls and tool results of all APIs.
extension Conversation {
  /// The call or the result a block is; nil for any other type, and where it has no name to call.
  static func toolPart(ofBlock block: JSONValue, type: String) -> Part? {
    switch type {
    case "tool_use", "server_tool_use", "mcp_tool_use":
      call(block, id: block["id"], arguments: "input")
    case "function": call(block["function"], id: block["id"], arguments: "arguments")
    case "custom": call(block["custom"], id: block["id"], arguments: "input")
    case "function_call": call(block, id: block["call_id"], arguments: "arguments")
    case "custom_tool_call": call(block, id: block["call_id"], arguments: "input")
    case "function_call_output", "custom_tool_call_output":
      .toolResult(
        id: block.string("call_id"), text: ToolResultText.text(of: block["output"]),
        isError: false)
    case _ where type.hasSuffix("tool_result"): result(block)
    default: nil
    }
  }

  /// A call by name. One without arguments calls with `{}`.
  /// - Parameter arguments: the name of the member that holds them.
  static func call(_ call: JSONValue?, id: JSONValue?, arguments: StaticString) -> Part? {
    guard let call, let name = call.string("name") else { return nil }
    return .toolCall(
      name: name, id: id?.string, arguments: call.present(arguments) ?? noArguments)
  }

  /// A tool that the provider ran on an MCP server: the call, and its answer once there is one.
  static func parts(ofMCPCall item: JSONValue) -> [Part]? {
    guard let call = call(item, id: item["id"], arguments: "arguments") else { return nil }
    let failure = item.present("error")
    guard let answer = failure ?? item.present("output") else { return [call] }
    let text = ToolResultText.text(of: answer)
    return [call, .toolResult(id: item.string("id"), text: text, isError: failure != nil)]
  }

  /// Anthropic's `tool_result` and what its own tools answer: `web_search_tool_result` and others.
  private static func result(_ block: JSONValue) -> Part {
    let content = block["content"]
    return .toolResult(
      id: block.string("tool_use_id"), text: ToolResultText.text(of: content),
      isError: block["is_error"]?.boolean == true || content?["error_code"] != nil)
  }

  private static let noArguments: JSONValue = {
    guard let document = try? JSONDocument(Array("{}".utf8)) else {
      preconditionFailure("LosslessJSON refuses {}")
    }
    return document.root
  }()
}
