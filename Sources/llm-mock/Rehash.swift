import ArgumentParser
import FixtureKit
import LosslessJSON
import Synchronization

/// `llm-mock rehash`: gives interactions the hash of their request.
struct Rehash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehash",
    abstract: "Give interactions the hash of the request they have now.",
    discussion: """
      Only hashes that are wrong change. With --match-on all of them are worked out
      over other members of the request, and the interactions say so.

      Interactions that would have one hash stay as they are, unless --on-collision
      says which to keep. llm-mock undo takes everything back.
      """)

  @Argument(help: "Fixture files, with or without .json, or folders.", completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "Members of the request to work the hash out over.", valueName: "a,b,c"))
  var matchOn: String?

  @Option(help: "What becomes of interactions that would have one hash.")
  var onCollision: RehashPlan.Collisions = .refuse

  @Flag(help: "Only say what would change.")
  var dryRun = false

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  mutating func run() throws {
    Output.outlivesReader.store(true, ordering: .relaxed)
    let fields = try matchFields()
    let files = try SelectedFiles(paths, for: .changing)
    for note in files.notes + files.unreadable { Output.error("Note: \(note.visible)") }
    if let fields { try check(fields, in: files) }
    var changes: [(FileChange, Library)] = []
    var (rehashed, colliding, removed) = (0, 0, 0)
    for file in files.files {
      guard let index = file.state.index, index.count > 0 else { continue }
      let plan = try RehashPlan(
        file.path, index, file.library.rules(for: file.path), matchFields: fields)
      print(plan, plan.removals(onCollision), file)
      let collisions = plan.entries.count { !$0.collisions.isEmpty }
      colliding += collisions
      if let (changed, change) = try plan.fileChange(onCollision) {
        rehashed += changed
        removed += change.removed.count
        changes.append((change, file.library))
      }
    }
    let isRefused = colliding > 0 && onCollision == .refuse
    if isRefused {
      Output.error(
        "\(Formats.count(colliding, "interaction")) would share a hash with another one and "
          + "\(colliding == 1 ? "stays" : "stay"): --on-collision says which to keep")
    }
    if changes.isEmpty {
      if !isRefused { Output.write("There is no hash to change.\n") }
    } else {
      let what =
        "\(Formats.count(rehashed, "hash", "hashes")) in "
        + Formats.count(changes.count, "file")
        + (removed > 0 ? "; \(Formats.count(removed, "interaction")) to go" : "")
      if dryRun {
        Output.write("Would change \(what).\n")
      } else {
        try Confirmation(isGiven: yes).ask("Change \(what)")
        let remark = try Operation.perform(changes)
        Output.write("Changed \(what). \(remark).\n")
      }
    }
    if isRefused {
      Output.flush()
      throw ExitCode(ExitStatus.refused.rawValue)
    }
  }

  private func matchFields() throws -> [String]? {
    guard let matchOn else { return nil }
    var fields: [String] = []
    for part in matchOn.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: " ")
      guard words.count <= 1 else {
        throw CommandFailure(.usage, "--match-on: put commas between the members, not blanks")
      }
      let field = words.first.map(String.init) ?? ""
      if !fields.contains(field) { fields.append(field) }
    }
    guard fields.allSatisfy({ !$0.isEmpty }) else {
      throw CommandFailure(
        .usage, "--match-on takes members of the request, such as model,messages,system")
    }
    return fields
  }

  /// A member that no request has is a slip of the pen: every hash would be made over nothing instead.
  private func check(_ fields: [String], in files: SelectedFiles) throws {
    guard files.files.contains(where: { ($0.state.index?.count ?? 0) > 0 }) else { return }
    var missing = Set(fields).subtracting(RequestKey.ownFields).subtracting(["temperature"])
    for file in files.files {
      guard let index = file.state.index else { continue }
      for position in 0..<index.count where !missing.isEmpty {
        let request = try FixtureReader.interaction(position, of: index, at: file.path).request
        missing = missing.filter { request?.member($0) == nil }
      }
    }
    guard let field = fields.first(where: missing.contains) else { return }
    throw CommandFailure(.usage, "--match-on: no request here has '\(field.visible)'")
  }

  private func print(_ plan: RehashPlan, _ removed: Set<Int>, _ file: SelectedFiles.File) {
    let entries = Set(plan.entries.map(\.position))
    for position in removed.subtracting(entries).sorted() {
      Output.write("\(file.path.visible)#\(position + 1): goes, as another one gets its hash\n")
    }
    for entry in plan.entries {
      let place = "\(file.path)#\(entry.position + 1)".visible
      let isRefused = onCollision == .refuse && !entry.collisions.isEmpty
      let hashes =
        removed.contains(entry.position)
        ? "goes, as another one keeps \(shown(entry.new))"
        : entry.old == entry.new || isRefused
          ? "\(shown(entry.old)) stays" : "\(shown(entry.old)) → \(shown(entry.new))"
      Output.write("\(place): \(hashes)  \(entry.reason.visible)\n")
      if !entry.collisions.isEmpty {
        let others = entry.collisions.map { "#\($0 + 1)" }.joined(separator: ", ")
        let more = entry.collisionCount - entry.collisions.count
        Output.write("  collides with \(others)\(more > 0 ? " and \(more) more" : "")\n")
      }
    }
    for (position, reason) in plan.skipped where !removed.contains(position) {
      Output.error("Note: \(file.path.visible)#\(position + 1): left alone: \(reason.visible)")
    }
  }

  private func shown(_ hash: String) -> String { String(hash.prefix(12)).visible + "…" }
}

extension RehashPlan.Collisions: ExpressibleByArgument {}
