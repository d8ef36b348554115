/// All that one training step computed, before its update: data, states, gates, and the gradient of each.
///
/// Its tensors are views of one run of memory, which each of them keeps alive: they never change once the trace has been
/// handed out, whoever holds it or one of them.
public struct Trace: Sendable {
  /// The settings of the step.
  public internal(set) var experiment: Experiment
  /// The loss that was taken.
  public internal(set) var lossKind: any LossFunction
  /// The training step, from 0: how many updates came before.
  public internal(set) var step = 0
  /// What the data fix.
  public internal(set) var terms: DataTerms?
  /// Whether the parameters were trained from weights that were given to the trainer, and not from drawn ones.
  public internal(set) var startsFromGiven = false
  /// The weights with which training begins anew, where some were given to the trainer.
  var given: GivenWeights?
  /// What clipping did.
  public internal(set) var clipReport = ClipReport()
  private let arena: Arena
  private let layout: TraceLayout

  init(in arena: Arena, _ layout: TraceLayout, experiment: Experiment, loss: any LossFunction) {
    precondition(arena.count >= layout.count, "\(arena.count) doubles for a trace of \(layout.count)")
    (self.arena, self.layout, self.experiment, lossKind) = (arena, layout, experiment, loss)
  }

  /// A trace with memory of its own.
  init(shape: Shape, experiment: Experiment, loss: any LossFunction) {
    let layout = TraceLayout(shape, loss: loss)
    self.init(in: Arena(count: layout.count), layout, experiment: experiment, loss: loss)
  }

  /// The sizes.
  public var shape: Shape { layout.shape }
  /// (T, B, I)
  public var x: Tensor { Tensor(in: arena, layout.x) }
  /// (loss steps, B, O), or (loss steps, B) class numbers.
  public var target: Tensor { Tensor(in: arena, layout.target) }
  /// Bottom layer first.
  public var layers: StackTrace { StackTrace(in: arena, layout.layers) }
  /// The readout (loss steps, B, O).
  public var y: Tensor { Tensor(in: arena, layout.y) }
  /// ∂L/∂y (loss steps, B, O).
  public var dy: Tensor { Tensor(in: arena, layout.dy) }
  /// L_t (loss steps).
  public var losses: Tensor { Tensor(in: arena, layout.losses) }
  /// The parameters that the step used.
  public var parameters: Parameters { Parameters(layout.parameterOrder, Tensor(in: arena, layout.parameters)) }
  /// ∂L/∂W before clipping.
  public var gradients: Parameters { Parameters(layout.parameterOrder, Tensor(in: arena, layout.gradients)) }
  /// ∂L/∂W as the optimiser got it.
  public var clipped: Parameters { Parameters(layout.parameterOrder, Tensor(in: arena, layout.clipped)) }

  /// L = Σ_t L_t.
  public var loss: Double { losses.withValues { $0.reduce(0, +) } }

  /// Whether anything in the step may be NaN or Inf: what goes wrong anywhere reaches the loss or a weight's gradient.
  public var isFinite: Bool { loss.isFinite && clipReport.normBefore.isFinite }
}
