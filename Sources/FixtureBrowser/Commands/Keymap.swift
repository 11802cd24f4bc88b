import TerminalUI

/// Which key sequences mean which command, made from the table of commands.
enum Keymap {
  struct Binding: Sendable {
    let command: Command
    let argument: String?
  }

  enum Match {
    case command(Binding)
    /// The keys are the start of a longer sequence.
    case more
    case nothing
  }

  static func match(_ keys: [Key]) -> Match {
    if let binding = bindings[keys] { return .command(binding) }
    return prefixes.contains(keys) ? .more : .nothing
  }

  private static let bindings: [[Key]: Binding] = {
    var bindings: [[Key]: Binding] = [:]
    for entry in CommandEntry.all {
      for notation in entry.keys {
        guard let keys = try? Key.sequence(notation: notation) else {
          preconditionFailure("\(notation) in the table of commands is no key sequence")
        }
        bindings[keys] = Binding(command: entry.command, argument: entry.keyArguments[notation])
      }
    }
    return bindings
  }()

  private static let prefixes: Set<[Key]> = Set(
    bindings.keys.flatMap { keys in (1..<max(keys.count, 1)).map { Array(keys[..<$0]) } })
}
