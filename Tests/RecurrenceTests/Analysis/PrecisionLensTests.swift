import Testing

@testable import Recurrence

struct PrecisionLensTests {
  /// The fate by the processor's own conversion.
  private func fate<F: BinaryFloatingPoint>(_ value: Double, _ converted: F) -> FloatFormat.Fate {
    if !value.isFinite { return .notFinite }
    if value == 0 { return .zero }
    if converted == 0 { return .flushed }
    if converted.isInfinite { return .overflowed }
    return converted.isSubnormal ? .subnormal : .normal
  }

  /// Numbers around every edge, ties and their neighbours among them.
  private func edges(_ format: FloatFormat) -> [Double] {
    let exponents = [
      format.leastExponent - format.fractionBits, format.leastExponent, 0, format.greatestExponent,
      format.greatestExponent + 1,
    ]
    let powers = exponents.map { Double(sign: .plus, exponent: $0, significand: 1) }
    let ulp = Double(sign: .plus, exponent: -format.fractionBits, significand: 1)
    let factors: [Double] = [
      0.5, 0.75, 1, 1.5, 2, 1 - ulp, 1 - ulp / 2, 1 - ulp / 4, 1 + ulp / 2, 1 - ulp * 0.75, 2 - ulp, 2 - ulp / 2,
    ]
    let values: [Double] = powers.flatMap { power in factors.map { $0 * power } }
    let neighbours: [Double] = values.flatMap { [$0, $0.nextUp, $0.nextDown, -$0] }
    return neighbours + [0, -0.0, .nan, .infinity, 0x1p-1063, 1e308]
  }

  @Test func float32AgreesWithTheProcessor() {
    for value in edges(.float32) {
      #expect(FloatFormat.float32.fate(of: value) == fate(value, Float(value)), "\(value)")
    }
  }

  #if !(os(macOS) && arch(x86_64))
    @Test func float16AgreesWithTheProcessor() {
      for value in edges(.float16) {
        #expect(FloatFormat.float16.fate(of: value) == fate(value, Float16(value)), "\(value)")
      }
    }
  #endif

  @Test func bfloat16HasTheRangeOfFloat32AndEightBits() {
    let format = FloatFormat.bfloat16
    #expect(format.fate(of: 0x1p-133) == .subnormal)
    #expect(format.fate(of: 0x1p-134) == .flushed)
    #expect(format.fate(of: (0x1p-134).nextUp) == .subnormal)
    #expect(format.fate(of: 0x1p-126) == .normal)
    #expect(format.fate(of: 0x1.fep127) == .normal)
    #expect(format.fate(of: 0x1.ffp127) == .overflowed)
    #expect(format.fate(of: (0x1.ffp127).nextDown) == .normal)
  }

  @Test func countsAndScale() {
    let tensor = Tensor(shape: [2, 3], values: [0, 1e-9, -1e-6, 0.5, 7e4, .nan])
    let lens = PrecisionLens(tensor, .float16)
    #expect(lens.fates == [.zero, .flushed, .subnormal, .normal, .overflowed, .notFinite])
    #expect(lens.counts[.flushed] == 1)
    // A loss scaled by 2^16 brings the small ones back.
    #expect(PrecisionLens(tensor, .float16, scale: 65536).fates[1] == .normal)
  }
}
