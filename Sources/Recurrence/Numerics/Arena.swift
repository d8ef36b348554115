/// One run of memory for doubles, aligned to a cache line and zero at first, with room to read a whole lane past the
/// end. Tensors are views of it and keep it alive.
final class Arena: @unchecked Sendable {
  let base: UnsafeMutablePointer<Double>
  let count: Int

  init(count: Int) {
    self.count = count
    let bytes = (count + Arena.lane) * MemoryLayout<Double>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    base = raw.assumingMemoryBound(to: Double.self)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// The doubles of a cache line, and of the widest vector.
  static let lane = 8
}

/// A place in an arena, and the shape of what lies there.
struct Region: Sendable {
  let shape: [Int]
  /// Doubles from the arena's base.
  let offset: Int
  let count: Int

  init(_ shape: [Int], at offset: Int) {
    self.init(shape, at: offset, count: shape.reduce(1, *))
  }

  private init(_ shape: [Int], at offset: Int, count: Int) {
    (self.shape, self.offset, self.count) = (shape, offset, count)
  }

  /// The same shape at another place.
  func moved(to offset: Int) -> Region { Region(shape, at: offset, count: count) }
}

/// Lays regions out one after another, each from a cache line on.
struct ArenaPlan {
  /// The doubles that all regions so far take.
  private(set) var count = 0

  /// The next free place for a tensor of that shape.
  mutating func place(_ shape: [Int]) -> Region {
    let region = Region(shape, at: count)
    count += (region.count + Arena.lane - 1) / Arena.lane * Arena.lane
    return region
  }
}
