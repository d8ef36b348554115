import Testing

@testable import Recurrence

/// The task of docs/adding-a-setting.md.
struct AddingATaskTests {
  @Test func itIsOpenedAsItsLineSaysAndLearned() throws {
    var experiment = Experiment()
    experiment.cell = Cells.named("gru")!
    (experiment.length, experiment.batch, experiment.hidden) = (6, 16, 12)
    (experiment.optimizer, experiment.learningRate) = (.adam, 0.01)
    let trainer = try Trainer(experiment, source: try Echo.kind.open("", experiment.dataSizes, nil, .never))
    let first = try #require(trainer.step())
    #expect(first.x[0].values == first.target.values && first.x[1].norm == 0)
    for _ in 0..<300 { _ = trainer.step() }
    let last = try #require(trainer.step())
    #expect(first.loss > 0.3 && last.loss < 0.1, "\(first.loss) → \(last.loss)")
    experiment.lossAt = .every
    #expect(throws: SettingError.self) { try trainer.reconfigure(experiment) }
  }
}
