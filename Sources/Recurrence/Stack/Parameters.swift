/// A network's parameters, or anything of their shape, such as gradients: one run of memory, seen by name.
public struct Parameters: Sendable {
  /// All values, layer by layer in the order of PyTorch's `state_dict`, the readout last.
  public let all: Tensor
  /// The tensors by their names: `weight_ih_l0` … `bias_hh_l{k}`, `fc.weight`, `fc.bias`.
  public let entries: [(name: String, tensor: Tensor)]
  let layers: [LayerParameters]
  let readout: ReadoutParameters

  /// Zeros, shaped for a network.
  public init(_ shape: Shape) {
    let rows = shape.gateRows
    var sizes: [(String, [Int])] = []
    for layer in 0..<shape.layers {
      sizes.append(("weight_ih_l\(layer)", [rows, shape.inputs(ofLayer: layer)]))
      sizes.append(("weight_hh_l\(layer)", [rows, shape.hidden]))
      sizes.append(("bias_ih_l\(layer)", [rows]))
      sizes.append(("bias_hh_l\(layer)", [rows]))
    }
    sizes.append(("fc.weight", [shape.outputs, shape.hidden]))
    sizes.append(("fc.bias", [shape.outputs]))

    let all = Tensor(shape: [sizes.map { $0.1.reduce(1, *) }.reduce(0, +)])
    var entries: [(name: String, tensor: Tensor)] = []
    var offset = 0
    for (name, size) in sizes {
      let tensor = all.view(shape: size, offset: offset)
      entries.append((name, tensor))
      offset += tensor.count
    }
    self.all = all
    self.entries = entries
    layers = (0..<shape.layers).map { layer in
      let own = entries[(4 * layer)..<(4 * layer + 4)].map(\.tensor)
      return LayerParameters(
        inputWeights: own[0], recurrentWeights: own[1], inputBias: own[2], recurrentBias: own[3])
    }
    readout = ReadoutParameters(weights: entries[entries.count - 2].tensor, bias: entries[entries.count - 1].tensor)
  }

  /// The tensor of that name.
  public subscript(name: String) -> Tensor? { entries.first { $0.name == name }?.tensor }

  /// The inputs and outputs that they are for.
  var inputCount: Int { layers[0].inputWeights.shape[1] }
  /// See `inputCount`.
  var outputCount: Int { readout.weights.shape[0] }

  /// Whether every tensor of the other has the same shape.
  func fit(_ other: Parameters) -> Bool { entries.map(\.tensor.shape) == other.entries.map(\.tensor.shape) }

  /// The values are copied; both must be of one shape.
  func copy(from other: Parameters) { all.copy(from: other.all) }
}

/// One layer's part of the parameters.
struct LayerParameters: Sendable {
  let inputWeights: Tensor  // (G·H, inputs)
  let recurrentWeights: Tensor  // (G·H, H)
  let inputBias: Tensor  // (G·H)
  let recurrentBias: Tensor  // (G·H)
}

/// The readout's part of the parameters.
struct ReadoutParameters: Sendable {
  let weights: Tensor  // (O, H)
  let bias: Tensor  // (O)
}
