import ArgumentParser
import FixtureKit

/// `llm-mock list`: one file as the Python tool prints it; folders, or a choice, as a table.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the interactions of fixture files.",
    discussion: """
      One file is listed as the Python tool lists it. A folder, several paths, --sort or \
      --filter give a table fitted to the terminal.

      Filters: words look in prompt, hash, model and file; field:value narrows down.
        model:gpt-4*  provider:openai  file:chat/  prompt:"my order"
        resp:/order \\d+/  size:>4k  age:>90d  date:2026-03  tokens:>1000
        is:mismatch,duplicate,stream,tool  path:$.usage.output_tokens>100
        a b (both)   a | b   !a   ( )
      """)

  @Argument(help: "A fixture file, with or without .json, or a folder.", completion: .file())
  var paths: [String]

  @Option(help: "Only the interactions that pass this filter.")
  var filter: String?

  @Option(help: "Order by file, age (newest first), size (largest first) or model.")
  var sort: SortOrder.Field?

  @Flag(help: "Turn the order round.")
  var reverse = false

  @Flag(help: "Print JSON for scripts.")
  var json = false

  mutating func run() throws {
    if paths.count == 1, filter == nil, sort == nil, !reverse, !json,
      case .file(let path, let note) = try SelectedFiles.resolve(paths[0])
    {
      if let note { Output.error("Note: \(note.visible)") }
      return try PythonList.print(path)
    }
    let files = try SelectedFiles(paths)
    for note in files.notes { Output.error("Note: \(note.visible)") }
    let selection = try Selection(
      files, filter: try parsedFilter(), order: SortOrder(sort ?? .file, isReversed: reverse))
    if selection.hasGivenUp { Output.error("Note: \(Filter.givenUpRemark)") }
    if json { ListReport.printJSON(selection) } else { ListReport.printTable(selection) }
    if selection.isFiltered, selection.items.isEmpty {
      Output.flush()
      throw CommandFailure(.nothingMatched, "no interaction matches the filter")
    }
  }

  private func parsedFilter() throws -> Filter {
    return try Filter(filter ?? "")
  }
}

extension SortOrder.Field: ExpressibleByArgument {}
