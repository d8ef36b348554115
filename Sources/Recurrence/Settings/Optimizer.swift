/// A rule that turns gradients into an update, with PyTorch's defaults and definitions.
public enum Optimizer: String, CaseIterable, Sendable {
  /// p −= η·g
  case sgd
  /// v = 0.9·v + g; p −= η·v (Polyak 1964, as in PyTorch)
  case momentum
  /// s = 0.99·s + 0.01·g²; p −= η·g / (√s + 1e-8) (Tieleman and Hinton 2012)
  case rmsprop
  /// Kingma and Ba 2015, with β = 0.9 and 0.999, ε = 1e-8
  case adam
}
