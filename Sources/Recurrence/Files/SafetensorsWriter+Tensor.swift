import Safetensors

extension SafetensorsWriter {
  /// Adds a tensor; `shape` where the file's differs from the tensor's own. Whole numbers are written as I64.
  public mutating func add(_ name: String, _ tensor: Tensor, shape: [Int]? = nil, asInteger: Bool = false) {
    add(name, shape: shape ?? tensor.shape, asInteger: asInteger) { write in try tensor.withValues(write) }
  }
}
