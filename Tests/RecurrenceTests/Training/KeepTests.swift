import Recurrence
import Testing

struct KeepTests {
  /// What was tried on a trace is what the trainer goes on with, to the bit.
  @Test(arguments: Cells.all.map(\.name))
  func aKeptChangeIsTheOneThatWasTried(_ cell: String) throws {
    var experiment = Experiment()
    experiment.cell = Cells.named(cell)!
    experiment.length = 7
    experiment.hidden = 5
    experiment.layers = 2
    let trainer = try Trainer(experiment)
    let trace = trainer.evaluate()!
    let change = WhatIf(trace) {
      ($0.forgetBias, $0.updateBias, $0.gain) = (2, -1, 1.5)
      $0.activation = .softsign
      $0.clipping = Clipping(.bpttNorm, threshold: 0.01)
    }
    let tried = change.recompute(trace)!
    trainer.keep(change)
    let kept = trainer.evaluate()!
    #expect(kept.loss == tried.loss && kept.loss != trace.loss)
    for layer in 0..<2 { #expect(kept.layers[layer].dh.values == tried.layers[layer].dh.values) }
    #expect(trainer.experiment == change.experiment(from: experiment))
  }
}
