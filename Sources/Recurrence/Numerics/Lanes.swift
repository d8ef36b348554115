/// Eight doubles that every elementwise equation is written over.
///
/// Eight, whatever the processor's width: enough independent work to hide the latency of a polynomial, and one
/// register of AVX-512, two of AVX2, four of SSE2 or NEON.
public typealias Lanes = SIMD8<Double>

/// A structure of nothing but `Lanes`, such as a cell's gates: its fields in order are its components.
///
/// The fields' names are for the equations; a layer loads and stores the components by position.
public protocol LaneRecord {
  /// All components zero.
  init()
}

/// The record of a cell that keeps nothing.
public struct NoLanes: LaneRecord {
  /// Nothing.
  public init() {}
}

extension LaneRecord {
  /// How many components the record has.
  @inlinable
  static var count: Int { MemoryLayout<Self>.size / MemoryLayout<Lanes>.size }

  /// Component k from `base + k·stride`, `lanes` of its eight values, the others 0.
  @inline(__always)
  static func load(_ base: UnsafePointer<Double>, stride: Int, lanes: Int) -> Self {
    var record = Self()
    withUnsafeMutableBytes(of: &record) { bytes in
      for k in 0..<count {
        bytes.storeBytes(
          of: Lanes(loading: base + k * stride, lanes), toByteOffset: k * MemoryLayout<Lanes>.size, as: Lanes.self)
      }
    }
    return record
  }

  /// Component k to `base + k·stride`, `lanes` of its eight values.
  @inline(__always)
  func store(_ base: UnsafeMutablePointer<Double>, stride: Int, lanes: Int) {
    withUnsafeBytes(of: self) { bytes in
      for k in 0..<Self.count {
        bytes.load(fromByteOffset: k * MemoryLayout<Lanes>.size, as: Lanes.self).store(base + k * stride, lanes)
      }
    }
  }
}

extension SIMD8 where Scalar == Double {
  /// The first `count` values at `source`, the others 0.
  @inline(__always)
  init(loading source: UnsafePointer<Double>, _ count: Int) {
    if count == 8 {
      self = UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
    } else {
      self = .zero
      for k in 0..<count { self[k] = source[k] }
    }
  }

  /// Writes the first `count` values to `destination`.
  @inline(__always)
  func store(_ destination: UnsafeMutablePointer<Double>, _ count: Int) {
    if count == 8 {
      UnsafeMutableRawPointer(destination).storeBytes(of: self, as: Lanes.self)
    } else {
      for k in 0..<count { destination[k] = self[k] }
    }
  }
}
