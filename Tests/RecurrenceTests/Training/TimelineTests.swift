import Testing

@testable import Recurrence

/// Looking back is the bits that were there.
struct TimelineTests {
  /// A change of every setting, one after the other and back, in each cell: whatever it does to what is to come, what was
  /// stays what it was.
  @Test(arguments: Cells.all.map(\.name), [12_000, Timeline.usualBudget])
  func everyStepIsAsItWas(_ cell: String, _ memory: Int) throws {
    var run = try Recording(
      smallExperiment(cell) { ($0.optimizer, $0.layers, $0.length, $0.hidden) = (.adam, 1, 5, 4) }, memory: memory)
    try run.train(3)
    // The change and the way back lie at different places of the stride.
    try run.changeEverySetting { try $0.train(1) }
    try run.expectToBeThere()
  }

  @Test func whatIsKeptOrResetIsAsItWas() throws {
    let experiment = try smallExperiment { ($0.optimizer, $0.task) = (.momentum, .adding) }
    let weights = try Trainer(experiment).parameters
    var other = experiment
    other.seed = 9
    var run = try Recording(other, weights: weights, memory: 12_000)
    try run.train(4)
    run.trainer.keep(WhatIf(from: other, to: changed(other) { ($0.gain, $0.forgetBias) = (1.5, -1) }))
    try run.train(4)
    run.trainer.reset()
    run.trainer.reset()
    try run.train(4)
    for change: (inout Experiment) -> Void in [
      { $0.optimizer = .adam }, { $0.optimizer = .momentum }, { $0.seed = 10 }, { $0.seed = 9 },
      { $0.clipping = Clipping(.bpttNorm, threshold: 1e-3) }, { $0.length = 30 },
    ] {
      try run.trainer.reconfigure(changed(run.trainer.experiment, change))
      try run.train(3)
    }
    try run.expectToBeThere()
    #expect(run.traces.map(\.startsFromGiven).contains(true) && run.traces.map(\.startsFromGiven).contains(false))
  }

  /// The data are those of then, whatever has become of the file.
  @Test func theDataAreThoseOfThen() throws {
    var start = try smallExperiment { ($0.layers, $0.hidden, $0.outputs) = (1, 9, 1) }
    start.task = .file(path: Fixture.path("models/classic-lstm-seed0-f64.data.safetensors"))
    var run = try Recording(start, memory: Timeline.usualBudget)
    try run.train(2)
    start.task = .file(path: Fixture.path("models/classic-lstm-seed1-f64.data.safetensors"))
    try run.trainer.reconfigure(start)
    try run.train(2)
    try run.expectToBeThere()
    let own = try Trainer(try smallExperiment(), source: Adding(), memory: 1 << 20)
    let traces = try (0..<4).map { _ in try #require(own.step()) }
    for k in 0..<4 { #expect(sameBits(try #require(own.timeline?.trace(at: k)), traces[k])) }
  }

  @Test func aRefusalLeavesNoTrace() throws {
    let trainer = try Trainer(try smallExperiment(), memory: 1 << 20)
    _ = trainer.step()
    #expect(throws: (any Error).self) {
      try trainer.reconfigure(changed(trainer.experiment) { $0.task = .text(path: "/nowhere") })
    }
    try trainer.reconfigure(trainer.experiment)
    let timeline = try #require(trainer.timeline)
    #expect(timeline.changes.count == 1 && timeline.count == 1)
    #expect(try Trainer(try smallExperiment()).timeline == nil)
  }

  /// The bytes stay within the budget, whatever sizes come one after another, and a young run is kept densely.
  @Test func theBudgetIsKept() throws {
    let small = try smallExperiment { ($0.layers, $0.length, $0.batch) = (1, 2, 1) }
    let trainer = try Trainer(small, memory: 60_000)
    var longest = 0
    for round in 0..<12 {
      try trainer.reconfigure(changed(small) { $0.hidden = [9, 20, 3, 60][round % 4] })
      for _ in 0..<40 {
        _ = trainer.step()
        let timeline = try #require(trainer.timeline)
        #expect(timeline.bytes <= timeline.budget)
        let held = timeline.checkpoints.reduce(0) { $0 + $1.bytes }
        #expect(timeline.bytes == held + timeline.changes.count * MemoryLayout<Timeline.Change>.stride)
        #expect(timeline.stretches.reduce(0) { $0 + $1.checkpoints } == timeline.checkpoints.count)
        longest = max(longest, timeline.stretches.last!.stride)
      }
    }
    // A checkpoint of 60 units alone is above it: the start, which costs nothing, is what there is.
    #expect(longest > 1 && longest < 40)
    let timeline = try #require(trainer.timeline)
    #expect(timeline.count == 480 && timeline.trace(at: 479) != nil)
  }

  @Test func theStrideDoublesWhenItIsFull() throws {
    let experiment = try smallExperiment { ($0.layers, $0.length, $0.batch) = (1, 2, 1) }
    let trainer = try Trainer(experiment, memory: 100_000)
    for _ in 0..<1000 { _ = trainer.step() }
    let timeline = try #require(trainer.timeline)
    let positions = timeline.checkpoints.map(\.position)
    let stride = timeline.stretches[0].stride
    #expect(positions == Array(Swift.stride(from: stride, through: 1000, by: stride)))
    #expect(2 * timeline.bytes > timeline.budget - timeline.checkpoints[0].bytes)
  }
}

/// A run that remembers, and what its steps were.
struct Recording {
  let trainer: Trainer
  private(set) var traces: [Trace] = []

