import Foundation
import TestSupport
import Testing

@testable import Recurrence

/// A run that goes on from a file is the run that was never written.
struct SavedRunTests {
  /// Whatever a network is and is trained by: the steps to come have the bits that they would have had.
  @Test(arguments: Cells.all.map(\.name), Optimizer.allCases)
  func theStepsToComeAreThose(_ cell: String, _ optimizer: Optimizer) throws {
    for (mode, memory) in zip(Clipping.Mode.allCases, [nil, 0, 1 << 20, nil, 1 << 20]) {
      let experiment = try smallExperiment(cell) {
        ($0.optimizer, $0.clipping, $0.task) = (optimizer, Clipping(mode, threshold: 0.01), .adding)
        ($0.length, $0.gain) = (6, 0.3)
      }
      let trainer = try Trainer(experiment, memory: memory)
      for _ in 0..<3 { _ = trainer.step() }
      try expectTheSame(resumed(trainer), trainer, steps: 3)
    }
  }

  /// A change of every setting, a change that was kept, weights that were given, and starts anew: what was is there to be
  /// looked at, and what comes is the same.
  @Test(arguments: [14_000, Timeline.usualBudget])
  func whatWasRememberedStillIs(_ memory: Int) throws {
    var experiment = try smallExperiment { ($0.optimizer, $0.layers, $0.length, $0.hidden) = (.adam, 1, 5, 4) }
    let weights = try Trainer(experiment).parameters
    experiment.seed = 9
    var run = try Recording(experiment, weights: weights, memory: memory)
    try run.train(3)
    run.trainer.keep(WhatIf(from: experiment, to: changed(experiment) { ($0.gain, $0.forgetBias) = (1.5, -1) }))
    try run.train(2)
    run.trainer.reset()
    try run.train(2)
    try run.changeEverySetting()
    let again = try resumed(run.trainer)
    try expectTheSame(again, run.trainer, steps: 3)
    let (old, new) = (try #require(run.trainer.timeline), try #require(again.timeline))
    #expect(new.bytes == old.bytes && new.bookmarks == old.bookmarks && new.landmarks == old.landmarks)
    #expect(new.checkpoints.map(\.position) == old.checkpoints.map(\.position))
    #expect(new.changes.map(\.experiment) == old.changes.map(\.experiment))
    for position in run.traces.indices {
      let found = try #require(new.trace(at: position))
      #expect(sameBits(found, run.traces[position]), "position \(position)")
      #expect(found.startsFromGiven == run.traces[position].startsFromGiven)
    }
    again.reset()
    run.trainer.reset()
    try expectTheSame(again, run.trainer, steps: 1)
  }

  /// Bookmarks are the screen's; another budget holds from the next step on, and nothing that is looked at changes.
  @Test func aRunIsRememberedInAnotherBudget() throws {
    var run = try Recording(try smallExperiment { $0.layers = 1 }, memory: 1 << 20)
    try run.train(30)
    let saved = run.trainer.saved.bookmarked([40, 7, 3])
    #expect(saved.timeline?.bookmarks == [3, 7] && saved.remembered(in: nil).timeline == nil)
    let trainer = saved.remembered(in: 40_000).trainer()
    try expectTheSame(trainer, run.trainer, steps: 1)
    let timeline = try #require(trainer.timeline)
    #expect(timeline.budget == 40_000 && timeline.bytes <= 40_000 && timeline.bookmarks == [3, 7])
    for position in run.traces.indices {
      #expect(sameBits(try #require(timeline.trace(at: position)), run.traces[position]))
    }
  }

  @Test func whatDivergedIsSavedAsItIs() throws {
    let trainer = try Trainer(
      try smallExperiment("rnn") { ($0.activation, $0.gain, $0.optimizer) = (.identity, 1e200, .momentum) },
      memory: 1 << 20)
    for _ in 0..<3 { _ = trainer.step() }
    #expect(trainer.evaluate()?.isFinite == false)
    try expectTheSame(resumed(trainer), trainer, steps: 2)
  }

  @Test func anotherFileOfDataIsRefused() throws {
    let scratch = try Scratch()
    let text = try scratch.write("the quick brown fox jumps over the lazy dog, again and again")
    let trainer = try Trainer(try smallExperiment { $0.task = .text(path: text) })
    _ = trainer.step()
    let path = scratch.path("session")
    let sheet = try write(trainer, to: path)
    try expectTheSame(read(path, sheet).trainer(), trainer, steps: 2)
    _ = try scratch.write("the quick brown fox jumps over the lazy cat, again and again")
    #expect(refusal { _ = try read(path, sheet) }?.contains("holds other data than when") == true)
    try FileManager.default.removeItem(atPath: text)
    #expect(refusal { _ = try read(path, sheet) }?.contains("text.txt: can't be opened") == true)
  }

  /// PyTorch's names at the top: the file is one of weights, too.
  @Test func itIsAFileOfWeights() throws {
    let scratch = try Scratch()
    let trainer = try Trainer(try smallExperiment("gru") { $0.optimizer = .adam }, memory: 1 << 20)
    for _ in 0..<2 { _ = trainer.step() }
    var writer = SafetensorsWriter(metadata: [SessionNames.format: "1"])
    _ = trainer.saved.add(to: &writer, prefix: "")
    _ = trainer.saved.add(to: &writer, prefix: "b.")
    try writer.write(to: scratch.path("session"))
    let weights = try WeightsFile(reading: scratch.path("session"))
    #expect(weights.cell.name == "gru" && weights.layers == 2 && weights.unused.isEmpty)
    #expect(weights.parameters.all.values == trainer.parameters.all.values)
  }

  /// Words that contradict the numbers, or one another.
  @Test(
    arguments: [
      ("\"step\":3", "\"step\":4"), ("\"step\":3", "\"step\":-1"), ("\"count\":5", "\"count\":1"),
      ("\"hidden\":9", "\"hidden\":8"), ("\"stride\":1", "\"stride\":3"),
      ("\"bookmarks\":[]", "\"bookmarks\":[9]"), ("\"position\":2", "\"position\":4"), ("\"stay\"", "\"start\""),
      ("\"start\"", "\"stay\""), ("\"optimizer\":\"momentum\"", "\"optimizer\":\"adam\""),
      ("\"cell\":\"lstm\"", "\"cell\":\"gru\""), ("\"updates\":1", "\"updates\":9223372036854775807"),
    ])
  func whatContradictsItselfIsRefused(_ word: String, _ other: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("session")
    let trainer = try Trainer(try smallExperiment { $0.optimizer = .sgd }, memory: 1 << 20)
    for _ in 0..<2 { _ = trainer.step() }
    trainer.reset()
    for _ in 0..<2 { _ = trainer.step() }
    try trainer.reconfigure(changed(trainer.experiment) { $0.optimizer = .momentum })
    _ = trainer.step()
    let sheet = try write(trainer, to: path)
    let ranges = sheet.ranges(of: word)
    try #require(!ranges.isEmpty, "\(sheet)")
    // The last one: what is in force.
    let broken = sheet.replacingCharacters(in: ranges.last!, with: other)
    let problem = refusal { _ = try read(path, broken) }
    #expect(problem?.isOneLine == true && problem?.contains("FileError") == false, "\(problem ?? "read")")
  }

  private func expectTheSame(_ a: Trainer, _ b: Trainer, steps: Int) throws {
    #expect(a.experiment == b.experiment && a.step == b.step)
    for _ in 0..<steps { #expect(sameBits(try #require(a.step()), try #require(b.step()))) }
    #expect(a.timeline?.count == b.timeline?.count)
  }

  private func resumed(_ trainer: Trainer) throws -> Trainer {
    let scratch = try Scratch()
    let sheet = try write(trainer, to: scratch.path("session"))
    return try read(scratch.path("session"), sheet).trainer()
  }

  /// What of it is no tensor.
  private func write(_ trainer: Trainer, to path: String) throws -> String {
    var writer = SafetensorsWriter()
    let sheet = trainer.saved.add(to: &writer, prefix: "c.")
    try writer.write(to: path)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(sheet), as: UTF8.self)
  }

  private func read(_ path: String, _ sheet: String) throws -> SavedRun {
    let file = try SafetensorsFile(reading: path)
    let sheet = try JSONDecoder().decode(RunSheet.self, from: Data(sheet.utf8))
    return try SavedRun(reading: file, prefix: "c.", sheet)
  }
}
