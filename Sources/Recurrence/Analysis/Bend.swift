#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Verdict.Bend {
  /// How much better two lines must be than one, in the sum of their squared errors.
  private static let clearly = 0.5
  /// How many times as steep the first must be.
  private static let steeper = 4.0
  /// How many decades it must lead below the second.
  private static let leastDecades = 0.5

  /// A drop near T and the rate beyond it, by the two straight lines through log10 sizes (t = 1 … T) that fit best;
  /// nil where one line does as well, or where they do not differ in that way.
  init?(_ decades: [Double]) {
    // By lag: from T back.
    let values = Array(decades.reversed())
    guard values.count >= 12, values.allSatisfy(\.isFinite) else { return nil }
    var sums = [LineSums()]
    for (lag, value) in values.enumerated() { sums.append(sums[lag].adding(Double(lag), value)) }
    let all = sums[values.count]
    // Both lines hold the point where they meet.
    func lines(_ steps: Int) -> (near: LineSums, far: LineSums) { (sums[steps + 1], all.minus(sums[steps])) }
    func error(_ steps: Int) -> Double { lines(steps).near.fit.error + lines(steps).far.fit.error }
    let steps = (2...(values.count * 3 / 4)).min { error($0) < error($1) }!
    let (near, far) = (lines(steps).near.fit.slope, lines(steps).far.fit.slope)
    guard error(steps) < Verdict.Bend.clearly * all.fit.error, near < 0, -near > Verdict.Bend.steeper * abs(far),
      (far - near) * Double(steps) > Verdict.Bend.leastDecades
    else { return nil }
    self.init(steps: steps, decades: values[steps] - values[0], factor: pow(10, far))
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
