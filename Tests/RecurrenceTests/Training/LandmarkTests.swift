import Testing

@testable import Recurrence

struct LandmarkTests {
  @Test func whatIsWorthGoingTo() throws {
    let start = try smallExperiment { ($0.layers, $0.task) = (1, .adding) }
    let trainer = try Trainer(start, memory: 1 << 20)
    for _ in 0..<3 { _ = trainer.step() }
    try trainer.reconfigure(changed(start) { $0.learningRate = 0.2 })
    try trainer.reconfigure(changed(start) { $0.clipping = Clipping(.norm, threshold: 1e-6) })
    for _ in 0..<3 { _ = trainer.step() }
    trainer.reset()
    for _ in 0..<4 { _ = trainer.step() }
    var timeline = try #require(trainer.timeline)
    timeline.toggleBookmark(at: 8)
    timeline.toggleBookmark(at: 2)
    timeline.toggleBookmark(at: 5)
    timeline.toggleBookmark(at: 5)
    let expected: [(Int, Landmark.Kind)] = [
      (0, .start), (2, .bookmark), (3, .change), (3, .firstClip), (6, .start), (6, .firstClip), (8, .bookmark),
    ]
    #expect(timeline.landmarks == expected.map { Landmark(position: $0, kind: $1) })
    #expect(timeline.position(ofStep: 3) == 9 && timeline.lastFinite == 9)
    // Of what comes after, a part knows nothing.
    #expect(timeline.prefix(3).landmarks.map(\.position) == [0, 2, 3])
    #expect(timeline.prefix(6).landmarks == Array(timeline.landmarks.prefix(4)) + [Landmark(position: 6, kind: .start)])
    #expect(timeline.prefix(0).lastFinite == nil)
  }

  /// From what has diverged, back to the last step that had not.
  @Test(arguments: Cells.all.map(\.name))
  func divergence(_ cell: String) throws {
    var run = try Recording(
      smallExperiment(cell) {
        ($0.activation, $0.lossAt, $0.layers, $0.loss) = (.relu, .every, 1, .mse)
        ($0.optimizer, $0.learningRate) = (.momentum, 1e60)
      }, memory: 40_000)
    try run.train(12)
    let timeline = try #require(run.trainer.timeline)
    let first = try #require(run.traces.firstIndex { !$0.isFinite })
    #expect(first > 0 && timeline.lastFinite == first - 1)
    #expect(timeline.landmarks.contains(Landmark(position: first, kind: .firstNonFinite)))
    #expect(try #require(timeline.trace(at: first - 1)).isFinite)
    #expect(timeline.prefix(first).lastFinite == first - 1)
    #expect(!timeline.prefix(first).landmarks.contains { $0.kind == .firstNonFinite })
    try run.expectToBeThere()
    // A start takes NaN back.
    run.trainer.reset()
    #expect(run.trainer.timeline?.lastFinite == nil)
    _ = run.trainer.step()
    #expect(run.trainer.timeline?.lastFinite == 12)
  }
}
