import Foundation
import TestSupport
import Testing

/// A terminal with one program on it, of which the test reads only when it wants to. Unlike `Tmux` it shows no picture,
/// but bytes.
final class Pty {
  let pid: pid_t
  /// What the program wrote last.
  private(set) var output: [UInt8] = []
  /// What its screen shows, where the test wants to know: fed with what is read, and resized along.
  var emulator: Emulator?
  private let master: Int32
  private let slave: Int32
  /// Has an end as soon as the program has gone, for nobody else holds its other side.
  private let life: Int32
  // Memory of its own: Swift's termios is without the padding that C writes.
  private let before = UnsafeMutablePointer<termios>.allocate(capacity: 2)
  private var isOver = false
  private let scratch: Scratch

  /// What ncurses clears the screen with.
  static let clear = "\u{1B}[H\u{1B}[2J"

  convenience init(_ arguments: String..., width: Int = 120, height: Int = 40, environment: [String: String] = [:])
    throws
  {
    try self.init(arguments, width: width, height: height, environment: environment)
  }

  init(_ arguments: [String], width: Int = 120, height: Int = 40, environment: [String: String] = [:]) throws {
    scratch = try Scratch()
    // What posix_openpt and its kin do, which Swift doesn't see.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var (locked, number): (Int32, Int32) = (0, 0)
    guard ioctl(master, 0x4004_5431, &locked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
      throw DeadlineError(description: "no pty")
    }
    let name = "/dev/pts/\(number)"
    slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    before.initialize(repeating: termios(), count: 2)
    tcgetattr(slave, before)
    let fifo = scratch.path("life")
    mkfifo(fifo, 0o600)
    life = open(fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    Pty.resize(slave, width, height)
    let usual = [
      "LC_ALL": "C.UTF-8", "NO_COLOR": "", "TERM": "xterm-256color", "SWIFT_BACKTRACE": "enable=no",
      "COLORFGBG": "", "XDG_CONFIG_HOME": scratch.folder,
    ]
    pid = try spawn(
      Binary.path, arguments, environment: usual.merging(environment) { $1 }, flags: setsid
    ) { files in
      // The leader of a session has the first terminal that it opens.
      posix_spawn_file_actions_addopen(&files, 0, name, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&files, 0, 1)
      posix_spawn_file_actions_adddup2(&files, 0, 2)
      posix_spawn_file_actions_addopen(&files, 9, fifo, O_WRONLY, 0)
    }
  }

  deinit {
    if !isOver {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
    for descriptor in [master, slave, life] { close(descriptor) }
    before.deallocate()
  }

  private static func resize(_ slave: Int32, _ width: Int, _ height: Int) {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
  }

  func resize(_ width: Int, _ height: Int) {
    Pty.resize(slave, width, height)
    emulator?.resize(width, height)
  }

  /// Reads what has been written; how much it was.
  @discardableResult
  func read() -> Int {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while true {
      let count = Glibc.read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      total += count
      output += buffer[..<count]
      emulator?.take(buffer[..<count])
    }
    if output.count > 1 << 20 { output.removeFirst(output.count - 1 << 19) }
    return total
  }

  /// Writes as much as is taken at once; how much that was.
  func feed(_ bytes: ArraySlice<UInt8>) -> Int {
    max(0, bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) })
  }

