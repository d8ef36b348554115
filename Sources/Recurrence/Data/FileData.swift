import Safetensors

/// x and targets from a safetensors file, the same at each step: x (T, B, I); target (B, O) or (T, B, O), or class
/// numbers (B) or (T, B).
struct FileData: DataSource {
  static let kind = TaskKind(
    name: "file", wantsPath: true, help: "x and target from a safetensors file",
    leavesOpen: ["outputs"], usualLossAt: .last,
    open: { path, sizes, _, _ in try FileData(reading: path, outputs: sizes.outputs) })

  let isFixed = true
  let inputs: Int
  let outputs: Int
  let loss: Loss
  let lossAt: LossPosition
  var lossPositions: [LossPosition] { [lossAt] }
  let fixedLength: Int?
  let fixedBatch: Int?
  private let x: [Double]
  private let target: [Double]

  init(reading path: String, outputs wanted: Int) throws {
    let file = try SafetensorsFile(reading: path)
    guard let shape = file.shape(of: "x"), let targetShape = file.shape(of: "target") else {
      throw FileError(path, "needs the tensors x (T, B, inputs) and target")
    }
    guard shape.count == 3, shape.allSatisfy({ $0 > 0 }) else {
      throw FileError(path, "x has shape \(shape) where (T, B, inputs) belongs, none of them 0")
    }
    let (length, batch) = (shape[0], shape[1])
    x = try file.doubles("x")
    (fixedLength, fixedBatch, inputs) = (length, batch, shape[2])

    let lead = file.isInteger("target") ? targetShape : Array(targetShape.dropLast())
    switch lead {
    case [batch]: lossAt = .last
    case [length, batch]: lossAt = .every
    default:
      throw FileError(
        path,
        "target has shape \(targetShape); with x of \(length) timesteps and batch \(batch) it must be "
          + "[\(batch), outputs] or [\(length), \(batch), outputs], or without the outputs for class numbers")
    }
    if file.isInteger("target") {
      loss = .xent
      let classes = try file.integers("target")
      // No readout has more outputs.
      guard let least = classes.min(), let most = classes.max(), least >= 0, most < 4096 else {
        throw FileError(path, "target holds class numbers outside 0 … 4095")
      }
      outputs = max(wanted, most + 1)
      target = classes.map(Double.init)
    } else {
      loss = .mse
      guard let last = targetShape.last, last > 0 else { throw FileError(path, "target has no outputs") }
      outputs = last
      target = try file.doubles("target")
    }
  }

  func fill(
    x: MutableTensor, target: MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64, step: Int
  ) {
    x.copy(self.x)
    target.copy(self.target)
  }
}

extension TaskName {
  /// x and target from a safetensors file.
  public static func file(path: String) -> TaskName { TaskName(FileData.kind, path: path) }
}
