/// The Euclidean norm, safe from overflow and underflow: gradients of 1e-290 are what this program is about.
///
/// A plain sum of squares serves where it is well inside the range; outside, the values are scaled by the largest.
/// NaN and Inf come out as NaN and Inf.
public func euclideanNorm(_ values: UnsafeBufferPointer<Double>) -> Double {
  let sum = sumOfSquares(values, scale: 1)
  if sum > 1e-250 && sum < 1e300 { return sum.squareRoot() }
  var largest = 0.0
  for value in values {
    if value.isNaN { return .nan }
    largest = max(largest, abs(value))
  }
  if largest == 0 || largest.isInfinite { return largest }
  // A power of two, so that the scaling itself is exact.
  let exponent = largest.exponent
  let scaled = sumOfSquares(values, scale: Double(sign: .plus, exponent: min(-exponent, 1023), significand: 1))
  return Double(sign: .plus, exponent: max(exponent, -1023), significand: scaled.squareRoot())
}

private func sumOfSquares(_ values: UnsafeBufferPointer<Double>, scale: Double) -> Double {
  guard let base = values.baseAddress else { return 0 }
  var sums = SIMD8<Double>.zero
  let whole = values.count & ~7
  for k in stride(from: 0, to: whole, by: 8) {
    let lanes = UnsafeRawPointer(base + k).loadUnaligned(as: SIMD8<Double>.self) * scale
    sums += lanes * lanes
  }
  var sum = sums.sum()
  for k in whole..<values.count { sum += (base[k] * scale) * (base[k] * scale) }
  return sum
}

/// Whether two numbers are equal, NaN being equal to NaN.
func isSame(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }
