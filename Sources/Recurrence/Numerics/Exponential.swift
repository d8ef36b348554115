import CLanes

// exp and its kin over lanes, each within two units in the last place (tests hold them to it), with the standard's
// values at ±Inf and NaN.

/// e^x.
@inline(__always)
func exp(_ x: Lanes) -> Lanes { replacing(x, lanes_exp) }

/// e^x − 1, exact near 0.
@inline(__always)
func expm1(_ x: Lanes) -> Lanes { replacing(x, lanes_expm1) }

/// The gates' σ(x) = 1 / (1 + e^(−x)).
@inline(__always)
func logistic(_ x: Lanes) -> Lanes { replacing(x, lanes_logistic) }

/// tanh x.
@inline(__always)
func hyperbolicTangent(_ x: Lanes) -> Lanes { replacing(x, lanes_tanh) }

@inline(__always)
private func replacing(_ x: Lanes, _ function: @convention(c) (UnsafeMutablePointer<Double>?) -> Void) -> Lanes {
  var lanes = x
  withUnsafeMutablePointer(to: &lanes) {
    $0.withMemoryRebound(to: Double.self, capacity: 8) { function($0) }
  }
  return lanes
}
