import Foundation
import Recurrence
import TestSupport
import Testing

/// Keys, pastes and sizes as they come at the worst of times.
@Suite("Hard times: keys")
struct HardKeyTests {
  private func start(_ arguments: String...) throws -> Pty {
    let pty = try arguments.isEmpty ? Pty("--hidden", "4", "--length", "20") : Pty("--hidden", "4", arguments[0])
    try pty.wait(for: "LSTM")
    return pty
  }

  @Test("Keys that are pressed while the terminal doesn't read are answered once it does")
  func keysWhileBlocked() throws {
    let pty = try start()
    try pty.fill()
    #expect(pty.feed(Array(":gain 3\r".utf8)[...]) == 8)
    try pty.wait(for: "gain")
    try pty.send("q")
    #expect(try pty.ending() == 0)
    #expect(pty.leftBehind == [])
  }

  @Test(
    "Half a report of the mouse freezes nothing",
    arguments: ["\u{1B}[<", "\u{1B}[<0;5", "\u{1B}[M", "\u{1B}[M !", "\u{1B}[", "\u{1B}O", "\u{1B}[1;", "\u{1B}]0"])
  func halfMouse(_ text: String) throws {
    let pty = try start()
    try pty.send(text)
    pty.resize(100, 30)
    try pty.wait(for: Pty.clear)
    try pty.answer()
    try pty.send(text)
    kill(pty.pid, SIGTERM)
    #expect(try pty.ending() == -SIGTERM)
    #expect(pty.leftBehind == [])
  }

  @Test("An arrow key over a slow line is no command; how slow it may be to be one key, ESCDELAY says")
  func slowLine() throws {
    let pty = try start("--paused")
    for rest in ["[C", "OC"] { try pty.escape(200, rest) }
    // Nor is the cell another by the time that the screen is drawn once more.
    try pty.answer()
    try pty.wait(for: "LSTM")
    let patient = try Pty("--hidden", "4", "--paused", "--length", "20", environment: ["ESCDELAY": "5000"])
    try patient.wait(for: "LSTM")
    try patient.send("b")
    try patient.wait(for: "BPTT from t = T")
    try patient.escape(200, "[D")
    try patient.answer()
    try patient.wait(for: "leave BPTT")
  }

  @Test("Keys that come faster than they can be obeyed keep neither pictures nor signals away")
  func flood() throws {
    let pty = try start()
    let keys = Array(repeating: UInt8(ascii: "s"), count: 4096)
    let deadline = ContinuousClock.now + .seconds(30)
    var (fed, frames) = (0, 0)
    while fed < 100_000 || frames < 3, .now < deadline {
      fed += pty.feed(keys[...])
      if pty.read() > 0 { frames += 1 }
    }
    #expect(frames >= 3)
    kill(pty.pid, SIGTERM)
    #expect(try pty.ending() == -SIGTERM)
    #expect(pty.leftBehind == [])
  }

  @Test("A megabyte is pasted into the line in seconds")
  func paste() throws {
    let pty = try start()
    try pty.send(":\u{1B}[200~" + String(repeating: "paste me ", count: 1 << 17) + "\u{1B}[201~")
    try pty.wait(for: "4096")
    try pty.answer()
    try pty.send("\r")
    try pty.wait(for: "nothing was set")
    try pty.send("q")
    #expect(try pty.ending() == 0)
  }

  @Test(
    "Terminals of sizes that nobody has", arguments: [(40_000, 30), (100, 40_000), (65_535, 65_535), (1, 1), (0, 0)])
  func sizes(_ width: Int, _ height: Int) throws {
    let pty = try Pty("--hidden", "4", "--paused", width: width, height: height)
    try pty.answer()
    pty.resize(80, 24)
    try pty.answer()
    pty.resize(width, height)
    try pty.answer()
    try pty.send("q")
    #expect(try pty.ending() == 0)
    #expect(pty.leftBehind == [])
  }

  @Test("Keys and sizes at random")
  func fuzz() throws {
    for seed in Hard.seeds(1) {
      try HardError.telling(seed) { done in
        let pty = try start("--paused")
        var keys = RandomKeys(seed: seed)
        for k in 1...3000 {
          let bytes = keys.next()
          done.append("\(bytes)")
          try pty.send(bytes)
          if k % 25 == 0 { pty.resize(keys.number(1...300), keys.number(1...100)) }
          if k % 100 == 0 { try pty.answer(seconds: 60) }
        }
        let memory = try #require(Int(pty.account("VmRSS").split(separator: " ").first ?? ""))
        #expect(memory < 1 << 20, "kB")
        pty.resize(80, 24)
        // A key by itself, for what is after an Esc could be a sequence.
        for _ in 0..<4 {
          try pty.send("\u{1B}")
          try pty.answer()
        }
        try pty.send("q")
        #expect(try pty.ending() == 0)
        #expect(pty.leftBehind == [])
      }
    }
  }
}
