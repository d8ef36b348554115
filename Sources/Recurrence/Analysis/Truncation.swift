/// Truncated BPTT beside the full one, on the same step.
///
/// The sequence is cut into chunks of k timesteps (Williams and Peng 1990 with k₁ = k₂ = k, as it is commonly done by
/// detaching the state), and no state's gradient crosses from a chunk into the one before: ∂L/∂h_t gets nothing from
/// t+1 where T − t is a multiple of k. Chunks are counted from the end, so that a loss at T always goes back over k
/// timesteps; where k divides T that is the same as counting from the start. States pass on uncut.
public struct Truncation: Sendable {
  /// k, timesteps.
  public let window: Int
  /// The step with truncated gradients.
  public let trace: Trace
  /// Tensor by tensor of ∂L/∂W before clipping.
  public let parts: [Part]
  /// All of ∂L/∂W.
  public let whole: Part

  /// A truncated gradient beside the full one.
  public struct Part: Sendable, Equatable {
    /// The tensor: `weight_hh_l0`; `all` for the whole.
    public let name: String
    /// The cosine between the two: 1 is the same direction. NaN where one of them is 0.
    public let cosine: Double
    /// The truncated one's norm over the full one's. NaN where the full one is 0.
    public let normRatio: Double
  }

  /// The step of a trace with BPTT over `window` timesteps, 1 or more; nil where `stop` ended the work early.
  public init?(_ full: Trace, window: Int, stop: StopSignal = .never) {
    precondition(window >= 1, "a window of \(window) timesteps")
    var trace = Trace(rerunning: full, under: full.experiment)
    guard Network(trace.shape).run(&trace, window: window, stop: stop) else { return nil }
    self.window = window
    self.trace = trace
    parts = zip(trace.gradients.entries, full.gradients.entries).map {
      Part($0.name, truncated: $0.tensor, full: $1.tensor)
    }
    whole = Part("all", truncated: trace.gradients.all, full: full.gradients.all)
  }
}

extension Truncation.Part {
  fileprivate init(_ name: String, truncated: Tensor, full: Tensor) {
    let (a, b) = (truncated.norm, full.norm)
    self.name = name
    normRatio = b > 0 ? a / b : .nan
    guard a > 0 && b > 0 else {
      cosine = .nan
      return
    }
    var sum = 0.0
    for k in 0..<full.count { sum += (truncated.pointer[k] / a) * (full.pointer[k] / b) }
    cosine = sum
  }
}

/// Truncated BPTT over a window, as an analysis.
public struct Truncated: Analysis {
  /// k, timesteps.
  public let window: Int
  /// All of it keeps the step itself.
  public let extent: Extent

  /// What the window makes of a layer.
  public struct Value: Sendable {
    /// k, timesteps.
    public let window: Int
    /// ‖∂L/∂h_t‖.
    public let norms: [Double]
    /// All of ∂L/∂W beside the full one.
    public let whole: Truncation.Part
    /// The step, where all of it was asked for.
    public let step: Truncation?
  }

  /// A request for a window of 1 timestep or more.
  public init(window: Int, _ extent: Extent = .glance) {
    (self.window, self.extent) = (window, extent)
  }

  /// Costs a training step.
  public func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> Value {
    guard let truncation = Truncation(subject.trace, window: window, stop: stop) else { throw .stopped }
    return Value(
      window: window, norms: GradientProfile.norms(truncation.trace.layers[subject.layer].dh), whole: truncation.whole,
      step: extent == .full ? truncation : nil)
  }

  /// ∂L/∂h_t of the layer; with that of the top one, ∂L/∂W.
  public func tensors(_ value: Value, layer: Int) -> [NamedTensor] {
    guard let trace = value.step?.trace else { return [] }
    let gradients = layer == trace.shape.layers - 1 ? trace.gradients.entries : []
    return [("truncated_dh_l\(layer)", trace.layers[layer].dh)]
      + gradients.map { ("truncated_grad.\($0.name)", $0.tensor) }
  }
}
