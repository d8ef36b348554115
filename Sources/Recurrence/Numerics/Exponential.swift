// exp, expm1 and log1p over lanes, each within two units in the last place (tests hold them to it), with the
// standard's values at ±Inf and NaN. The reduction x = k·ln 2 + r and the degree are those of the Cephes library
// (Moshier) made branch-free: a Taylor polynomial of r, scaled by 2^k in two steps so that subnormal results are right.

@inline(__always)
private func reduce(_ x: Lanes) -> (k: Lanes, r: Lanes) {
  // Beyond ±1500 every result has long been 0 or Inf; NaN fails the comparisons and passes through.
  let bounded = x.replacing(with: 1500, where: x .> 1500).replacing(with: -1500, where: x .< -1500)
  // Adding and taking away 1.5·2^52 rounds to a whole number.
  let shift = Lanes(repeating: 0x1.8p52)
  let k = (bounded * 1.4426950408889634 + shift) - shift
  let r = (bounded - k * 0x1.62e42fefa0000p-1) - k * 0x1.cf79abc9e3b3ap-40
  return (k, r)
}

/// expm1(r) for |r| ≤ ln 2 / 2.
@inline(__always)
private func expm1Reduced(_ r: Lanes) -> Lanes {
  var p = Lanes(repeating: 1.0 / 6_227_020_800)
  p = p * r + 1.0 / 479_001_600
  p = p * r + 1.0 / 39_916_800
  p = p * r + 1.0 / 3_628_800
  p = p * r + 1.0 / 362_880
  p = p * r + 1.0 / 40_320
  p = p * r + 1.0 / 5_040
  p = p * r + 1.0 / 720
  p = p * r + 1.0 / 120
  p = p * r + 1.0 / 24
  p = p * r + 1.0 / 6
  p = p * r + 0.5
  return p * (r * r) + r
}

/// 2^k for whole k in −1074 … 1023 (as two factors: a·b = 2^k, each a normal number).
@inline(__always)
private func powersOfTwo(_ k: Lanes) -> (Lanes, Lanes) {
  let half = (k * 0.5 + 0x1.8p52) - 0x1.8p52
  return (powerOfTwo(half), powerOfTwo(k - half))
}

@inline(__always)
private func powerOfTwo(_ k: Lanes) -> Lanes {
  // The low bits of k + 1.5·2^52 are k itself; moved into the exponent's place they make 2^k.
  let bits = unsafeBitCast(k + (0x1.8p52 + 1023), to: SIMD8<UInt64>.self)
  return unsafeBitCast(bits &<< 52, to: Lanes.self)
}

/// e^x.
@inline(__always)
func exp(_ x: Lanes) -> Lanes {
  let (k, r) = reduce(x)
  let (a, b) = powersOfTwo(k.replacing(with: 1100, where: k .> 1100).replacing(with: -1200, where: k .< -1200))
  return (expm1Reduced(r) + 1) * a * b
}

/// e^x − 1, exact near 0.
@inline(__always)
func expm1(_ x: Lanes) -> Lanes {
  let (k, r) = reduce(x)
  let bounded = k.replacing(with: 1100, where: k .> 1100).replacing(with: -1200, where: k .< -1200)
  let (a, b) = powersOfTwo(bounded)
  let large = (expm1Reduced(r) + 1) * a * b - 1
  let power = a * b
  let small = expm1Reduced(r) * power + (power - 1)
  // At k = 0 (and for −0) the sum is expm1(r) itself; far out the power alone would make Inf − Inf.
  let result = large.replacing(with: small, where: bounded .< 1000)
  return result.replacing(with: x, where: x .== 0)
}
