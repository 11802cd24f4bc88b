import ArgumentParser
import FixtureKit
import LosslessJSON
import Synchronization

/// `llm-mock verify`: everything that can be wrong with fixture files, for CI.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check fixture files; exit code 1 when something is found.",
    discussion: """
      One line a finding: FILE:LINE: KIND: what is wrong. Kinds: syntax,
      conflict-marker, schema, mismatch, duplicate, lone-surrogate, nan, secret,
      unreadable. A hash that cannot be checked is told (unverifiable), and is no
      failure.

      --fix does what loses nothing: it removes duplicates whose answer is the
      same, and notes match fields where the hash tells them. llm-mock undo takes
      it back.
      """)

  @Argument(help: "Fixture files, with or without .json, or folders.", completion: .file())
  var paths: [String]

  @Flag(help: "Print JSON for scripts.")
  var json = false

  @Flag(help: "Mend what can be mended without losing anything.")
  var fix = false

  mutating func run() throws {
    // Who has seen enough of the findings has not seen that there are none.
    Output.outlivesReader.store(true, ordering: .relaxed)
    let files = try SelectedFiles(paths, for: .checking)
    for note in files.notes { Output.error("Note: \(note.visible)") }
    var reports = files.files.map(VerifyReport.FileFindings.init)
    var remark = ""
    if fix {
      var changes: [(FileChange, Library)] = []
      for index in reports.indices {
        if let change = try reports[index].takeFix() {
          changes.append((change, reports[index].file.library))
        }
      }
      remark = try Operation.perform(changes)
      for index in reports.indices { reports[index].lookAgain() }
    }
    let report = VerifyReport(reports, files, remark: remark)
    if json { report.printJSON() } else { report.print() }
    guard report.failures == 0 else {
      Output.flush()
      throw ExitCode((report.lacksNamedFile ? ExitStatus.unreadable : .findings).rawValue)
    }
  }
}

/// What a check has found, printed.
struct VerifyReport {
  /// What was found in one file.
  struct FileFindings {
    private(set) var file: SelectedFiles.File
    var findings: [VerificationFinding]
    /// What has been mended.
    var fixed: [VerificationFinding] = []

    init(_ file: SelectedFiles.File) {
      self.file = file
      findings = Verification.findings(
        of: file.path, file.state, file.library.rules(for: file.path),
        SecretScanner(file.library.settings), isNamed: file.isNamed)
    }

    /// What is left stands elsewhere in a file that has been mended.
    mutating func lookAgain() {
      guard !fixed.isEmpty else { return }
      let mended = fixed
      file.state = LibraryIndexer.state(of: file.path, by: FileIndexer())
      self = FileFindings(file)
      fixed = mended
    }

    /// What mends the findings that can be mended, which then count as such.
    mutating func takeFix() throws -> FileChange? {
      guard findings.contains(where: { $0.fix != nil }), let index = file.state.index else {
        return nil
      }
      defer {
        fixed = findings.filter { $0.fix != nil }
        findings.removeAll { $0.fix != nil }
      }
      return try Verification.fix(findings, in: file.path, index)
    }
  }

  private let reports: [FileFindings]
  private let files: SelectedFiles

  /// How what was fixed is taken back.
  private let remark: String

  init(_ reports: [FileFindings], _ files: SelectedFiles, remark: String) {
    self.remark = remark
    self.reports = reports
    self.files = files
  }

  /// Whether a file that was named itself could not be read.
  var lacksNamedFile: Bool {
    reports.contains { report in
      report.file.isNamed && report.findings.contains { $0.kind == .unreadable }
    }
  }

  var failures: Int { reports.reduce(0) { $0 + $1.findings.count { $0.kind.isFailure } } }

  private var interactions: Int { files.files.reduce(0) { $0 + ($1.state.index?.count ?? 0) } }
  private var fixtures: Int {
    files.files.count { if case .notAFixture = $0.state { false } else { true } }
  }

  func print() {
    let ink = Ink()
    var affected = 0
    for report in reports {
      for finding in report.fixed {
        Output.write(line(finding, report, ink, mark: "fixed \(finding.kind.rawValue)") + "\n")
      }
      for finding in report.findings {
        Output.write(line(finding, report, ink, mark: finding.kind.rawValue) + "\n")
      }
      if report.findings.contains(where: \.kind.isFailure) { affected += 1 }
    }
    let checked =
      "\(Formats.count(interactions, "interaction")) in \(Formats.count(fixtures, "file"))"
    let fixed = reports.reduce(0) { $0 + $1.fixed.count }
    let others = files.files.count - fixtures
    var total = failures == 0 ? "nothing is wrong" : Formats.count(failures, "finding")
    if affected > 0 { total += " in \(Formats.count(affected, "file"))" }
    if fixed > 0 { total += ", \(Formats.grouped(fixed)) fixed (\(remark))" }
    if others > 0 { total += ", \(Formats.count(others, "other JSON file")) left out" }
    Output.error("\(checked): \(total)")
  }

  private func line(
    _ finding: VerificationFinding, _ report: FileFindings, _ ink: Ink, mark: String
  ) -> String {
    let place = "\(report.file.path.visible):\(finding.line): "
    let number = finding.position.map { "#\($0 + 1) " } ?? ""
    let colour: Ink.Colour = finding.kind.isFailure ? .warning : .dim
    return place + ink(colour, mark) + ": " + (number + finding.sentence).visible
  }

  private func literal(
    _ finding: VerificationFinding, _ report: FileFindings, isFixed: Bool
  ) -> JSONLiteral {
    .object([
      ("file", .string(report.file.path)), ("line", .integer(finding.line)),
      ("position", finding.position.map { .integer($0 + 1) } ?? .null),
      ("kind", .string(finding.kind.rawValue)), ("sentence", .string(finding.sentence)),
      ("failure", .boolean(finding.kind.isFailure)), ("fixable", .boolean(finding.fix != nil)),
      ("fixed", .boolean(isFixed)),
    ])
  }

  func printJSON() {
    let findings = reports.flatMap { report in
      report.fixed.map { literal($0, report, isFixed: true) }
        + report.findings.map { literal($0, report, isFixed: false) }
    }
    Output.write(
      json: .object([
        ("findings", .array(findings)), ("failures", .integer(failures)),
        ("interactions", .integer(interactions)), ("files", .integer(fixtures)),
      ]))
  }
}
