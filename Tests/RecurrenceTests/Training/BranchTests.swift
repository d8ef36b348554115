import Testing

@testable import Recurrence

/// Back in a run, and on from there in another way.
struct BranchTests {
  private let experiment = Result {
    try smallExperiment("gru") { ($0.optimizer, $0.task, $0.layers) = (.adam, .adding, 1) }
  }

  /// A branch is the run in which the change was made then, and the future that was left stays.
  @Test(arguments: Settings.all.map(\.name))
  func aBranchIsTheRunWithTheChangeMadeThen(_ name: String) throws {
    let setting = try #require(Settings.named(name))
    let start = try experiment.get()
    var run = try Recording(start, memory: 40_000)
    try run.train(5)
    try run.trainer.reconfigure(changed(start) { $0.learningRate = 0.2 })
    try run.train(15)
    let old = try #require(run.trainer.timeline)
    let branch = try Trainer(start)
    for _ in 0..<5 { _ = branch.step() }
    try branch.reconfigure(changed(start) { $0.learningRate = 0.2 })
    for _ in 0..<4 { _ = branch.step() }
    #expect(run.trainer.resume(old.prefix(9)))
    var other = run.trainer.experiment
    try setting.set(&other, try otherValue(of: setting, in: other))
    let (kept, expected) = (try run.trainer.reconfigure(other), try branch.reconfigure(other))
    #expect(kept == expected)
    for k in 0..<12 {
      #expect(sameBits(try #require(run.trainer.step()), try #require(branch.step())), "step \(k)")
    }
    #expect(run.trainer.timeline?.count == 21)
    for k in [3, 12, 19] { #expect(sameBits(try #require(old.trace(at: k)), run.traces[k])) }
    // Back to the future that was left.
    #expect(run.trainer.resume(old))
    #expect(run.trainer.step() != nil && run.trainer.timeline?.count == 21)
    #expect(sameBits(try #require(run.trainer.timeline?.trace(at: 19)), run.traces[19]))
  }

  /// Undo: as if the last change had never been made.
  @Test func beforeTheLastChange() throws {
    let start = try experiment.get()
    for effect in 0..<3 {
      let trainer = try Trainer(start, memory: 1 << 20)
      #expect(trainer.timeline?.beforeLastChange == nil)
      for _ in 0..<6 { _ = trainer.step() }
      let expected = try #require(trainer.evaluate())
      switch effect {
      case 0: trainer.reset()
      case 1: trainer.keep(WhatIf(from: start, to: changed(start) { $0.updateBias = 2 }))
      default: try trainer.reconfigure(changed(start) { $0.hidden = 4 })
      }
      for _ in 0..<6 { _ = trainer.step() }
      let back = try #require(trainer.timeline?.beforeLastChange)
      #expect(back.count == 6 && back.changes.count == 1 && trainer.resume(back))
      #expect(sameBits(try #require(trainer.evaluate()), expected))
      #expect(trainer.experiment == start && trainer.step == 6)
    }
  }

  /// Stopped at any step, nothing has changed, and a replay goes on where it was.
  @Test func aStopCostsNothing() throws {
    let trainer = try Trainer(try experiment.get(), memory: 2000)
    var traces: [Trace] = []
    for _ in 0..<50 { traces.append(try #require(trainer.step())) }
    let timeline = try #require(trainer.timeline)
    #expect(timeline.checkpoints.isEmpty)
    let before = try #require(trainer.evaluate())
    let stop = StopSignal()
    var told: [Double] = []
    #expect(!trainer.resume(timeline.prefix(40), stop: stop) { _ in stop.set() })
    #expect(trainer.timeline?.count == 50)
    #expect(sameBits(try #require(trainer.evaluate()), before))
    let replay = Replay(timeline)
    for _ in 0..<4 {
      stop.clear()
      let found = replay.trace(at: 40, stop: stop) { share in
        told.append(share)
        if told.count % 10 == 0 { stop.set() }
      }
      #expect(found == nil)
    }
    #expect(told.count == 40)
    stop.clear()
    #expect(sameBits(try #require(replay.trace(at: 40, stop: stop)), traces[40]))
  }
}
