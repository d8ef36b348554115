import Recurrence

/// Weights of one's own: a linear RNN of two units whose Wh turns and scales, so that ‖∂L/∂h_t‖ = factor^(T−t)·‖∂L/∂h_T‖.
public func spiral(factor: Double, length: Int) throws -> Trace {
  var experiment = Experiment()
  experiment.cell = Cells.named("rnn")!
  experiment.activation = .identity
  (experiment.inputs, experiment.hidden, experiment.length) = (1, 2, length)
  let weights = Parameters(
    try Trainer(experiment).shape,
    [
      "weight_ih_l0": Tensor(shape: [2, 1], values: [1, 0]),
      "weight_hh_l0": Tensor(shape: [2, 2], values: [0.6, -0.8, 0.8, 0.6].map { factor * $0 }),
      "fc.weight": Tensor(shape: [1, 2], values: [1, 1]),
    ])
  return try Trainer(experiment, weights: weights).evaluate()!
}
