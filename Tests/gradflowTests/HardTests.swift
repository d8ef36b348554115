import Foundation
import Recurrence
import TestSupport
import Testing

/// Terminals, keys and signals as they come at the worst of times.
@Suite("Hard times")
struct HardTests {
  /// `make hard` sets it: how many keys are pressed at random.
  private static let wish = ProcessInfo.processInfo.environment["GRADFLOW_HARD"].flatMap { Int($0) }

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
    try patient.wait(for: "BPTT, from t = T")
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

  @Test("Keys and sizes at random", arguments: wish == nil ? [1] : Array(1...10))
  func fuzz(_ seed: UInt64) throws {
    let pty = try start("--paused")
    var keys = RandomKeys(seed: seed)
    let count = HardTests.wish ?? 3000
    for k in 1...count {
      let bytes = keys.next()
      do {
        try pty.send(bytes)
        if k % 25 == 0 { pty.resize(keys.number(1...300), keys.number(1...100)) }
        if k % 100 == 0 { try pty.answer(seconds: 60) }
      } catch {
        throw DeadlineError(description: "seed \(seed), after \(k) keys, the last \(bytes): \(error)")
      }
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

/// Keys, halves of keys and no keys; none of them ends the program or stops it.
private struct RandomKeys {
  private var random: Random

  init(seed: UInt64) { random = Random(seed: seed, purpose: .data) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random)! }

  mutating func next() -> [UInt8] {
    let letters = Array("nb+=-xXorORmMtTcCaAlLpiIgGfFkKzZsvV.,ew!yYuU12 ?h\t\t\r\u{7F}\u{1}").map(String.init)
    let sequences = [
      "[A", "[B", "[C", "[D", "OA", "OD", "[1;2C", "[1;2D", "[H", "[F", "[5~", "[6~", "[Z", "[3~", "OP", "[15~", "",
    ]
    let halves = ["[<", "[<0;5", "[M", "[1;", "O", "[", "]0;x", "P+r", "[<" + String(repeating: "9", count: 60)]
    let settings = [
      "cell gru", "cell x", "layers 2", "hidden 7", "hidden 0", "length 1", "length 333", "length -5", "batch 3",
      "task adding", "task file:/dev/zero", "gain nan", "gain 1e308", "theta 5e-324", "init orthogonal", "loss xent",
      "clip bptt-norm", "optimizer adam", "learning-rate 1e308", "seed -1", "len\t 5", "é日\u{301} 1", "",
    ]
    switch number(0...99) {
    case ..<50: return Array(pick(letters).utf8)
    case ..<70: return Array(("\u{1B}" + pick(sequences)).utf8)
    case ..<78:
      let (x, y) = (number(0...320), number(0...110))
      return Array("\u{1B}[<\(number(0...70));\(x);\(y)\(pick(["M", "m"]))".utf8)
    case ..<88: return Array((":" + pick(settings) + pick(["\r", "\r", "\r", "\u{1B}", ""])).utf8)
    case ..<94: return Array(("\u{1B}" + pick(halves)).utf8)
    // Bytes, but for q, Ctrl-C and Ctrl-Z.
    default: return (0..<number(1...40)).map { _ in UInt8(number(0...255)) }.filter { ![113, 3, 26].contains($0) }
    }
  }
}