  init(_ experiment: Experiment, weights: Parameters? = nil, memory: Int) throws {
    trainer = try Trainer(experiment, weights: weights, memory: memory)
  }

  mutating func train(_ steps: Int) throws {
    for _ in 0..<steps { traces.append(try #require(trainer.step())) }
  }

  /// A change of every setting, one after the other and back, with two steps under each.
  mutating func changeEverySetting(andThen rest: (inout Recording) throws -> Void = { _ in }) throws {
    for setting in Settings.all {
      let before = trainer.experiment
      var changed = before
      try setting.set(&changed, try otherValue(of: setting, in: before))
      for experiment in [changed, before] {
        try trainer.reconfigure(experiment)
        try train(2)
      }
      try rest(&self)
    }
  }

  /// Each step anew, and all in one replay: forwards, backwards, and by leaps.
  func expectToBeThere() throws {
    let timeline = try #require(trainer.timeline)
    #expect(timeline.count == traces.count)
    let replay = Replay(timeline)
    let leaps = (0..<20).map { $0 * 37 % traces.count }
    for position in Array(traces.indices) + traces.indices.reversed() + leaps {
      try expect(replay.trace(at: position), at: position)
    }
    for position in [0, traces.count / 2, traces.count - 1] {
      try expect(timeline.trace(at: position), at: position)
    }
    #expect(sameBits(try #require(replay.trace(at: traces.count)), try #require(trainer.evaluate())))
  }

  private func expect(_ found: Trace?, at position: Int) throws {
    let (found, was) = (try #require(found), traces[position])
    #expect(sameBits(found, was), "position \(position), step \(was.step)")
    #expect(found.step == was.step && found.experiment == was.experiment)
    // As text, NaN is equal to NaN.
    #expect("\(found.clipReport)" == "\(was.clipReport)")
    #expect(found.terms == was.terms && found.startsFromGiven == was.startsFromGiven && found.shape == was.shape)
    #expect(found.lossKind.name == was.lossKind.name)
  }
}

/// Settings with a change.
func changed(_ experiment: Experiment, _ change: (inout Experiment) -> Void) -> Experiment {
  var experiment = experiment
  change(&experiment)
  return experiment
}
