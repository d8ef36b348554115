/// The names, shapes and places of a network's parameters within one run of memory: layer by layer in the order of
/// PyTorch's `state_dict`, the readout last.
final class ParameterLayout: Sendable {
  let names: [String]
  let regions: [Region]
  /// How many values there are in all.
  let count: Int

  init(_ shape: Shape) {
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
    var offset = 0
    var regions: [Region] = []
    for (_, size) in sizes {
      regions.append(Region(size, at: offset))
      offset += regions.last!.count
    }
    names = sizes.map(\.0)
    self.regions = regions
    count = offset
  }

  var layers: Int { (names.count - 2) / 4 }
}

/// A network's parameters, or anything of their shape, such as gradients: one run of memory, seen by name.
public struct Parameters: Sendable {
  /// All values, layer by layer in the order of PyTorch's `state_dict`, the readout last.
  public let all: Tensor
  private let layout: ParameterLayout

  /// Zeros, shaped for a network.
  public init(_ shape: Shape) {
    let layout = ParameterLayout(shape)
    self.init(layout, Tensor(shape: [layout.count]))
  }

  /// The parameters of a network from tensors by their names, as `entries` has them. The values are copied; what is not
  /// named is zeros, as in PyTorch with bias=False.
  ///
  /// Traps where a name is none of the network's, or a tensor has another shape.
  public init(_ shape: Shape, _ tensors: [String: Tensor]) {
    self.init(shape)
    for (name, tensor) in tensors {
      guard let own = self[name] else {
        preconditionFailure("no parameter \(name); known: \(layout.names.joined(separator: ", "))")
      }
      precondition(tensor.shape == own.shape, "\(name) of shape \(tensor.shape) where \(own.shape) belongs")
      own.copy(from: tensor)
    }
  }

  init(_ layout: ParameterLayout, _ all: Tensor) { (self.layout, self.all) = (layout, all) }

  /// The parameters of a network as one run of memory, which is shared. Traps where it has another size.
  init(_ shape: Shape, all: Tensor) {
    let layout = ParameterLayout(shape)
    precondition(all.count == layout.count, "\(all.count) parameters of \(layout.count)")
    self.init(layout, all)
  }

  /// Other values of the same shape, such as what an optimiser remembers; the memory is shared.
  func holding(_ values: Tensor) -> Parameters { Parameters(layout, values) }

  /// The tensors by their names: `weight_ih_l0` … `bias_hh_l{k}`, `fc.weight`, `fc.bias`.
  public var entries: [(name: String, tensor: Tensor)] {
    zip(layout.names, layout.regions).map { ($0, all.view($1)) }
  }

  /// The tensor of that name, such as `weight_hh_l0`; nil where the network has none.
  public subscript(name: String) -> Tensor? {
    layout.names.firstIndex(of: name).map { all.view(layout.regions[$0]) }
  }

  /// One layer's part.
  func layer(_ k: Int) -> LayerParameters { LayerParameters(all: all, layout: layout, first: 4 * k) }

  /// Layer by layer, bottom first.
  var layers: [LayerParameters] { (0..<layout.layers).map(layer) }

  /// The readout's part.
  var readout: ReadoutParameters {
    let last = layout.regions.count - 1
    return ReadoutParameters(weights: all.view(layout.regions[last - 1]), bias: all.view(layout.regions[last]))
  }

  /// Whether every tensor of the other has the same shape.
  func fit(_ other: Parameters) -> Bool { misfit(other) == nil }

  /// Why weights are not those of another network, in a line; nil where every tensor has the same shape.
  func misfit(_ network: Parameters) -> String? {
    let (own, wanted) = (layout.regions.map(\.shape), network.layout.regions.map(\.shape))
    let (inputs, outputs) = (own[0][1], own.last![0])
    guard (inputs, outputs) == (wanted[0][1], wanted.last![0]) else {
      return "the weights are for \(inputs) inputs and \(outputs) outputs; "
        + "the task has \(wanted[0][1]) and \(wanted.last![0])"
    }
    guard own.count == wanted.count else {
      return "the weights have \(layout.layers) layers, the network \(network.layout.layers)"
    }
    return own.indices.first { own[$0] != wanted[$0] }.map {
      "the weights' \(layout.names[$0]) has shape \(own[$0]); the network's has \(wanted[$0])"
    }
  }

  /// The values are copied; both must be of one shape.
  func copy(from other: Parameters) { all.copy(from: other.all) }

  /// The same values in memory of their own.
  func copy() -> Parameters { Parameters(layout, all.copy()) }
}

/// One layer's part of the parameters.
struct LayerParameters: Sendable {
  fileprivate let all: Tensor
  fileprivate let layout: ParameterLayout
  fileprivate let first: Int

  /// (G·H, inputs)
  var inputWeights: Tensor { all.view(layout.regions[first]) }
  /// (G·H, H)
  var recurrentWeights: Tensor { all.view(layout.regions[first + 1]) }
  /// (G·H)
  var inputBias: Tensor { all.view(layout.regions[first + 2]) }
  /// (G·H)
  var recurrentBias: Tensor { all.view(layout.regions[first + 3]) }
}

/// The readout's part of the parameters.
struct ReadoutParameters: Sendable {
  let weights: Tensor  // (O, H)
  let bias: Tensor  // (O)
}
