/// What each timestep adds to a layer's ∂L/∂W, and how much of it cancels over time.
///
/// ∂L/∂Wh_g = Σ_t Σ_b ∂L/∂ah_g,t,b ⊗ h_(t−1),b, and ∂L/∂Wx_g likewise with ∂L/∂ax and x_t. A single sample's part is an
/// outer product, whose norm is ‖∂L/∂ah‖·‖h‖; over a batch, the norm comes from the two Gram matrices:
///
///     ‖Σ_b a_b ⊗ h_b‖²  =  Σ_bb′ ⟨a_b, a_b′⟩ · ⟨h_b, h_b′⟩
///
/// (which, where samples cancel, is good to about 1e-8 of the largest sample's part). T·B²·(G·H + I + H) operations.
public struct WeightContributions: Sendable {
  /// One gate's block of one weight tensor.
  public struct Part: Sendable {
    /// The tensor: `weight_hh_l0`.
    public let tensor: String
    /// The gate: `f`.
    public let gate: String
    /// The norm of what t adds, t = 1 … T at index 0 … T−1.
    public let norms: [Double]
    /// The norm of the sum over t: of the block of ∂L/∂W before clipping.
    public let total: Double
    /// ‖Σ_t‖ / Σ_t ‖·‖: 1 where all timesteps pull the same way, near 0 where they cancel; NaN where nothing comes.
    public var cancellation: Double {
      let sum = norms.reduce(0, +)
      return sum > 0 ? total / sum : .nan
    }
  }

  /// `weight_ih` of each gate in the order of the weight rows, then `weight_hh`.
  public let parts: [Part]

  /// The contributions in one layer of a trace; nil where `stop` ended the work early. `progress` hears the share done.
  public init?(
    _ trace: Trace, layer: Int, stop: StopSignal = .never, progress: (Double) -> Void = { _ in }
  ) {
    let shape = trace.shape
    let own = trace.layers[layer]
    let gradients = trace.gradients.layers[layer]
    let below = layer == 0 ? trace.x : trace.layers[layer - 1].h
    // h_0 … h_(T−1)
    let before = own.states.view(shape: own.h.shape, offset: 0)
    let tensors = [
      ("weight_ih_l\(layer)", own.dax, below, gradients.inputWeights),
      ("weight_hh_l\(layer)", own.dah, before, gradients.recurrentWeights),
    ]
    var parts: [Part] = []
    for (name, da, inputs, gradient) in tensors {
      for (g, gate) in shape.cell.gates.enumerated() {
        var norms: [Double] = []
        for t in 0..<shape.length {
          if stop.isSet { return nil }
          norms.append(outerNorm(da[t], gate: g, hidden: shape.hidden, inputs[t]))
        }
        let columns = gradient.shape[1]
        let total = gradient.view(shape: [shape.hidden, columns], offset: g * shape.hidden * columns).norm
        parts.append(Part(tensor: name, gate: gate.name, norms: norms, total: total))
        progress(Double(parts.count) / Double(2 * shape.cell.gates.count))
      }
    }
    self.parts = parts
  }
}

/// ‖Σ_b a_b ⊗ v_b‖ for one gate's part a of ∂L/∂a (B, G·H) and v (B, n).
private func outerNorm(_ da: Tensor, gate: Int, hidden: Int, _ inputs: Tensor) -> Double {
  let batch = da.shape[0]
  let a = (0..<batch).map { da[$0].view(shape: [hidden], offset: gate * hidden) }
  let v = (0..<batch).map { inputs[$0] }
  let (aNorms, vNorms) = (a.map(\.norm), v.map(\.norm))
  if batch == 1 { return aNorms[0] * vNorms[0] }
  // No maximum below knows NaN.
  if !aNorms.allSatisfy(\.isFinite) || !vNorms.allSatisfy(\.isFinite) { return .nan }
  // Against underflow of the squares.
  let (aLargest, vLargest) = (aNorms.max()!, vNorms.max()!)
  guard aLargest > 0, vLargest > 0 else { return 0 }
  var sum = 0.0
  for i in 0..<batch {
    for j in 0...i {
      let term = dot(a[i], a[j], scale: aLargest) * dot(v[i], v[j], scale: vLargest)
      sum += i == j ? term : 2 * term
    }
  }
  return max(0, sum).squareRoot() * aLargest * vLargest
}

/// ⟨a/scale, b/scale⟩
private func dot(_ a: Tensor, _ b: Tensor, scale: Double) -> Double {
  var sum = 0.0
  for k in 0..<a.count { sum += (a.pointer[k] / scale) * (b.pointer[k] / scale) }
  return sum
}

/// What each timestep adds to ∂L/∂W, as an analysis.
public struct Contributions: Analysis {
  /// A request.
  public init() {}

  /// The contributions in a layer.
  public func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> WeightContributions {
    let (trace, layer) = (subject.trace, subject.layer)
    guard let value = WeightContributions(trace, layer: layer, stop: stop, progress: progress) else { throw .stopped }
    return value
  }

  /// The norms (T) of each part, and what is left of each tensor's gates (G).
  public func tensors(_ value: WeightContributions, layer: Int) -> [NamedTensor] {
    let parts = value.parts
    let names = ["weight_ih_l\(layer)", "weight_hh_l\(layer)"]
    return parts.map { ("contribution_\($0.gate).\($0.tensor)", Tensor($0.norms)) }
      + names.map { name in
        ("cancellation.\(name)", Tensor(parts.filter { $0.tensor == name }.map(\.cancellation)))
      }
  }
}
