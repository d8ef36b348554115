/// How large the gradient is at each timestep of one layer: norms over batch and units, t = 1 … T at index 0 … T−1.
public struct GradientProfile: Sendable, Equatable {
  /// ‖∂L/∂h_t‖, the total.
  public let dh: [Double]
  /// The norm of the part that arrives at t from the loss or the layer above.
  public let direct: [Double]
  /// The norm of the part that flows back from t+1.
  public let recurrent: [Double]
  /// ‖∂L/∂s_t‖ of each further state, such as an LSTM's c.
  public let otherStates: [[Double]]

  /// The profile of a layer in a trace.
  public init(_ trace: Trace, layer: Int) {
    let layerTrace = trace.layers[layer]
    dh = GradientProfile.norms(layerTrace.dh)
    direct = GradientProfile.norms(layerTrace.dhDirect)
    recurrent = GradientProfile.norms(layerTrace.dhRecurrent)
    otherStates = (1..<max(1, trace.shape.cell.states.count)).map { GradientProfile.norms(layerTrace.dState($0)) }
  }

  /// The norm of each row of a tensor's first axis.
  public static func norms(_ tensor: Tensor) -> [Double] {
    let row = tensor.count / tensor.shape[0]
    return tensor.withValues { values in
      (0..<tensor.shape[0]).map { euclideanNorm(UnsafeBufferPointer(rebasing: values[($0 * row)..<(($0 + 1) * row)])) }
    }
  }

  /// By what factor the gradient changes from t+1 to t on its way back: ‖recurrent_t‖ / ‖∂L/∂h_(t+1)‖, for
  /// t = 1 … T−1. NaN where nothing arrived.
  public var ratios: [Double] {
    (0..<max(0, dh.count - 1)).map { t in dh[t + 1] == 0 ? .nan : recurrent[t] / dh[t + 1] }
  }
}
