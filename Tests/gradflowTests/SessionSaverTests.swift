import Foundation
import TestSupport
import Testing

@testable import gradflow

@Suite("Saved and resumed, in a terminal", .timeLimit(.minutes(2)))
struct SessionSaverTests {
  private let small = "--hidden 4 --length 20 --paused"

  @Test("What is saved is resumed: step, networks, and how they are looked at")
  func roundTrip() throws {
    let scratch = try Scratch()
    let tmux = try Tmux(width: 120, height: 40)
    try tmux.start(small + " --optimizer adam")
    try tmux.type(":vs cell gru\n")
    try tmux.wait(for: "GRU")
    for step in 1...3 {
      try tmux.press("n")
      try tmux.wait(for: "step \(step)")
    }
    try tmux.type(":save \(scratch.path("s"))\n")
    try tmux.wait(for: "saved to \(scratch.path("s")) at step 3")
    try tmux.press("q")
    #expect(try tmux.ending() == 0)
    let saved = try SessionFile(reading: scratch.path("s"))
    #expect(saved.runs.map(\.run.step) == [3, 3] && saved.runs[1].run.experiment.cell.name == "gru")

    let again = try Tmux(width: 120, height: 40)
    try again.start("--resume \(scratch.path("s"))")
    try again.wait("both, at the step") { $0.contains("step 3") && $0.contains("LSTM") && $0.contains("GRU") }
    try again.press("n")
    try again.wait(for: "step 4")
    try again.type(":save\n")
    try again.wait(for: "saved to \(scratch.path("s")) at step 4")
    try again.press("q")
    #expect(try again.ending() == 0)
    for (old, new) in zip(saved.runs, try SessionFile(reading: scratch.path("s")).runs) {
      let trainer = old.run.trainer()
      _ = trainer.step()
      #expect(new.run.step == 4)
      #expect(new.run.trainer().parameters.all.values == trainer.parameters.all.values)
      #expect(new.history.steps == 4 && Array(new.history.points.dropLast()) == old.history.points)
    }
  }

  @Test("To leave waits for the file; what can't be written keeps one there, and says why")
  func leaving() throws {
    let scratch = try Scratch()
    let pty = try Pty(small.split(separator: " ").map(String.init))
    try pty.wait(for: "LSTM")
    try pty.send(":save \(scratch.path("a"))\rq")
    #expect(try pty.ending() == 0)
    _ = try SessionFile(reading: scratch.path("a"))

    let mine = try scratch.write("mine", "mine")
    let other = try Tmux(width: 120)
    try other.start(small)
    try other.type(":save \(mine)\n")
    try other.wait(for: "is there and no session of gradflow")
    try other.press("q")
    #expect(try other.ending() == 0)
    #expect(try scratch.read("mine") == "mine")
  }

  @Test("Killed at any moment, the last save is there, and nothing beside it")
  func killed() throws {
    let scratch = try Scratch()
    let path = scratch.path("session")
    for round in 0..<4 {
      let tmux = try Tmux(width: 120)
      let pid = try tmux.start(round == 0 ? "--hidden 40 --length 20 --speed max" : "--resume \(path)")
      try tmux.type(":save \(path)\n")
      try tmux.wait(for: "saved to")
      let before = try SessionFile(reading: path).runs[0].run.step
      try tmux.type(":save\n")
      kill(pid, SIGKILL)
      let after = try SessionFile(reading: path).runs[0].run.step
      #expect(after >= before && scratch.names == ["session"])
    }
  }
}
