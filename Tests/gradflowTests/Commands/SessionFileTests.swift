import Engine
import Foundation
import Recurrence
import Scope
import TestSupport
import Testing

@testable import gradflow

@Suite("A session in a file")
struct SessionFileTests {
  /// A session of two networks after three training steps, as it is handed over to be saved.
  static func sample(_ change: (inout Experiment) -> Void = { _ in }) throws -> SessionFile {
    var experiment = Experiment()
    (experiment.length, experiment.hidden, experiment.optimizer) = (12, 5, .adam)
    change(&experiment)
    let trainer = try Trainer(experiment, memory: Timeline.usualBudget)
    var gru = experiment
    gru.cell = try #require(Cells.named("gru"))
    let other = try Trainer(gru, memory: Timeline.usualBudget)
    var histories = [History(), History()]
    for _ in 0..<3 {
      for (k, trainer) in [trainer, other].enumerated() {
        histories[k].append(HistoryPoint(try #require(trainer.step())))
      }
    }
    return SessionFile(SavedSession(Session(experiment)), [(trainer.saved, histories[0]), (other.saved, histories[1])])
  }

  @Test("Each network goes on with the bits that it would have had")
  func resumes() throws {
    let scratch = try Scratch()
    let saved = try SessionFileTests.sample()
    try saved.write(to: scratch.path("s"))
    let again = try SessionFile(reading: scratch.path("s"))
    for (old, new) in zip(saved.runs, again.runs) {
      let (a, b) = (old.run.trainer(), new.run.trainer())
      for _ in 0..<3 {
        let (x, y) = (try #require(a.step()), try #require(b.step()))
        #expect(x.step == y.step && x.parameters.all.values == y.parameters.all.values && x.loss == y.loss)
      }
      #expect(old.history == new.history && a.timeline?.count == 6 && b.timeline?.count == 6)
    }
    // The same again: nothing was lost on the way.
    try again.write(to: scratch.path("t"))
    #expect(FileManager.default.contentsEqual(atPath: scratch.path("s"), andPath: scratch.path("t")))
  }

  @Test("It opens as weights, under PyTorch's names")
  func weights() throws {
    let scratch = try Scratch()
    let saved = try SessionFileTests.sample()
    try saved.write(to: scratch.path("s"))
    let names = try SafetensorsFile(reading: scratch.path("s")).tensorNames
    for name in ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "fc.weight", "fc.bias"] {
      for whole in [name, "b." + name, "optimizer.exp_avg." + name, "b.optimizer.exp_avg_sq." + name] {
        #expect(names.contains(whole))
      }
    }
    let outcome = try gradflow("trace", "--weights", scratch.path("s"), "--length", "12", "--json")
    #expect(outcome.status == 0 && outcome.errors.isEmpty && outcome.output.contains("\"loss\""), "\(outcome)")
    #expect(
      try WeightsFile(reading: scratch.path("s")).parameters.all.values
        == saved.runs[0].run.trainer().parameters.all.values)
  }

  @Test("What is there and is no session stays there")
  func overwriting() throws {
    let scratch = try Scratch()
    let saved = try SessionFileTests.sample()
    for (name, text) in [("text", "mine"), ("empty", "")] {
      let path = try scratch.write(text, name)
      #expect(throws: FileError.self) { try saved.write(to: path) }
      #expect(try scratch.read(name) == text)
    }
    try writeTensors([("x", [2, 3])], to: scratch.path("data"))
    #expect(throws: FileError.self) { try saved.write(to: scratch.path("data")) }
    #expect(throws: FileError.self) { try saved.write(to: scratch.folder) }
    try saved.write(to: scratch.path("s"))
    try saved.write(to: scratch.path("s"))
    #expect(scratch.names == ["data", "empty", "s", "text"])
  }

  @Test("Foreign, newer and broken files are refused in one line, with status 2")
  func refusals() throws {
    let scratch = try Scratch()
    func expect(_ problem: String, _ arguments: String...) throws {
      let outcome = try run(Binary.path, arguments)
      #expect(outcome.status == 2 && outcome.isOneComplaint && outcome.errors.contains(problem), "\(outcome)")
    }
    try expect("can't be opened", "--resume", scratch.path("none"))
    try writeTensors([("x", [2, 3])], to: scratch.path("data"))
    try expect("is no session of gradflow", "--resume", scratch.path("data"))
    for (key, value, problem) in [
      (SessionNames.format, "2", "is a session of format 2, saved by 9.9; this program reads 1"),
      (SessionNames.format, "1", "it has no \"session\""),
    ] {
      var writer = SafetensorsWriter(metadata: [key: value, "program": "9.9"])
      writer.add("x", shape: [1], doubles: [1])
      try writer.write(to: scratch.path("other"))
      try expect(problem, "--resume", scratch.path("other"))
    }
    try SessionFileTests.sample().write(to: scratch.path("s"))
    try expect("--vs contradicts --resume", "--resume", scratch.path("s"), "--vs", "--cell gru")
    try expect("--weights contradicts --resume", "--resume", scratch.path("s"), "--weights", scratch.path("s"))
    try expect(
      "cell rnn contradicts --resume, whose is lstm; leave it away", "--resume", scratch.path("s"), "--cell", "rnn")
    try expect("cell lstm contradicts --resume, whose is gru", "--resume", scratch.path("s"), "--cell", "lstm")
    // What says the same contradicts nothing: what is wrong then is that there is no terminal.
    try expect("terminal", "--resume", scratch.path("s"), "--length", "12", "--speed", "max", "--theme", "light")
  }

  @Test("The data's file must be there, and be what it was")
  func data() throws {
    let scratch = try Scratch()
    let text = try scratch.write("the quick brown fox jumps over the lazy dog, once and again")
    try SessionFileTests.sample { $0.task = .text(path: text) }.write(to: scratch.path("s"))
    _ = try SessionFile(reading: scratch.path("s"))
    try FileManager.default.removeItem(atPath: text)
    let outcome = try gradflow("--resume", scratch.path("s"))
    #expect(outcome.status == 2 && outcome.isOneComplaint && outcome.errors.contains("text.txt: can't be opened"))
  }
}
