#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Verdict.Bend {
  /// How much better two lines must be than one, in the sum of their squared errors.
  private static let clearly = 0.15
  /// How many decades apart the two must lead.
  private static let leastDecades = 0.5

  /// The two straight lines through log10 sizes (t = 1 … T) that fit best, where they fit clearly better than one.
  init?(_ decades: [Double]) {
    // By lag: from T back.
    let values = Array(decades.reversed())
    guard values.count >= 8, values.allSatisfy(\.isFinite) else { return nil }
    var sums = [LineSums()]
    for (lag, value) in values.enumerated() { sums.append(sums[lag].adding(Double(lag), value)) }
    let all = sums[values.count].fit
    var best = (steps: 0, error: Double.infinity)
    for steps in 2...(values.count - 4) {
      // Both lines hold the point where they meet.
      let error = sums[steps + 1].fit.error + sums[values.count].minus(sums[steps]).fit.error
      if error < best.error { best = (steps, error) }
    }
    let (near, far) = (sums[best.steps + 1].fit, sums[values.count].minus(sums[best.steps]).fit)
    let apart = abs(near.slope - far.slope) * Double(min(best.steps, values.count - 1 - best.steps))
    guard best.error < Verdict.Bend.clearly * all.error, apart > Verdict.Bend.leastDecades else { return nil }
    self.init(steps: best.steps, decades: values[best.steps] - values[0], factor: pow(10, far.slope))
  }
}

/// What a least-squares line needs of its points.
private struct LineSums {
  private var n = 0.0
  private var (x, y) = (0.0, 0.0)
  private var (xx, xy, yy) = (0.0, 0.0, 0.0)

  func adding(_ a: Double, _ b: Double) -> LineSums {
    LineSums((n + 1, x + a, y + b, xx + a * a, xy + a * b, yy + b * b))
  }

  func minus(_ other: LineSums) -> LineSums {
    LineSums((n - other.n, x - other.x, y - other.y, xx - other.xx, xy - other.xy, yy - other.yy))
  }

  init() {}
  private init(_ all: (Double, Double, Double, Double, Double, Double)) { (n, x, y, xx, xy, yy) = all }

  /// The slope, and the sum of the squared errors.
  var fit: (slope: Double, error: Double) {
    let (sxx, sxy, syy) = (xx - x * x / n, xy - x * y / n, yy - y * y / n)
    let slope = sxx > 0 ? sxy / sxx : 0
    return (slope, max(0, syy - slope * sxy))
  }
}
