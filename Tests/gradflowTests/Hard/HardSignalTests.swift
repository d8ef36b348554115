import Foundation
import Recurrence
import TestSupport
import Testing

/// Signals as they come at the worst of times.
@Suite("Hard times: signals")
struct HardSignalTests {
  private func start(_ arguments: String...) throws -> Pty {
    let pty = try arguments.isEmpty ? Pty("--hidden", "4", "--length", "20") : Pty("--hidden", "4", arguments[0])
    try pty.wait(for: "LSTM")
    return pty
  }

  @Test(
    "A signal ends it within a second while the terminal doesn't read, and the terminal is as it was",
    arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func blocked(_ signal: Int32) throws {
    let pty = try start()
    try pty.send("+++++")
    try pty.fill()
    kill(pty.pid, signal)
    // A second, and what a busy machine adds.
    #expect(try pty.ending(seconds: 5, reading: false) == -signal)
    #expect(pty.leftBehind == [])
  }

  @Test("It is never deaf to SIGTSTP, not while it paints either")
  func deafness() throws {
    let pty = try start()
    try pty.answer()
    var (samples, deaf) = (0, 0)
    while samples < 3000 {
      _ = pty.feed(Array("\u{C}".utf8)[...])
      pty.read()
      let ignored = try #require(UInt64(pty.account("SigIgn"), radix: 16))
      if ignored >> UInt64(SIGTSTP - 1) & 1 == 1 { deaf += 1 }
      samples += 1
    }
    #expect(deaf == 0, "of \(samples)")
  }

  @Test("Stops and continuations in a storm leave it running, and whole")
  func storm() throws {
    let pty = try start()
    var random = Random(seed: 3, purpose: .data)
    for k in 0..<300 {
      kill(pty.pid, [SIGTSTP, SIGCONT, SIGCONT, SIGWINCH, SIGSTOP].randomElement(using: &random)!)
      if k % 7 == 0 { pty.read() }
    }
    kill(pty.pid, SIGCONT)
    try pty.answer()
    try pty.send("q")
    #expect(try pty.ending() == 0)
    #expect(pty.leftBehind == [])
  }

  @Test("Whatever it does, and however often it was stopped, a signal ends it within a second")
  func anyTime() throws {
    for seed in Hard.seeds(6) {
      try HardError.telling(seed) { done in
        let pty = try start()
        var random = RandomKeys(seed: seed)
        for _ in 0..<random.number(0...30) {
          let bytes = random.next()
          done.append("\(bytes)")
          try pty.send(bytes)
        }
        let isBlocked = random.number(0...1) == 0
        if isBlocked { try pty.fill() }
        for _ in 0..<random.number(0...50) {
          done.append("\(random.choose([SIGTSTP, SIGCONT, SIGWINCH, SIGSTOP]))")
          kill(pty.pid, Int32(done.last!)!)
        }
        kill(pty.pid, SIGCONT)
        let signal = random.choose([SIGTERM, SIGHUP, SIGINT, SIGQUIT])
        done.append("signal \(signal), blocked \(isBlocked)")
        kill(pty.pid, signal)
        // A second, and what a busy machine adds.
        #expect(try pty.ending(seconds: 5, reading: !isBlocked) == -signal, "seed \(seed)")
        #expect(pty.leftBehind == [], "seed \(seed)")
      }
    }
  }
}
