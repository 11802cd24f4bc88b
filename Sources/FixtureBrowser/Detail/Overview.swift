import FixtureKit

extension State {
  /// What is in a folder or a file, as label and value: sizes, dates, models, what is wrong.
  func overview(of row: Row) -> [(String, String)] {
    let files: [Int] =
      switch row {
      case .folder(let folder): library.folders[folder].files
      case .file(let file): [file]
      case .interaction(let place): [place.file]
      }
    let indexes = files.compactMap { library.files[$0].state.index }
    let totals = totals(of: row)
    let shown = shownTotals(of: row)
    func count(_ value: (BrowserLibrary.Totals) -> Int, _ text: (Int) -> String) -> String {
      let all = text(value(totals))
      return list.passing == nil ? all : "\(text(value(shown))) of \(all)"
    }
    var facts: [(String, String)] = []
    if case .folder(let folder) = row {
      facts.append(("folder", library.folders[folder].name))
      facts.append(("files", count(\.files, Formats.grouped)))
    } else {
      facts.append(("file", library.files[files[0]].path))
      facts.append(("format", indexes.first?.version.map { "version \($0)" } ?? "no version"))
      facts.append(("provider", indexes.first?.provider ?? "none"))
    }
    facts.append(("interactions", count(\.interactions, Formats.grouped)))
    facts.append(("size", count(\.size, Formats.size)))
    facts += summaryFacts(files, indexes)
    return facts
  }

  private func summaryFacts(_ files: [Int], _ indexes: [FileIndex]) -> [(String, String)] {
    var models: [String: Int] = [:]
    var moments: [Timestamp] = []
    var streams = 0
    for file in files {
      guard let index = library.files[file].state.index else { continue }
      let positions = list.passing.map { $0.positions[file] ?? [] } ?? Array(0..<index.count)
      // The filter's answer may be about the file as it was.
      for position in positions where position < index.count {
        let summary = index[position]
        models[summary.model, default: 0] += 1
        if let moment = summary.timestamp { moments.append(moment) }
        if summary.isStreamed { streams += 1 }
      }
    }
    var facts: [(String, String)] = []
    if let first = moments.min(), let last = moments.max() {
      facts.append(
        ("recorded", first == last ? first.dayText : "\(first.dayText) to \(last.dayText)"))
    }
    if streams > 0 { facts.append(("streams", Formats.grouped(streams))) }
    let ranked = models.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for (offset, (model, count)) in ranked.prefix(12).enumerated() {
      let name = model.isEmpty ? "(empty)" : model
      facts.append((offset == 0 ? "models" : "", "\(name)  \(Formats.grouped(count))"))
    }
    let findings = files.flatMap { library.files[$0].findings ?? [] }
    let mismatches = findings.count { $0.contains(.mismatch) }
    let duplicates = findings.count { $0.contains(.duplicate) }
    if mismatches > 0 { facts.append(("mismatches", Formats.grouped(mismatches))) }
    if duplicates > 0 { facts.append(("duplicates", Formats.grouped(duplicates))) }
    let faults = indexes.flatMap(\.faults)
    if !faults.isEmpty { facts.append(("invalid", faults.joined(separator: "; "))) }
    let broken = files.count { if case .broken = library.files[$0].state { true } else { false } }
    if broken > 0 { facts.append(("broken files", Formats.grouped(broken))) }
    return facts
  }
}
