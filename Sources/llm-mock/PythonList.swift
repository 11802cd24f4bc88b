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
    var lines: [UInt8] = []
    for position in 0..<index.count {
      append(index[position], to: &lines)
      Output.write(bytes: lines)
      lines.removeAll(keepingCapacity: true)
    }
  }

  private static func append(_ interaction: IndexedInteraction, to lines: inout [UInt8]) {
    lines += "  \(interaction.position + 1). ".utf8
    lines.append(visible: interaction.hash, codePoints: 12)
    lines += "…  ".utf8
    lines.append(visible: interaction.model, codePoints: .max)
    lines += "  ".utf8
    lines.append(visible: interaction.recordedAt, codePoints: 19)
    if interaction.isStreamed { lines += "  [streaming]".utf8 }
    if !interaction.faults.isEmpty {
      lines += "  [invalid: \(interaction.faults.description)]".utf8
    }
    lines += "\n       \"".utf8
    let preview = interaction.preview
    // Python shows 60 code points, or 57 and three dots.
    if preview.utf8.count <= 60 || preview.unicodeScalars.prefix(61).count <= 60 {
      lines.append(visible: preview, codePoints: .max)
    } else {
      lines.append(visible: preview, codePoints: 57)
      lines += "...".utf8
    }
    lines += "\"\n".utf8
  }
}

extension [UInt8] {
  /// Appends the start of a text, cut by code points as Python cuts it, with control characters
  /// spelled out. Most texts are plain ASCII and are copied.
  fileprivate mutating func append(visible text: String, codePoints: Int) {
    let start = text.utf8.prefix(codePoints)
    if start.isPlain {
      self += start
    } else {
      self += String(text.unicodeScalars.prefix(codePoints)).visible.utf8
    }
  }
}
