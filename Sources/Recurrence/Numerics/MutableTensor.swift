/// A tensor that is there to be filled in: what a source of data is handed, for as long as the call lasts, or one of
/// one's own.
///
/// There is no second one for the same memory, so whoever was lent it can't go on writing; filling needs no `var`.
public struct MutableTensor: ~Copyable {
  private let memory: Tensor

  /// Zeros of a shape.
  public init(shape: [Int]) { memory = Tensor(shape: shape) }

  /// The memory of a tensor that nobody else has seen.
  init(_ memory: Tensor) { self.memory = memory }

  /// The values as they are now, copied.
  public var tensor: Tensor {
    let copy = Tensor(shape: shape)
    copy.copy(from: memory)
    return copy
  }

  /// The extent along each axis.
  public var shape: [Int] { memory.shape }
  /// How many values there are.
  public var count: Int { memory.count }

  /// The value at a flat, row-major position.
  public subscript(flat index: Int) -> Double {
    get { memory[flat: index] }
    nonmutating set {
      precondition(index >= 0 && index < count, "position \(index) of \(count)")
      memory.pointer[index] = newValue
    }
  }

  /// The value at a place of a tensor of two axes.
  public subscript(i: Int, j: Int) -> Double {
    get { memory.pointer[position(i, j)] }
    nonmutating set { memory.pointer[position(i, j)] = newValue }
  }

  /// The value at a place of a tensor of three axes, such as x: timestep, sample, input.
  public subscript(i: Int, j: Int, k: Int) -> Double {
    get { memory.pointer[position(i, j, k)] }
    nonmutating set { memory.pointer[position(i, j, k)] = newValue }
  }

  /// One value everywhere.
  public func fill(_ value: Double) { memory.fill(value) }

  /// All values, row-major; they must be as many.
  public func copy(_ values: [Double]) {
    precondition(values.count == count, "\(values.count) values for shape \(shape)")
    withValues { _ = $0.update(fromContentsOf: values) }
  }

  /// The values in row-major order, to be written, for as long as `body` runs.
  public func withValues<R>(_ body: (UnsafeMutableBufferPointer<Double>) throws -> R) rethrows -> R {
    try withExtendedLifetime(memory) {
      try body(UnsafeMutableBufferPointer(start: memory.pointer, count: memory.count))
    }
  }

  private func position(_ i: Int, _ j: Int) -> Int {
    let shape = memory.shape
    precondition(
      shape.count == 2 && i >= 0 && i < shape[0] && j >= 0 && j < shape[1], "place \(i), \(j) of shape \(shape)")
    return i * shape[1] + j
  }

  private func position(_ i: Int, _ j: Int, _ k: Int) -> Int {
    let shape = memory.shape
    precondition(
      shape.count == 3 && i >= 0 && i < shape[0] && j >= 0 && j < shape[1] && k >= 0 && k < shape[2],
      "place \(i), \(j), \(k) of shape \(shape)")
    return (i * shape[1] + j) * shape[2] + k
  }
}
