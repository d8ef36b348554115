/// A row-major array of doubles with a shape: a view that keeps its memory alive.
///
/// Copies share their memory. A tensor never changes once it has been handed out, for as long as anybody holds it; one
/// that is to be filled in is a `MutableTensor`.
public struct Tensor: @unchecked Sendable {
  /// The extent along each axis.
  public let shape: [Int]
  /// How many values there are.
  public let count: Int
  private let arena: Arena
  let pointer: UnsafeMutablePointer<Double>

  /// A tensor of zeros.
  public init(shape: [Int]) {
    let region = Region(shape, at: 0)
    self.init(in: Arena(count: region.count), region)
  }

  /// A tensor of the given values, which must be as many as the shape says.
  public init(shape: [Int], values: [Double]) {
    self.init(shape: shape)
    precondition(values.count == count, "\(values.count) values for shape \(shape)")
    values.withUnsafeBufferPointer { pointer.update(from: $0.baseAddress!, count: count) }
  }

  /// What lies in a region of an arena.
  init(in arena: Arena, _ region: Region) {
    precondition(
      region.offset >= 0 && region.offset + region.count <= arena.count, "a view past the end of its memory")
    self.arena = arena
    shape = region.shape
    count = region.count
    pointer = arena.base + region.offset
  }

  /// The region of this tensor's memory that begins `offset` values on, seen with another shape; the memory is shared.
  func view(shape: [Int], offset: Int) -> Tensor {
    Tensor(in: arena, Region(shape, at: pointer - arena.base + offset))
  }

  /// What lies in a region that counts from this tensor's first value.
  func view(_ region: Region) -> Tensor { Tensor(in: arena, region.moved(to: pointer - arena.base + region.offset)) }

  /// The view of what lies at `index` on the first axis.
  public subscript(index: Int) -> Tensor {
    precondition(index >= 0 && index < shape[0], "index \(index) on an axis of \(shape[0])")
    let inner = Array(shape.dropFirst())
    return view(shape: inner, offset: index * inner.reduce(1, *))
  }

  /// The value at a flat, row-major position.
  public subscript(flat index: Int) -> Double {
    precondition(index >= 0 && index < count, "position \(index) of \(count)")
    return pointer[index]
  }

  /// The values in row-major order, for as long as `body` runs.
  public func withValues<R>(_ body: (UnsafeBufferPointer<Double>) throws -> R) rethrows -> R {
    try withExtendedLifetime(arena) { try body(UnsafeBufferPointer(start: pointer, count: count)) }
  }

  /// The values as an array, copied.
  public var values: [Double] { withValues(Array.init) }

  /// The Euclidean norm of all values, safe from overflow and underflow.
  public var norm: Double { withValues(euclideanNorm) }

  func copy(from other: Tensor) {
    precondition(count == other.count, "\(other.count) values copied into \(count)")
    pointer.update(from: other.pointer, count: count)
  }

  /// The same values in memory of their own.
  func copy() -> Tensor {
    let copy = Tensor(shape: shape)
    copy.copy(from: self)
    return copy
  }

  func fill(_ value: Double) { pointer.update(repeating: value, count: count) }
}
