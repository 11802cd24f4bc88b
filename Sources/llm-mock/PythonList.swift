import FixtureKit

/// The listing of one file, line for line that of the Python package, except that block content
/// shows its text, and control characters are spelled out.
enum PythonList {
  static func print(_ path: String) throws {
    let index: FileIndex
    do throws(FixtureError) {
      index = try FileIndexer().indexWithFirstMessages(path)
    } catch { throw CommandFailure(.unreadable, error.description) }
    if let fault = index.faults.first {
      throw CommandFailure(.unreadable, "cannot parse fixture \(path): \(fault)")
    }
    Output.write("Fixture : \(path.visible)\n")
    Output.write("Provider: \((index.provider ?? "").visible)\n")
    Output.write("Interactions: \(index.count)\n")
    if index.count == 0 {
      Output.write("  (empty)\n")
      return
    }
    Output.write("\n")
    for position in 0..<index.count { write(index[position]) }
  }

  private static func write(_ interaction: IndexedInteraction) {
    // Python cuts by code points.
    let hash = String(interaction.hash.unicodeScalars.prefix(12)).visible
    let date = String(interaction.recordedAt.unicodeScalars.prefix(19)).visible
    let streaming = interaction.isStreamed ? "  [streaming]" : ""
    let fault =
      interaction.faults.isEmpty ? "" : "  [invalid: \(interaction.faults.description)]"
    Output.write(
      "  \(interaction.position + 1). \(hash)…  \(interaction.model.visible)  \(date)"
        + "\(streaming)\(fault)\n")
    Output.write("       \"\(shortened(interaction.preview).visible)\"\n")
  }

  /// More than 60 code points become the first 57 and three dots.
  private static func shortened(_ text: String) -> String {
    // Counted in bytes, which is quick: a code point starts at each byte that continues none.
    let utf8 = text.utf8
    guard utf8.count > 60 else { return text }
    let starts = utf8.indices.lazy.filter { utf8[$0] & 0xc0 != 0x80 }.prefix(61)
    guard starts.count == 61, let end = starts.dropFirst(57).first else { return text }
    return String(text[..<end]) + "..."
  }
}
