import Foundation
import TestSupport

/// A copy of the sample library, and a tool whose journal is beside it.
struct ChangingScene {
  let folder: TemporaryFolder
  var tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: Repository.library, toPath: folder("library"))
    tool = Tool.list
    tool.environment["XDG_STATE_HOME"] = folder("state")
    tool.folder = folder("library")
  }

  func callAsFunction(_ arguments: String...) throws -> Tool.Result { try tool.run(arguments) }

  func bytes(_ name: String) throws -> [UInt8] { try folder.bytes(of: "library/" + name) }

  /// All files with their content.
  var contents: [String: Data] {
    get throws {
      var contents: [String: Data] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder("library")) {
        contents[name] = FileManager.default.contents(atPath: folder("library") + "/" + name)
      }
      return contents
    }
  }
}
