/// All settings of a training run. What is impossible is refused, once, when a `Trainer` is made from it.
public struct Experiment: Sendable, Hashable {
  /// The recurrent cell.
  public var cell = Cells.named("lstm")!
  /// φ: of the RNN, of the candidates, and of an LSTM's output.
  public var activation = Activation.tanh
  /// Stacked layers, 1 … 4.
  public var layers = 1
  /// I, inputs; a task that brings its own data decides it itself.
  public var inputs = 10
  /// H, units of each layer.
  public var hidden = 20
  /// O, outputs of the readout; likewise.
  public var outputs = 1
  /// T, timesteps.
  public var length = 100
  /// B, sequences at once.
  public var batch = 1
  /// Where x and the targets come from.
  public var task = TaskName.noise
  /// The loss; nil is the task's own.
  public var loss: Loss?
  /// Where the loss reads the output; nil is the task's own.
  public var lossAt: LossPosition?
  /// How the parameters start.
  public var initializer = Initializer.pytorch
  /// The factor on the recurrent weights at the start.
  public var gain = 1.0
  /// Added to the forget gate's bias at the start (LSTM).
  public var forgetBias = 0.0
  /// Added to the update gate's bias at the start (GRU).
  public var updateBias = 0.0
  /// The update rule.
  public var optimizer = Optimizer.sgd
  /// η.
  public var learningRate = 0.001
  /// What is clipped, and at which θ.
  public var clipping = Clipping(.off, threshold: 1)
  /// The seed of parameters and data.
  public var seed: UInt64 = 1

  /// The classic example: an LSTM, 100 random timesteps of 10 inputs, 20 units, the last output against 0.
  public init() {}

  /// The network's sizes for the data that a task brings.
  public func shape(for source: some DataSource) -> Shape {
    Shape(
      cell: cell, layers: layers, inputs: source.inputs, hidden: hidden, outputs: source.outputs,
      length: source.fixedLength ?? length, batch: source.fixedBatch ?? batch, lossAt: lossAt ?? source.lossAt)
  }

  /// Throws the first setting that is impossible, with the remedy.
  public func validate() throws {
    for setting in Settings.all { try setting.validate(self) }
  }
}
