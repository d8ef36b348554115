/// The nonlinearity φ of a cell's candidate and output, by PyTorch's names and definitions.
public enum Activation: String, CaseIterable, Sendable {
  case tanh, relu, sigmoid, identity, leakyrelu, softsign, hardtanh, elu, softplus
}
