import Glibc

/// A folder of generated fixture files, removed with all that is in it.
final class TemporaryLibrary {
  let path: String
  private var names: Set<String> = []

  init() throws {
    var template = Array("/tmp/llm-mock-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError(call: "mkdtemp", code: errno) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  /// Writes a fixture file with one interaction for each prompt, in the place of one that is there.
  func write(_ prompts: [String], to name: String) throws {
    let interactions = prompts.enumerated().map { number, prompt in
      """
      {"hash": "\(String(repeating: "\(number % 10)", count: 64))",
       "request": {"model": "m", "messages": [{"role": "user", "content": "\(prompt)"}]},
       "response": {"id": "r"}, "streaming": false, "stream_events": [],
       "recorded_at": "2026-11-0\(number % 9 + 1)T10:00:00+00:00"}
      """
    }
    let text =
      #"{"version": "2.0", "provider": "openai", "interactions": ["#
      + interactions.joined(separator: ",\n") + "]}"
    let new = path + "/.new"
    guard let stream = fopen(new, "w"), fputs(text, stream) >= 0, fclose(stream) == 0 else {
      throw SystemError(call: "fopen \(new)", code: errno)
    }
    guard rename(new, path + "/" + name) == 0 else {
      throw SystemError(call: "rename \(name)", code: errno)
    }
    names.insert(name)
  }

  func remove(_ name: String) { unlink(path + "/" + name) }
}

/// A system call that a test needs and did not get.
struct SystemError: Error, CustomStringConvertible {
  let call: String
  let code: Int32

  var description: String { "\(call) failed: \(String(cString: strerror(code)))" }
}

/// The sample library.
let sampleLibrary =
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Fixtures/library"
