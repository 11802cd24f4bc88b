/// Tells in a few lines how two states of a fixture file differ.
enum FileComparison {
  /// `#2 31722d8c4558 changed`, one line an interaction; one line for what is no fixture file.
  static func changes(from old: [UInt8], to new: [UInt8]) -> [String] {
    guard let before = index(of: old), let after = index(of: new) else {
      return ["it had \(old.count) bytes and has \(new.count)"]
    }
    var unmatched = Dictionary(
      grouping: 0..<after.count, by: { Array(new[after[$0].range]) })
    var lines: [String] = []
    var changed: Set<Int> = []
    for position in 0..<before.count {
      let bytes = Array(old[before[position].range])
      if unmatched[bytes]?.isEmpty == false {
        unmatched[bytes]?.removeFirst()
        continue
      }
      // What has the same hash and is not there as it was has been edited.
      let successor = (0..<after.count).first {
        after[$0].hash == before[position].hash && !changed.contains($0)
          && unmatched[Array(new[after[$0].range])]?.contains($0) == true
      }
      if let successor { changed.insert(successor) }
      lines.append(
        "#\(position + 1) \(name(before[position])) \(successor == nil ? "gone" : "changed")")
    }
    for position in unmatched.values.joined().sorted() where !changed.contains(position) {
      lines.append("#\(position + 1) \(name(after[position])) new")
    }
    return lines.isEmpty ? ["only what is around the interactions"] : lines
  }

  private static func name(_ interaction: IndexedInteraction) -> String {
    String(interaction.hash.prefix(12))
  }

  private static func index(of bytes: [UInt8]) -> FileIndex? {
    var scan = ShallowScan(previewKind: .lastUserMessage)
    return bytes.withUnsafeBufferPointer { text in
      guard (try? scan.read(text, at: 0, isLast: true)) != nil else { return nil }
      return try? scan.finished(FileStamp(size: bytes.count))
    }
  }
}
