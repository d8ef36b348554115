import Testing

@Suite("Back in time, in a terminal")
struct LookingBackTerminalTests {
  @Test("[ and ] go one training step, :step to any, Esc to now, and a change begins a branch")
  func keys() throws {
    let terminal = try Pty("--paused", "--task", "adding", "--length", "20", width: 120, height: 40)
    terminal.emulator = Emulator(width: 120, height: 40)
    func expect(_ words: String, after keys: String) throws {
      try terminal.settle { try terminal.send(keys) }
      #expect(try #require(terminal.emulator).text.contains(words), "\(words) after \(keys)")
    }
    try terminal.wait(for: "step 0")
    for step in 1...6 { try expect("step \(step)  paused", after: "n") }
    try expect("step 5 of 6, looking back", after: "[")
    try expect("step 4 of 6, looking back", after: "[")
    try expect("step 5 of 6, looking back", after: "]")
    try expect("step 2 of 6, looking back", after: ":step 2\r")
    try expect("step 1: the weights start", after: "{")
    try expect("step 6  paused", after: "N")
    try expect("step 3 of 6, looking back", after: ":step 3\r")
    try expect("A′ is what was left", after: "m")
    try expect("there is nothing to undo", after: "\u{15}\u{15}")
    try terminal.send("q")
    #expect(try terminal.ending() == 0)
  }

  @Test("Without memory there is nothing to go back to")
  func noMemory() throws {
    let terminal = try Pty("--paused", "--memory", "0")
    try terminal.wait(for: "step 0")
    try terminal.send("[")
    try terminal.wait(for: "nothing is remembered")
    try terminal.send("q")
    #expect(try terminal.ending() == 0)
  }
}