  /// Writes all, reading meanwhile.
  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    let deadline = ContinuousClock.now + .seconds(60)
    while !rest.isEmpty {
      rest = rest.dropFirst(feed(rest.prefix(1024)))
      read()
      if rest.isEmpty { return }
      guard poll(Int16(POLLIN | POLLOUT), until: deadline) else {
        throw DeadlineError(description: "keys are not taken")
      }
    }
  }

  /// Waits until the terminal has something to read, or takes keys; false where the program ends or the deadline comes.
  private func poll(_ events: Int16, until deadline: ContinuousClock.Instant) -> Bool {
    var polled = [pollfd(fd: master, events: events, revents: 0), pollfd(fd: life, events: Int16(POLLIN), revents: 0)]
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    return Glibc.poll(&polled, 2, Int32(max(0, left))) > 0 && polled[1].revents == 0
  }

  /// Waits until a text has been written since the last wait.
  func wait(for text: String, seconds: Int = 30) throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    let wanted = Array(text.utf8)
    while true {
      read()
      if let place = output.firstRange(of: wanted) {
        output.removeFirst(place.upperBound)
        return
      }
      guard poll(Int16(POLLIN), until: deadline) else {
        throw DeadlineError(
          description: "no \(text.debugDescription) after \(String(decoding: output.suffix(500), as: UTF8.self))")
      }
    }
  }

  /// Has the picture drawn anew, and waits for it: keys are heard, and frames drawn.
  func answer(seconds: Int = 30) throws {
    read()
    output = []
    try send("\u{C}")
    try wait(for: Pty.clear, seconds: seconds)
  }

  /// Waits until the program rests; does to it what wakes it, and waits until it has taken that up and rests again: all is
  /// drawn, and read.
  func settle(_ wake: () throws -> Void) throws {
    try rest(after: -1)
    let before = try #require(Int(account("voluntary_ctxt_switches")))
    try wake()
    try rest(after: before)
  }

  /// Waits until every thread of the program sleeps for longer than the run loop does from one frame to the next, its first
  /// thread having fallen asleep more often than `count`.
  private func rest(after count: Int) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    var (last, since): ([pid_t: Int]?, ContinuousClock.Instant) = (nil, .now)
    while .now < deadline {
      let now = switches
      if read() > 0 || now == nil || now != last || now![pid]! <= count { (last, since) = (now, .now) }
      if .now - since > .milliseconds(50) { return }
      // Output is a reason to look again; so is a little time, for falling asleep leaves no other trace.
      _ = poll(Int16(POLLIN), until: .now + .milliseconds(10))
    }
    throw DeadlineError(description: "it doesn't come to rest")
  }

  /// How often each thread of the program fell asleep, if all of them sleep: the same twice, and they slept in between.
  private var switches: [pid_t: Int]? {
    var counts: [pid_t: Int] = [:]
    let folder = "/proc/\(pid)/task"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard account("State", of: "\(folder)/\(name)").hasPrefix("S"),
        let count = Int(account("voluntary_ctxt_switches", of: "\(folder)/\(name)"))
      else { return nil }
      counts[pid_t(name)!] = count
    }
    return counts
  }

  /// Reads nothing, and has the program draw until the terminal takes no more.
  func fill() throws {
    let deadline = ContinuousClock.now + .seconds(30)
    for k in 0... {
      var polled = [pollfd(fd: slave, events: Int16(POLLOUT), revents: 0)]
      if Glibc.poll(&polled, 1, 0) == 0 { return }
      resize(200 + k % 2, 60)
      guard !end(within: 20), .now < deadline else { throw DeadlineError(description: "the terminal takes all") }
    }
  }

  /// Sends an Esc, and what follows it so many milliseconds later: how long that takes is what the program goes by.
  func escape(_ milliseconds: Int32, _ rest: String) throws {
    try send("\u{1B}")
    guard !end(within: milliseconds) else { throw DeadlineError(description: "an Esc ends it") }
    try send(rest)
  }

  /// Whether the program ends within so many milliseconds, without reading meanwhile.
  private func end(within milliseconds: Int32) -> Bool {
    var polled = [pollfd(fd: life, events: Int16(POLLIN), revents: 0)]
    return Glibc.poll(&polled, 1, milliseconds) > 0
  }

  /// The status with which the program ends, minus the signal where one ended it. Read from only if wanted.
  func ending(seconds: Int = 30, reading: Bool = true) throws -> Int32 {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while reading, poll(Int16(POLLIN), until: deadline) { read() }
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    guard end(within: Int32(max(0, left))) else { throw DeadlineError(description: "it goes on after \(seconds) s") }
    let code = gradflowTests.status(of: pid)
    isOver = true
    read()
    return code
  }

  /// What of the terminal is not as it was before the program.
  var leftBehind: [String] {
    tcgetattr(slave, before + 1)
    var left = memcmp(before, before + 1, MemoryLayout<termios>.size) == 0 ? [] : ["settings"]
    for (name, text) in [
      ("alternate screen", "\u{1B}[?1049l"), ("cursor", "\u{1B}[?25h"), ("mouse", "\u{1B}[?1000l"),
      ("pastes", "\u{1B}[?2004l"),
    ]
    where output.firstRange(of: Array(text.utf8)) == nil { left.append(name) }
    return left
  }

  /// A line of the system's account of the process: `SigIgn`, `VmRSS`.
  func account(_ name: String) -> String { account(name, of: "/proc/\(pid)") }

  private func account(_ name: String, of folder: String) -> String {
    let text = (try? String(contentsOfFile: folder + "/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
    return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
  }
}

/// POSIX_SPAWN_SETSID, which Swift doesn't see.
private let setsid: Int32 = 0x80
