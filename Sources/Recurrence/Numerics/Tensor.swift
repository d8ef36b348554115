/// Memory for doubles, aligned to a cache line and zero at first, with room to read a whole lane past the end.
final class Buffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<Double>
  let count: Int

  init(count: Int) {
    self.count = count
    let bytes = (count + 8) * MemoryLayout<Double>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    base = raw.assumingMemoryBound(to: Double.self)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}

/// A row-major array of doubles with a shape.
///
/// Copies share their memory. The engine fills a trace's tensors before it hands the trace out and leaves them alone for
/// as long as anybody holds the trace: a tensor alone doesn't keep it. A trainer's parameters change at each step.
public struct Tensor: @unchecked Sendable {
  /// The extent along each axis.
  public let shape: [Int]
  /// How many values there are.
  public let count: Int
  private let buffer: Buffer
  let pointer: UnsafeMutablePointer<Double>

  /// A tensor of zeros.
  public init(shape: [Int]) {
    let count = shape.reduce(1, *)
    self.init(shape: shape, buffer: Buffer(count: count), offset: 0)
  }

  /// A tensor of the given values, which must be as many as the shape says.
  public init(shape: [Int], values: [Double]) {
    self.init(shape: shape)
    precondition(values.count == count, "\(values.count) values for shape \(shape)")
    values.withUnsafeBufferPointer { pointer.update(from: $0.baseAddress!, count: count) }
  }

  private init(shape: [Int], buffer: Buffer, offset: Int) {
    self.shape = shape
    self.count = shape.reduce(1, *)
    precondition(offset >= 0 && offset + count <= buffer.count, "a view past the end of its memory")
    self.buffer = buffer
    self.pointer = buffer.base + offset
  }

  /// `count` values from `offset` on, seen with another shape; the memory is shared.
  func view(shape: [Int], offset: Int) -> Tensor {
    Tensor(shape: shape, buffer: buffer, offset: pointer - buffer.base + offset)
  }

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
    try withExtendedLifetime(buffer) { try body(UnsafeBufferPointer(start: pointer, count: count)) }
  }

  /// The values as an array, copied.
  public var values: [Double] { withValues(Array.init) }

  /// The Euclidean norm of all values, safe from overflow and underflow.
  public var norm: Double { withValues(euclideanNorm) }

  func copy(from other: Tensor) {
    precondition(count == other.count, "\(other.count) values copied into \(count)")
    pointer.update(from: other.pointer, count: count)
  }
}
