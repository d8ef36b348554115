/// A binary floating-point format, by its sizes.
public struct FloatFormat: Sendable, Equatable {
  /// The name: `float16`.
  public let name: String
  /// The exponent of the least normal number, 2^least.
  public let leastExponent: Int
  /// The exponent of the greatest numbers, up to (2 − 2^−fractionBits) · 2^greatest.
  public let greatestExponent: Int
  /// Bits after the point.
  public let fractionBits: Int

  /// IEEE 754 binary16: 6.0e-8 … 65504.
  public static let float16 = FloatFormat(
    name: "float16", leastExponent: -14, greatestExponent: 15, fractionBits: 10)
  /// The upper half of a float32: 9.2e-41 … 3.4e38.
  public static let bfloat16 = FloatFormat(
    name: "bfloat16", leastExponent: -126, greatestExponent: 127, fractionBits: 7)
  /// IEEE 754 binary32: 1.4e-45 … 3.4e38.
  public static let float32 = FloatFormat(
    name: "float32", leastExponent: -126, greatestExponent: 127, fractionBits: 23)
  /// All three, the coarsest range first.
  public static let all = [float16, bfloat16, float32]

  /// What rounding to nearest, ties to even, makes of a number.
  public func fate(of value: Double) -> Fate {
    if !value.isFinite { return .notFinite }
    let size = abs(value)
    if size == 0 { return .zero }
    let half = power(leastExponent - fractionBits - 1)  // half of the least subnormal number
    // The ties go to even, which are 0, the least normal number and 2^(greatest + 1).
    if size <= half { return .flushed }
    if size < power(leastExponent) - half { return .subnormal }
    return size < power(greatestExponent + 1) - power(greatestExponent - fractionBits - 1) ? .normal : .overflowed
  }

  private func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }

  /// What becomes of a number in a format.
  public enum Fate: String, CaseIterable, Sendable {
    /// It was exactly 0 before.
    case zero
    /// Too small: it becomes 0.
    case flushed
    /// Kept with fewer bits; hardware that flushes subnormals makes it 0.
    case subnormal
    /// Kept to the format's precision.
    case normal
    /// Too large: it becomes ±Inf.
    case overflowed
    /// It was NaN or ±Inf before.
    case notFinite
  }
}
