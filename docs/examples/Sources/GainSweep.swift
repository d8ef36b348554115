import Recurrence

/// A sweep of one's own: what becomes of the gradient in an untrained RNN as the gain on Wh grows.
public func verdicts(forGains gains: [Double], length: Int = 100) throws -> [Verdict] {
  var experiment = Experiment()
  experiment.cell = Cells.named("rnn")!
  experiment.activation = .identity
  experiment.initializer = .orthogonal
  experiment.length = length
  return try gains.map { gain in
    experiment.gain = gain
    return Verdict(try Trainer(experiment).evaluate()!, layer: 0)
  }
}
