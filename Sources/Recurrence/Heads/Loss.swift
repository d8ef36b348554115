#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The loss of one sample's output at one timestep, and its gradient.
public protocol LossFunction: Sendable {
  /// The name in a trace file.
  var name: String { get }
  /// How many numbers a target holds for one sample.
  func targets(outputs: Int) -> Int
  /// Whether a target is the number of a class.
  var takesClasses: Bool { get }
  /// The loss of y (O) against one sample's `target`; fills `dy` (O) with its gradient ∂L/∂y.
  func evaluate(
    _ y: UnsafeBufferPointer<Double>, target: UnsafeBufferPointer<Double>, dy: UnsafeMutableBufferPointer<Double>
  ) -> Double
}

extension LossFunction {
  /// As many as there are outputs.
  public func targets(outputs: Int) -> Int { outputs }
  /// Numbers.
  public var takesClasses: Bool { false }
}

/// The losses that can be chosen by name.
public enum Loss: String, CaseIterable, Sendable, LossFunction {
  /// The mean over the outputs of (y − target)².
  case mse
  /// −log softmax(y)[class].
  case xent

  /// As it is typed.
  public var name: String { rawValue }
  /// One for each output, or the number of a class.
  public func targets(outputs: Int) -> Int { self == .mse ? outputs : 1 }
  /// Cross-entropy does.
  public var takesClasses: Bool { self == .xent }

  /// See the protocol.
  public func evaluate(
    _ y: UnsafeBufferPointer<Double>, target: UnsafeBufferPointer<Double>, dy: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    switch self {
    case .mse:
      let scale = 1 / Double(y.count)
      var sum = 0.0
      for k in y.indices {
        let difference = y[k] - target[k]
        sum += difference * difference
        dy[k] = 2 * difference * scale
      }
      return sum * scale
    case .xent:
      let wanted = Int(target[0])
      precondition(wanted >= 0 && wanted < y.count, "class \(wanted) of \(y.count)")
      var largest = -Double.infinity
      for k in y.indices { largest = y[k] > largest ? y[k] : largest }
      var total = 0.0
      for k in y.indices {
        dy[k] = exp(y[k] - largest)
        total += dy[k]
      }
      for k in y.indices { dy[k] = dy[k] / total - (k == wanted ? 1 : 0) }
      return log(total) - (y[wanted] - largest)
    }
  }
}
