import Foundation
import TestSupport

/// Starts a program; `files` says what its descriptors are. The thread that a test runs on blocks signals; what it starts
/// must not, or it could not be ended.
func spawn(
  _ program: String, _ arguments: [String], environment: [String: String?], flags: Int32 = 0,
  files: (inout posix_spawn_file_actions_t) -> Void
) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  files(&actions)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | flags))
  let inherited = ProcessInfo.processInfo.environment.mapValues(Optional.some)
  let variables = inherited.merging(environment) { $1 }.compactMap { name, value in
    value.map { strdup("\(name)=\($0)") }
  }
  let words = ([program] + arguments).map { strdup($0) }
  defer { for text in variables + words { free(text) } }
  var pid: pid_t = 0
  let code = posix_spawn(&pid, program, &actions, &attributes, words + [nil], variables + [nil])
  guard code == 0 else { throw DeadlineError(description: "\(program): \(String(cString: strerror(code)))") }
  return pid
}

/// Waits for a process to end: its status, minus the signal where one ended it.
func status(of pid: pid_t) -> Int32 {
  var raw: Int32 = 0
  while waitpid(pid, &raw, 0) < 0 && errno == EINTR {}
  return raw & 0x7F == 0 ? raw >> 8 & 0xFF : -(raw & 0x7F)
}
