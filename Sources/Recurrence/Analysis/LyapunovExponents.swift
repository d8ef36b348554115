#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The finite-time Lyapunov exponents of a layer along a trace, for one sample: at what rate, per timestep, small
/// differences in the state grow (above 0: chaos) or die (below 0: contraction, and a vanishing gradient).
///
/// By the QR method (Benettin et al. 1980): Q_t R_t = J_t Q_(t−1) from random orthonormal columns, and
/// λ_j = (1/(T − burn-in)) Σ_t ln |R_t,jj|. The first timesteps turn the random directions towards those that grow, and
/// are left out where T allows. Of order T·n²·count for n = states · H.
///
/// A QR factorisation knows |R_t,jj| to about n·ε of its column's length. What falls below that once is lost: a J_t that
/// is singular, as relu's, gives rounding there, and no exponent.
public struct LyapunovExponents: Sendable {
  /// λ_1 ≥ λ_2 ≥ … in nats per timestep; −∞ where a direction dies as far as rounding lets one tell, NaN where a J_t
  /// holds NaN or Inf.
  public let values: [Double]
  /// The timesteps that were left out at the start.
  public let burnIn: Int

  /// The `count` largest exponents, all by default; nil where `stop` ended the work early. `progress` hears the share
  /// done.
  public init?(
    _ trace: Trace, layer: Int, sample: Int = 0, count: Int? = nil, stop: StopSignal = .never,
    progress: (Double) -> Void = { _ in }
  ) {
    let length = trace.shape.length
    let jacobian = Jacobian(trace, layer: layer, sample: sample)
    let n = jacobian.size
    let count = min(max(1, count ?? n), n)
    burnIn = length >= 50 ? min(100, length / 5) : 0
    let matrix = Tensor(shape: [n, n])
    // Q's columns are rows here.
    var (q, next) = (Tensor(shape: [count, n]), Tensor(shape: [count, n]))
    var random = Random(seed: trace.experiment.seed, purpose: .analysis)
    for k in 0..<q.count { q.pointer[k] = random.normal() }
    orthonormalizeRows(q)
    var sums = [Double](repeating: 0, count: count)
    for t in 1...length {
      if stop.isSet { return nil }
      jacobian.fill(matrix, at: t)
      multiplyTransposed(q.pointer, matrix.pointer, into: next.pointer, m: count, n: n, k: n, beta: 0)
      swap(&q, &next)
      guard q.withValues({ $0.allSatisfy(\.isFinite) }) else {
        sums = Array(repeating: .nan, count: count)
        break
      }
      let columns = (0..<count).map { q[$0].norm }
      for (k, size) in orthonormalizeRows(q).enumerated() {
        let isLost = size <= 8 * Double(n) * .ulpOfOne * columns[k]
        if isLost { sums[k] = -.infinity } else if t > burnIn { sums[k] += log(size) }
      }
      progress(Double(t) / Double(length))
    }
    let kept = Double(length - burnIn)
    let rates = sums.map { $0 / kept }
    values = rates.contains(where: \.isNaN) ? rates : rates.sorted(by: >)
  }
}
