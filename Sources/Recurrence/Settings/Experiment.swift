/// All settings of a training run. What is impossible is refused, once, when a `Trainer` is made from it.
public struct Experiment: Sendable, Equatable {
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
    try require("layers", layers, in: 1...4)
    try require("inputs", inputs, in: 1...4096)
    try require("hidden", hidden, in: 1...4096)
    try require("outputs", outputs, in: 1...4096)
    try require("length", length, in: 1...1_000_000)
    try require("batch", batch, in: 1...4096)
    for (name, value) in [("gain", gain), ("forget-bias", forgetBias), ("update-bias", updateBias)] {
      guard value.isFinite else { throw SettingError("\(name) must be a finite number, not \(value)") }
    }
    guard learningRate.isFinite && learningRate >= 0 else {
      throw SettingError("learning-rate must be 0 or more, not \(learningRate)")
    }
    guard clipping.threshold.isFinite && clipping.threshold > 0 else {
      throw SettingError("theta must be above 0, not \(clipping.threshold)")
    }
  }

  private func require(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw SettingError("\(name) must be \(range.lowerBound) … \(range.upperBound), not \(value)")
    }
  }
}

/// A setting that can't be, in one line with the remedy.
public struct SettingError: Error, CustomStringConvertible, Equatable {
  /// The line.
  public let description: String

  /// An error with its line.
  public init(_ description: String) { self.description = description }
}
