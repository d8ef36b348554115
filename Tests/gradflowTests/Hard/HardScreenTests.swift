import TestSupport
import Testing

/// The screen after whatever there was, against a picture of the same state that is painted whole.
@Suite("Hard times: the screen")
struct HardScreenTests {
  private static let terminals = ["xterm-256color", "tmux-256color", "screen", "linux", "vt220"]

  @Test("After keys and sizes at random no cell is stale")
  func redraws() throws {
    for seed in Hard.seeds(HardScreenTests.terminals.count) {
      try HardError.telling(seed) { done in
        let term = HardScreenTests.terminals[Int(seed) % HardScreenTests.terminals.count]
        done.append(term)
        let pty = try Pty("--paused", "--hidden", "5", "--length", "30", environment: ["TERM": term])
        // tmux's and screen's erase to the terminal's own background.
        let emulator = Emulator(width: 120, height: 40, keepsBackground: !["tmux-256color", "screen"].contains(term))
        pty.emulator = emulator
        try pty.wait(for: "LSTM")
        var keys = RandomKeys(seed: seed)
        for _ in 0..<(Hard.seconds == nil ? 3 : 20) {
          for _ in 0..<keys.number(1...12) {
            if keys.number(0...9) < 2 {
              let (width, height) = (keys.number(1...220), keys.number(1...70))
              done.append("\(width)x\(height)")
              pty.resize(width, height)
            } else {
              let bytes = keys.next(keepingPaused: true)
              done.append("\(bytes)")
              try pty.send(bytes)
            }
            if keys.number(0...2) == 0 { pty.read() }
          }
          // No Esc, and nothing else that could go on, is left.
          try pty.settle { try pty.send("\u{1B}[B") }
          let shown = emulator.picture
          try pty.settle { try pty.send("\u{C}") }
          try #require(emulator.unknown == [])
          try require(shown, isThatOf: emulator)
        }
      }
    }
  }

  private func require(_ shown: [[Emulator.Cell]], isThatOf emulator: Emulator) throws {
    let fresh = emulator.picture
    let stale = fresh.indices.flatMap { y in
      fresh[y].indices.filter { shown[y][$0] != fresh[y][$0] }.map { (x: $0, y: y) }
    }
    guard let first = stale.first else { return }
    throw DeadlineError(
      description: """
        \(stale.count) cells of \(emulator.width)x\(emulator.height) are stale, the first at \(first): \
        \(shown[first.y][first.x]) in place of \(fresh[first.y][first.x]) in
        \(emulator.text)
        """)
  }

  @Test("The emulator shows what tmux does, colours too")
  func emulator() throws {
    let arguments = ["--paused", "--hidden", "5", "--length", "30"]
    let tmux = try Tmux(width: 100, height: 30)
    try tmux.start(arguments.joined(separator: " "))
    let pty = try Pty(arguments, width: 100, height: 30, environment: ["TERM": "tmux-256color"])
    let emulator = Emulator(width: 100, height: 30, keepsBackground: false)
    pty.emulator = emulator
    try pty.wait(for: "LSTM")
    for (name, bytes) in [
      ("n", "n"), ("Down", "\u{1B}OB"), ("b", "b"), ("Left", "\u{1B}OD"), ("?", "?"), ("End", "\u{1B}[4~"),
    ] {
      try tmux.press(name)
      try pty.settle { try pty.send(bytes) }
      try tmux.wait(name + ": " + emulator.text) { _ in
        let copy = Emulator(width: 100, height: 30)
        let captured = try tmux.tmux("capture-pane", "-p", "-e").split(
          separator: "\n", omittingEmptySubsequences: false)
        copy.take(captured.prefix(30).joined(separator: "\r\n").utf8)
        return copy.picture == emulator.picture
      }
    }
  }
}
