/// All that one training step computed, before its update: data, states, gates, and the gradient of each.
///
/// A trace never changes once it has been handed out; its memory is used again when nobody holds the trace any more,
/// whoever may hold a tensor of it.
public final class Trace: @unchecked Sendable {
  /// The settings of the step.
  public internal(set) var experiment: Experiment
  /// The sizes.
  public let shape: Shape
  /// The loss that was taken.
  public internal(set) var lossKind: Loss
  /// The training step, from 0: how many updates came before.
  public internal(set) var step = 0
  /// (T, B, I)
  public let x: Tensor
  /// (loss steps, B, O), or (loss steps, B) class numbers.
  public let target: Tensor
  /// The seed that x and target were last filled from.
  var dataSeed: UInt64?
  /// Bottom layer first.
  public let layers: [LayerTrace]
  /// The readout (loss steps, B, O).
  public let y: Tensor
  /// ∂L/∂y (loss steps, B, O).
  public let dy: Tensor
  /// L_t (loss steps).
  public let losses: Tensor
  /// The parameters that the step used.
  public let parameters: Parameters
  /// ∂L/∂W before clipping.
  public let gradients: Parameters
  /// ∂L/∂W as the optimiser got it.
  public let clipped: Parameters
  /// What clipping did.
  public internal(set) var clipReport = ClipReport()

  init(shape: Shape, experiment: Experiment, loss: Loss, recordsGradients: Bool = true) {
    self.shape = shape
    self.experiment = experiment
    lossKind = loss
    x = Tensor(shape: [shape.length, shape.batch, shape.inputs])
    let targets = loss == .mse ? [shape.outputs] : []
    target = Tensor(shape: [shape.lossSteps, shape.batch] + targets)
    layers = (0..<shape.layers).map { _ in LayerTrace(shape, recordsGradients: recordsGradients) }
    y = Tensor(shape: [shape.lossSteps, shape.batch, shape.outputs])
    dy = Tensor(shape: y.shape)
    losses = Tensor(shape: [shape.lossSteps])
    parameters = Parameters(shape)
    gradients = Parameters(shape)
    clipped = Parameters(shape)
  }

  /// L = Σ_t L_t.
  public var loss: Double { losses.withValues { $0.reduce(0, +) } }
}
