import ArgumentParser
import FixtureKit
import Glibc

/// Parses, runs, and turns every outcome into one of the documented exit codes.
@main
enum Program {
  static func main() {
    // A reader that has seen enough (`| head`) shows as EPIPE, which Output takes for the end.
    signal(SIGPIPE, SIG_IGN)
    raiseFileLimit()
    do {
      var command = try LLMMock.parseAsRoot()
      try command.run()
      Output.flush()
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch let failure as CommandFailure {
      end(failure)
    } catch let error as FixtureError {
      end(CommandFailure(error))
    } catch let error as FilterError {
      end(CommandFailure(.usage, error.description))
    } catch {
      let message = LLMMock.fullMessage(for: error)
      if LLMMock.exitCode(for: error).isSuccess {
        Output.write(message + "\n")
        Output.flush()
        exit(0)
      }
      Output.error(message.visibleLines)
      exit(ExitStatus.usage.rawValue)
    }
  }
}

extension Program {
  private static func end(_ failure: CommandFailure) -> Never {
    Output.flush()
    Output.error("Error: \(failure.message.visibleLines)")
    exit(failure.code.rawValue)
  }

  /// An operation holds the lock of every folder it writes in.
  private static func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}

struct LLMMock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "llm-mock",
    abstract: "Keep recorded LLM API calls healthy: the fixture files that tests replay.",
    discussion: """
      A PATH is a fixture file, with or without .json, or a folder of them.
      To browse the same recordings on a full screen: llm-mock-tui DIR

      Exit codes: 0 fine, 1 findings, nothing matched, refused or cancelled,
      2 wrong usage, an ambiguous hash, or a question without a terminal to ask on,
      3 a named file could not be read or written.
      """,
    version: "llm-mock \(version)",
    subcommands: [
      List.self, Show.self, Verify.self, Rehash.self, Clear.self, Prune.self, Init.self, Undo.self,
      Redo.self, Trash.self,
    ])

  static let version = "0.1.0"
}

/// Exit codes other than 0.
enum ExitStatus: Int32 {
  case nothingMatched = 1
  static let findings = Self.nothingMatched
  static let refused = Self.nothingMatched
  case usage = 2
  case unreadable = 3
}

/// Ends the program with a sentence on standard error and an exit code.
struct CommandFailure: Error {
  let code: ExitStatus
  let message: String

  init(_ code: ExitStatus, _ message: String) {
    self.code = code
    self.message = message
  }

  init(_ error: FixtureError) {
    switch error {
    case .ambiguousPath, .ambiguousPosition, .emptyPath, .folder:
      self.init(.usage, error.description)
    case .notFound, .unreadable, .syntax, .notAFixture, .changed, .unwritable, .busy,
      .noStateFolder, .unreadableJournal, .settings:
      self.init(.unreadable, error.description)
    case .outdated, .exists, .interrupted, .nothingToUndo, .nothingToRedo,
      .comesFirst, .nothingToAbandon, .changedSince:
      self.init(.refused, error.description)
    }
  }
}
