import TestSupport

extension TemporaryFolder {
  /// Saves a fixture file with one interaction for each prompt, as an editor does.
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
    try write(text, to: name, replacing: true)
  }
}

/// The sample library.
let sampleLibrary =
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Fixtures/library"
