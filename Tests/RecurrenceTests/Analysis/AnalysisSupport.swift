import Testing

@testable import Recurrence

/// One step of a small network, no two of whose sizes are equal: 3 inputs, 4 units, 5 steps, 2 samples, 6 outputs.
func smallTrace(
  _ cell: CellKind, layers: Int = 1, lossAt: LossPosition = .every, _ change: (inout Experiment) -> Void = { _ in }
) throws -> Trace {
  var experiment = Experiment()
  experiment.cell = cell
  experiment.layers = layers
  experiment.inputs = 3
  experiment.hidden = 4
  experiment.outputs = 6
  experiment.length = 5
  experiment.batch = 2
  experiment.lossAt = lossAt
  experiment.gain = 1.5
  change(&experiment)
  return try #require(Trainer(experiment).evaluate())
}

/// The step again after parameters or data were changed.
func rerun(_ trace: Trace, _ change: (Trace) -> Void) -> Trace {
  var copy = Trace(rerunning: trace, under: trace.experiment)
  change(copy)
  precondition(Network(copy.shape).run(&copy))
  return copy
}

/// A tanh or linear RNN without biases or input after the first timestep, whose recurrent weights are given.
func autonomousRNN(
  hidden: Int, length: Int, activation: Activation, initializer: Initializer, gain: Double, seed: UInt64 = 1
) throws -> Trace {
  var experiment = Experiment()
  experiment.cell = Cells.named("rnn")!
  experiment.activation = activation
  experiment.inputs = 3
  experiment.hidden = hidden
  experiment.length = length
  experiment.initializer = initializer
  experiment.gain = gain
  experiment.seed = seed
  let trace = try #require(Trainer(experiment).evaluate())
  return rerun(trace) { for k in 3..<$0.x.count { $0.x.pointer[k] = 0 } }
}

/// A trace that was never run, with ∂L/∂h_t of these norms: `recurrent` of them flowed back from t+1, by default all but
/// at T. One layer and sample; everything else is zero.
func handMade(
  cell: CellKind = Cells.named("rnn")!, hidden: Int = 1, dh: [Double], recurrent: [Double]? = nil
) -> Trace {
  var experiment = Experiment()
  experiment.cell = cell
  let shape = Shape(
    cell: cell, layers: 1, inputs: 1, hidden: hidden, outputs: 1, length: dh.count, batch: 1, lossAt: .last)
  let trace = Trace(shape: shape, experiment: experiment, loss: Loss.mse)
  for (t, value) in dh.enumerated() { trace.layers[0].dh.pointer[t * hidden] = value }
  for (t, value) in (recurrent ?? dh.dropLast() + [0]).enumerated() {
    trace.layers[0].dhRecurrent.pointer[t * hidden] = value
  }
  return trace
}

/// The largest magnitude.
func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }

/// The largest difference, element by element.
func distance(_ a: Tensor, _ b: Tensor) -> Double { largest(zip(a.values, b.values).map { $0 - $1 }) }
