/// The slope of a function of one number, by central differences at falling steps, and how far it can be trusted.
///
/// D(h) = (L(x+h) − L(x−h)) / 2h misses the slope by two errors: one of order h², from the curve, which a smaller step
/// makes smaller; and N/h, from the rounding noise N in each L, which it makes larger. So steps of 2⁻⁶, 2⁻⁹ … 2⁻²⁴ are
/// tried, and the one is taken for which what can be seen of both is least:
///
///     allowance  =  N/h  +  |D(64h) − D(8h)| + |D(8h) − D(h)|
///
/// The second part is some sixty times the curve's error where the curve is smooth. Where a unit sits on a kink of its
/// activation, as relu's at 0, left and right slopes differ at every step: then their difference is allowed too.
struct DifferenceLadder {
  let slope: Double
  let allowance: Double

  /// The slope of `loss` as a function of the number at `place`, which is put back afterwards.
  init(at place: UnsafeMutablePointer<Double>, noise: Double, loss: () -> Double) {
    let start = place.pointee
    defer { place.pointee = start }
    let here = loss()
    var slopes: [Double] = []
    var kinks: [Double] = []
    var best = (slope: Double.nan, allowance: Double.infinity)
    for rung in 0..<7 {
      let step = Double(sign: .plus, exponent: -6 - 3 * rung, significand: 1)
      let (up, down) = (start + step, start - step)
      place.pointee = up
      let above = loss()
      place.pointee = down
      let below = loss()
      // The steps as they were made, after rounding.
      slopes.append((above - below) / (up - down))
      kinks.append(abs((above - here) / (up - start) - (here - below) / (start - down)))
      guard rung >= 2 else { continue }
      let curve = abs(slopes[rung - 2] - slopes[rung - 1]) + abs(slopes[rung - 1] - slopes[rung])
      // Of a smooth curve the difference of the two sides falls with the step, to an eighth.
      let kink = kinks[rung] > kinks[rung - 1] / 2 ? kinks[rung] : 0
      let allowance = noise / step + curve + kink
      if allowance < best.allowance { best = (slopes[rung], allowance) }
    }
    (slope, allowance) = best
  }
}
