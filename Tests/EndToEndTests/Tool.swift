import Glibc
import TestSupport

/// One of the package's programs, or any other, run to its end.
struct Tool {
  let path: String
  /// What it finds in its environment, and nothing else.
  var environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm"]
  /// Where it runs.
  var folder = Repository.path

  struct Result {
    /// The exit code; 128 and the signal's number for a process that a signal ended.
    let status: Int32
    let output: [UInt8]
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  static var list: Tool { built("llm-mock") }
  static var browser: Tool { built("llm-mock-tui") }
  static var shell: Tool { Tool(path: "/bin/bash") }

  /// A program built with the tests: it lies beside them.
  static func built(_ name: String) -> Tool { Tool(path: products + "/" + name) }

  static let products: String = {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let executable = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    let folder = executable.split(separator: "/").dropLast().joined(separator: "/")
    return access("/\(folder)/llm-mock", X_OK) == 0
      ? "/" + folder : Repository.path + "/.build/debug"
  }()

  func callAsFunction(_ arguments: String...) throws -> Result { try run(arguments) }

  /// Standard input is empty.
  func run(_ arguments: [String]) throws -> Result {
    let results = try TemporaryFolder()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let created = O_WRONLY | O_CREAT
    posix_spawn_file_actions_addopen(&actions, 1, results("output"), created, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, results("errors"), created, 0o600)
    // Threads of the Swift runtime have signals blocked, which a child would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process: pid_t = 0
    // Glibc's way to spawn in another folder is hidden from Swift; env has one too.
    let env = "/usr/bin/env"
    let code = ([env, "-C", folder, path] + arguments).withCStrings { arguments in
      environment.map { "\($0)=\($1)" }.withCStrings { environment in
        posix_spawn(&process, env, &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else { throw SystemError(call: "posix_spawn \(path)", code: code) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Result(
      status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f,
      output: try results.bytes(of: "output"),
      errors: String(decoding: try results.bytes(of: "errors"), as: UTF8.self))
  }
}

extension [String] {
  /// Runs `body` with a null-terminated array of C strings.
  fileprivate func withCStrings<Result>(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}
