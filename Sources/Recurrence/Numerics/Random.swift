#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Seeded random numbers: xoshiro256++ (Blackman and Vigna 2021), its state filled by SplitMix64.
///
/// A stream is named by a seed, a purpose and an index, so that the data of training step n can be drawn again
/// without drawing those before it.
public struct Random: RandomNumberGenerator, Sendable {
  /// What the numbers are for; equal seeds give independent numbers for each.
  public enum Purpose: UInt64, Sendable {
    /// Initial parameters.
    case parameters = 1
    /// x and targets.
    case data
    /// Directions and positions that an analysis samples.
    case analysis
  }

  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The stream of `purpose`, number `index`, under `seed`.
  public init(seed: UInt64, purpose: Purpose, index: UInt64 = 0) {
    // Each is mixed before the next is added, or seed 1's second purpose would be seed 2's first.
    var mix = SplitMix64(state: seed)
    mix.state = mix.next()
    mix.state = mix.next(adding: purpose.rawValue)
    mix.state = mix.next(adding: index)
    state = (mix.next(), mix.next(), mix.next(), mix.next())
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    func rotate(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
    let result = rotate(state.0 &+ state.3, 23) &+ state.0
    let t = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= t
    state.3 = rotate(state.3, 45)
    return result
  }

  /// A number of 53 random bits in [0, 1).
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A standard normal number (Box and Muller 1958).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }
}

/// Steele, Lea and Flood 2014.
private struct SplitMix64 {
  var state: UInt64

  mutating func next(adding salt: UInt64 = 0) -> UInt64 {
    state = state &+ 0x9e37_79b9_7f4a_7c15 &+ salt
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
