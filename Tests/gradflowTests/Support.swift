import Foundation
import TestSupport

/// The program as it was built for these tests.
enum Binary {
  /// Beside the test bundle.
  static let path: String = {
    let starts = [Bundle.main.bundlePath, CommandLine.arguments[0]] + Bundle.allBundles.map(\.bundlePath)
    for start in starts {
      var folder = URL(fileURLWithPath: start)
      for _ in 0..<4 {
        let candidate = folder.appendingPathComponent("gradflow")
        if (try? candidate.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true { return candidate.path }
        folder.deleteLastPathComponent()
      }
    }
    fatalError("no gradflow beside \(starts)")
  }()
}

/// What a process left.
struct Outcome {
  let status: Int32
  let output: String
  let errors: String

  var errorLines: [Substring] { errors.split(separator: "\n", omittingEmptySubsequences: false) }
  /// Nothing but one line, that says who speaks.
  var isOneComplaint: Bool { errors.hasPrefix("gradflow: ") && errors.hasSuffix("\n") && errorLines.count == 2 }
}

/// Runs a program to its end, without a terminal; its output goes into files, so that no pipe fills. Foundation's
/// Process would wait for a server that the program leaves behind, too.
func run(_ program: String, _ arguments: [String], environment: [String: String] = [:], output: String? = nil) throws
  -> Outcome
{
  let folder = try Scratch()
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  let writing = O_WRONLY | O_CREAT | O_TRUNC
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, output ?? folder.path("out"), writing, 0o600)
  posix_spawn_file_actions_addopen(&actions, 2, folder.path("errors"), writing, 0o600)
  // The thread that a test runs on blocks signals; what it starts must not, or tmux could not be ended.
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  var inherited = ProcessInfo.processInfo.environment
  inherited["TMUX"] = nil
  inherited["XDG_CONFIG_HOME"] = folder.folder
  let variables = inherited.merging(environment) { $1 }.map { strdup("\($0)=\($1)") } + [nil]
  let words = ([program] + arguments).map { strdup($0) } + [nil]
  defer { for text in variables + words { free(text) } }
  var pid: pid_t = 0
  let code = posix_spawn(&pid, program, &actions, &attributes, words, variables)
  guard code == 0 else { throw DeadlineError(description: "\(program): \(String(cString: strerror(code)))") }
  var status: Int32 = 0
  while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  return Outcome(
    status: status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F),
    output: output == nil ? try folder.read("out") : "", errors: try folder.read("errors"))
}

/// Runs gradflow to its end.
func gradflow(_ arguments: String..., output: String? = nil) throws -> Outcome {
  try run(Binary.path, arguments, output: output)
}
