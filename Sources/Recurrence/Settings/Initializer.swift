/// How the parameters start.
///
/// The gain and the gates' biases act on what is drawn here, as their settings say. The readout always starts as
/// PyTorch's: U(±1/√H).
public enum Initializer: String, CaseIterable, Sendable {
  /// PyTorch's: all weights and biases from U(±1/√H).
  case pytorch
  /// U(±√(6/(inputs + H))) gate by gate, biases 0 (Glorot and Bengio 2010).
  case glorot
  /// Each gate's recurrent weights a random orthogonal matrix (Saxe, McClelland and Ganguli 2014); inputs as Glorot.
  case orthogonal
  /// Each gate's recurrent weights the identity (Le, Jaitly and Hinton 2015); inputs as Glorot.
  case identity
  /// Recurrent weights from N(0, 1/H) (Sompolinsky, Crisanti and Sommers 1988); inputs as Glorot.
  case normal

  /// Fills the parameters of a network, for the gain and the biases that are usual: 1 and 0.
  func fill(_ parameters: Parameters, shape: Shape, random: inout Random) {
    let hidden = shape.hidden
    let bound = 1 / Double(hidden).squareRoot()
    for (index, layer) in parameters.layers.enumerated() {
      let inputs = shape.inputs(ofLayer: index)
      if self == .pytorch {
        for tensor in [layer.inputWeights, layer.recurrentWeights, layer.inputBias, layer.recurrentBias] {
          uniform(tensor, bound, &random)
        }
      } else {
        uniform(layer.inputWeights, (6 / Double(inputs + hidden)).squareRoot(), &random)
        for gate in shape.cell.gates.indices {
          fillRecurrent(
            layer.recurrentWeights.view(shape: [hidden, hidden], offset: gate * hidden * hidden), &random)
        }
        layer.inputBias.pointer.update(repeating: 0, count: layer.inputBias.count)
        layer.recurrentBias.pointer.update(repeating: 0, count: layer.recurrentBias.count)
      }
    }
    uniform(parameters.readout.weights, bound, &random)
    uniform(parameters.readout.bias, bound, &random)
  }

  private func fillRecurrent(_ weights: Tensor, _ random: inout Random) {
    let hidden = weights.shape[0]
    switch self {
    case .pytorch: break
    case .glorot: uniform(weights, (6 / Double(2 * hidden)).squareRoot(), &random)
    case .identity:
      for k in 0..<weights.count { weights.pointer[k] = k / hidden == k % hidden ? 1 : 0 }
    case .normal:
      let scale = 1 / Double(hidden).squareRoot()
      for k in 0..<weights.count { weights.pointer[k] = random.normal() * scale }
    case .orthogonal:
      for k in 0..<weights.count { weights.pointer[k] = random.normal() }
      orthonormalizeRows(weights)
    }
  }

  private func uniform(_ tensor: Tensor, _ bound: Double, _ random: inout Random) {
    for k in 0..<tensor.count { tensor.pointer[k] = (2 * random.uniform() - 1) * bound }
  }
}

extension Experiment {
  /// Fills parameters as the settings and their seed say.
  func draw(_ parameters: Parameters, shape: Shape) {
    var random = Random(seed: seed, purpose: .parameters)
    initializer.fill(parameters, shape: shape, random: &random)
    Settings.adjust(parameters, shape: shape, from: Experiment(), to: self)
  }
}
