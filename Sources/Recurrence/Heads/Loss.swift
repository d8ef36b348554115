#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The loss of one timestep's output, y (B, O), and its gradient.
public enum Loss: String, CaseIterable, Sendable {
  /// The mean over batch and outputs of (y − target)².
  case mse
  /// The mean over the batch of −log softmax(y)[class].
  case xent

  /// How many numbers a target holds for one sample.
  func targets(outputs: Int) -> Int { self == .mse ? outputs : 1 }

  /// L_t; fills `dy` with ∂L_t/∂y. `target` is (B, O), or (B) class numbers for cross-entropy.
  func evaluate(
    _ y: UnsafePointer<Double>, target: UnsafePointer<Double>, dy: UnsafeMutablePointer<Double>, batch: Int,
    outputs: Int
  ) -> Double {
    switch self {
    case .mse:
      let scale = 1 / Double(batch * outputs)
      var sum = 0.0
      for k in 0..<(batch * outputs) {
        let difference = y[k] - target[k]
        sum += difference * difference
        dy[k] = 2 * difference * scale
      }
      return sum * scale
    case .xent:
      let scale = 1 / Double(batch)
      var sum = 0.0
      for sample in 0..<batch {
        let y = y + sample * outputs
        let dy = dy + sample * outputs
        let wanted = Int(target[sample])
        var largest = -Double.infinity
        for k in 0..<outputs { largest = y[k] > largest ? y[k] : largest }
        var total = 0.0
        for k in 0..<outputs {
          dy[k] = exp(y[k] - largest)
          total += dy[k]
        }
        sum += log(total) - (y[wanted] - largest)
        for k in 0..<outputs { dy[k] = (dy[k] / total - (k == wanted ? 1 : 0)) * scale }
      }
      return sum * scale
    }
  }
}
