import Foundation
import TestSupport

/// A terminal: a tmux server of the test's own with one shell in it. The shell does not repair the terminal's settings
/// after a program, as bash would.
final class Tmux {
  let scratch: Scratch
  private let socket: String
  /// A copy of what is written to the screen, to wait for.
  private let output: Fifo
  private var environment = [
    "LC_ALL": "C.UTF-8", "NO_COLOR": "", "TERM": "xterm-256color", "SWIFT_BACKTRACE": "enable=no",
    "COLORFGBG": "",
  ]

  init(width: Int = 80, height: Int = 24) throws {
    scratch = try Scratch()
    socket = scratch.path("s")
    output = try Fifo(scratch.path("screen"))
    let configuration = """
      set -g status off
      set -g default-terminal "tmux-256color"
      set -sg escape-time 0
      set -g remain-on-exit on
      """
    let folder = URL(fileURLWithPath: Binary.path).deletingLastPathComponent().path
    environment["PATH"] = folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    environment["ENV"] = ""
    environment["XDG_CONFIG_HOME"] = scratch.folder
    try tmux(
      "-u", "-f", scratch.write(configuration, "conf"), "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
      "exec /bin/sh -i")
    try tmux("pipe-pane", "exec cat > \(output.path)")
    // In two parts, so that what is typed does not look like the prompt.
    try type("PS1='re''ady$ '\n")
    try wait("the shell") { $0.contains("ready$") }
    try type("ulimit -c 0; stty -a > \(scratch.path("before"))\n")
    try waitForFile("before")
  }

  deinit { _ = try? tmux("kill-server") }

  @discardableResult
  func tmux(_ arguments: String...) throws -> String {
    let outcome = try run("/usr/bin/env", ["tmux", "-S", socket] + arguments, environment: environment)
    guard outcome.status == 0 else { throw DeadlineError(description: "tmux \(arguments): \(outcome.errors)") }
    return outcome.output
  }

  /// The lines on the screen.
  func screen() throws -> String { try tmux("capture-pane", "-p") }
  var header: String { get throws { String(try screen().prefix { $0 != "\n" }) } }

  /// A format of tmux: `alternate_on`.
  func flag(_ name: String) throws -> String {
    try tmux("display-message", "-p", "#{\(name)}").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Sends text as it is; a line break is Enter.
  func type(_ text: String) throws {
    for (k, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if k > 0 { try press("Enter") }
      if !line.isEmpty { try tmux("send-keys", "-l", "--", String(line)) }
    }
  }

  /// Sends keys by tmux's names.
  func press(_ names: String...) throws {
    for name in names { try tmux("send-keys", "--", name) }
  }

  func resize(_ width: Int, _ height: Int) throws {
    try tmux("resize-window", "-x", "\(width)", "-y", "\(height)")
  }

  /// Waits until the screen, or what is told of it, is as wanted: asked again whenever something is written to it.
  @discardableResult
  func wait(_ what: String, _ isThere: (String) throws -> Bool) throws -> String {
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      // What is written from here on wakes the wait below.
      output.drain()
      let screen = try screen()
      if try isThere(screen) { return screen }
      guard output.wait(until: deadline) else { throw DeadlineError(description: "no \(what) in:\n\(screen)") }
    }
  }

  @discardableResult
  func wait(for text: String) throws -> String { try wait("\"\(text)\"") { $0.contains(text) } }

  /// Waits until a file has a line; the shell's prompt, or the program's picture, follows its writing.
  @discardableResult
  func waitForFile(_ name: String) throws -> String {
    try wait("file \(name)") { _ in (try? scratch.read(name))?.hasSuffix("\n") == true }
    return try scratch.read(name)
  }

  /// Starts gradflow and waits for its picture; the process.
  @discardableResult
  func start(_ arguments: String = "", environment: String = "", sign: String = "‖∂L/∂h") throws -> pid_t {
    try? FileManager.default.removeItem(atPath: scratch.path("pid"))
    try type("\(environment) sh -c 'echo $$ > \(scratch.path("pid")); exec gradflow \(arguments)'\n")
    try wait(for: sign)
    return pid_t(try waitForFile("pid").dropLast())!
  }

  /// After the program: the shell's prompt works, the terminal is as it was; the exit status.
  func ending() throws -> Int {
    // A crashing program shows the shell's screen before it has gone, and would swallow what is typed.
    try wait("the shell's screen") {
      try $0.contains("ready$") && !$0.contains("∂L/∂h_t") && flag("pane_current_command") == "sh"
    }
    try type("echo $? > \(scratch.path("status")); stty -a > \(scratch.path("after"))\n")
    let after = try waitForFile("after")
    let before = try scratch.read("before")
    // But for the size, on the first line.
    guard before.drop(while: { $0 != "\n" }) == after.drop(while: { $0 != "\n" }) else {
      throw DeadlineError(description: "the terminal was\n\(before)and is\n\(after)")
    }
    for (name, value) in [("alternate_on", "0"), ("cursor_flag", "1"), ("mouse_any_flag", "0"), ("keypad_flag", "0")] {
      guard try flag(name) == value else { throw DeadlineError(description: "\(name) is not \(value)") }
    }
    return Int(try scratch.read("status").dropLast())!
  }
}
