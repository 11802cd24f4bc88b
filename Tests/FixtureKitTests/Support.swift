import Foundation
import LLMWire
import LosslessJSON

@testable import FixtureKit

// MARK: - Files

/// The package's root folder, found from this file.
let packageRoot = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .path(percentEncoded: false)

func bytes(ofFile path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(filePath: path)))
}

// MARK: - JSON

/// The value a JSON text spells.
func json(_ text: String) throws -> JSONValue {
  try JSONDocument(Array(text.utf8)).root
}

/// The interaction a JSON text spells.
func interaction(_ text: String, fileProvider: String? = nil) throws -> Interaction {
  try Interaction(Array(text.utf8), fileProvider: fileProvider)
}

/// The text of a fixture file with these interactions.
func fixtureText(_ interactions: String..., provider: String = "anthropic") -> String {
  #"{"version": "2.0", "provider": "\#(provider)", "interactions": ["#
    + interactions.joined(separator: ", ") + "]}"
}

/// The text of an interaction; `more` starts with a comma.
func interactionText(
  hash: String = "h", request: String = #"{"model": "m", "messages": []}"#,
  response: String = "{}", recordedAt: String = "2026-04-23T10:00:00+00:00", more: String = ""
) -> String {
  #"{"hash": "\#(hash)", "request": \#(request), "response": \#(response), "#
    + #""recorded_at": "\#(recordedAt)"\#(more)}"#
}

/// The text of a request to Messages with one user message.
func askText(_ prompt: String, model: String = "claude-haiku-4-5") -> String {
  #"{"model": "\#(model)", "messages": [{"role": "user", "content": "\#(prompt)"}]}"#
}

// MARK: - Indexes

/// The index of a text, read through one window that holds all of it.
func indexed(
  _ text: String, _ kind: ShallowScan.PreviewKind = .lastUserMessage
) throws -> FileIndex {
  try scanned(Array(text.utf8), kind) { Int.max }
}

/// The index of a text, read through windows that each reach `step` bytes further than the last.
/// - Parameter endIsSeenLate: whether a window that ends with the text is first taken for one that
///   the text goes on after, as happens when a file fills a buffer exactly.
func scanned(
  _ text: [UInt8], _ kind: ShallowScan.PreviewKind = .lastUserMessage, endIsSeenLate: Bool = false,
  step: () -> Int
) throws -> FileIndex {
  var scan = ShallowScan(previewKind: kind)
  var base = 0
  var end = 0
  while true {
    let wasAtEnd = end == text.count
    end = min(text.count, end.addingClamped(step()))
    let isLast = end == text.count && (wasAtEnd || !endIsSeenLate)
    // A copy of its own, so that nothing outside the window can be looked at.
    let used = try Array(text[base..<end]).withUnsafeBufferPointer {
      try scan.read($0, at: base, isLast: isLast)
    }
    if isLast { return try scan.finished(FileStamp(stat())) }
    base += used
  }
}

extension Int {
  fileprivate func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

extension FileIndex {
  /// Everything the index knows, one line for the file and one an interaction.
  var lines: [String] {
    ["version \(version ?? "-"), provider \(provider ?? "-"), faults \(faults)"]
      + (0..<count).map { self[$0].line }
  }

  var previews: [String] { (0..<count).map { self[$0].preview } }
}

extension IndexedInteraction {
  var line: String {
    "\(range) hash \(hash) model \(model) at \(recordedAt) = \(timestamp?.seconds ?? -1), "
      + "\(endpoint?.description ?? "-") of \(provider ?? "-"), traits \(traits.rawValue), "
      + "faults (\(faults)): \(preview)"
  }
}
