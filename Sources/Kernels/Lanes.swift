import CKernels

/// Eight doubles that every elementwise equation is written over.
///
/// Eight, whatever the processor's width: enough independent work to hide the latency of a polynomial, and one
/// register of AVX-512, two of AVX2, four of SSE2 or NEON.
struct Lanes {
  let vector: LaneVector

  @inline(__always)
  init(_ vector: LaneVector) { self.vector = vector }

  /// All lanes the same.
  @inline(__always)
  init(repeating value: Double) { vector = lanes_repeating(value) }

  @inline(__always)
  static var zero: Lanes { 0 }

  /// Eight values from `source` on. Where fewer are meant, those beyond are read too: an arena has room for it.
  @inline(__always)
  init(loading source: UnsafePointer<Double>) { vector = lanes_load(source) }

  /// Writes the first `count` lanes to `destination`, at most eight.
  @inline(__always)
  func store(_ destination: UnsafeMutablePointer<Double>, _ count: Int) {
    if count >= 8 {
      lanes_store(destination, vector)
    } else {
      lanes_store_first(destination, vector, count)
    }
  }

  subscript(lane: Int) -> Double { vector[lane] }
}

extension Lanes: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  @inline(__always)
  init(floatLiteral value: Double) { self.init(repeating: value) }
  @inline(__always)
  init(integerLiteral value: Int) { self.init(repeating: Double(value)) }
}

extension Lanes {
  @inline(__always)
  static func + (a: Lanes, b: Lanes) -> Lanes { Lanes(lanes_sum(a.vector, b.vector)) }
  @inline(__always)
  static func - (a: Lanes, b: Lanes) -> Lanes { Lanes(lanes_difference(a.vector, b.vector)) }
  @inline(__always)
  static func * (a: Lanes, b: Lanes) -> Lanes { Lanes(lanes_product(a.vector, b.vector)) }
  @inline(__always)
  static func / (a: Lanes, b: Lanes) -> Lanes { Lanes(lanes_quotient(a.vector, b.vector)) }
  @inline(__always)
  static prefix func - (a: Lanes) -> Lanes { Lanes(lanes_negative(a.vector)) }
  @inline(__always)
  static func += (a: inout Lanes, b: Lanes) { a = a + b }
}

/// Which of eight lanes are meant.
struct LaneMask {
  fileprivate let bits: LaneBits
}

extension Lanes {
  /// False where either is NaN.
  @inline(__always)
  static func .> (a: Lanes, b: Lanes) -> LaneMask { LaneMask(bits: lanes_above(a.vector, b.vector)) }
  /// False where either is NaN.
  @inline(__always)
  static func .>= (a: Lanes, b: Lanes) -> LaneMask { LaneMask(bits: lanes_at_or_above(a.vector, b.vector)) }

  /// `other` in the lanes of the mask, these values in the rest.
  @inline(__always)
  func replacing(with other: Lanes, where mask: LaneMask) -> Lanes {
    Lanes(lanes_choose(mask.bits, other.vector, vector))
  }
}

/// |a|
@inline(__always)
func abs(_ a: Lanes) -> Lanes { Lanes(lanes_magnitude(a.vector)) }
/// √a
@inline(__always)
func squareRoot(_ a: Lanes) -> Lanes { Lanes(lanes_square_root(a.vector)) }

// Each within two units in the last place (tests hold them to it), with the standard's values at ±Inf and NaN.

/// e^x.
@inline(__always)
func exp(_ x: Lanes) -> Lanes { Lanes(lanes_exp(x.vector)) }
/// e^x − 1, exact near 0.
@inline(__always)
func expm1(_ x: Lanes) -> Lanes { Lanes(lanes_expm1(x.vector)) }
/// The gates' σ(x) = 1 / (1 + e^(−x)).
@inline(__always)
func logistic(_ x: Lanes) -> Lanes { Lanes(lanes_logistic(x.vector)) }
/// tanh x.
@inline(__always)
func hyperbolicTangent(_ x: Lanes) -> Lanes { Lanes(lanes_tanh(x.vector)) }
