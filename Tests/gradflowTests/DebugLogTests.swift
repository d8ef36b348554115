import Foundation
import TestSupport
import Testing

@Suite("The debug log")
struct DebugLogTests {
  @Test("It tells what went in and what came out, in the order of a clock, behind what the file had")
  func session() throws {
    let tmux = try Tmux(width: 100)
    let path = try tmux.scratch.write("kept\n", "log")
    try tmux.start("--paused --hidden 3", environment: "GRADFLOW_LOG=\(path)")
    try tmux.type("c")
    try tmux.wait(for: "RNN")
    try tmux.type(":cell lstn\n")
    try tmux.wait(for: "unknown cell")
    try tmux.type("n")
    try tmux.wait(for: "step 1")
    try tmux.resize(90, 30)
    try tmux.wait("the new size") { $0.split(separator: "\n").count > 24 }
    try tmux.type("q")
    #expect(try tmux.ending() == 0)
    let lines = try tmux.scratch.read("log").split(separator: "\n")
    #expect(lines.first == "kept")
    let entries = try lines.dropFirst().map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return (time: try #require(Double(parts[0])), text: String(parts[1]))
    }
    #expect(entries.map(\.time) == entries.map(\.time).sorted())
    var rest = entries.map(\.text)[...]
    for words in [
      "gradflow 0.1.0, process ", "TERM tmux-256color", "step 0 read: loss ", "key c: change(",
      "orders: cell lstm → rnn",
      "key Enter", "warning: unknown cell \"lstn\"; known: rnn", "orders: steps 0 → 1", "1 training steps",
      "signal \(SIGWINCH)", "key q: quit", "end",
    ] {
      let place = try #require(rest.firstIndex { $0.contains(words) }, "\(words) in \(rest)")
      rest = rest[(place + 1)...]
    }
    #expect(
      rest.isEmpty && entries[0].text.contains("cell lstm, activation tanh") && entries[0].text.contains("hidden 3"))
    #expect(entries[1].text.contains("100") && entries[1].text.contains("24"))
  }

  @Test("A log that can't be written is one line and status 2, before the terminal is looked at")
  func refusals() throws {
    let scratch = try Scratch()
    for path in ["/no/such/log", scratch.folder] {
      let outcome = try run(Binary.path, [], environment: ["GRADFLOW_LOG": path])
      #expect(outcome.status == 2 && outcome.isOneComplaint && outcome.errors.contains("GRADFLOW_LOG"), "\(outcome)")
    }
    let outcome = try run(Binary.path, [], environment: ["GRADFLOW_LOG": ""])
    #expect(outcome.status == 2 && outcome.errors.contains("must be a terminal"))
  }
}
