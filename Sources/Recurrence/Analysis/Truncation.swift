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
    var trace = full.unrun(with: full.experiment)
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
