import Safetensors

/// x and targets from a safetensors file, the same at each step: x (T, B, I); target (B, O) or (T, B, O), or class
/// numbers (B) or (T, B).
struct FileData: DataSource {
  static let kind = TaskKind(
    name: "file", wantsPath: true, help: "x and target from a safetensors file",
    leavesOpen: ["outputs"], usualLossAt: .last,
    open: { try FileData(reading: $0.path, outputs: $0.sizes.outputs, opened: $0.opened as? FileData) })

  var isFixed: Bool { true }
  let inputs: Int
  private(set) var outputs: Int
  let loss: Loss
  let lossAt: LossPosition
  var lossPositions: [LossPosition] { [lossAt] }
  let fixedLength: Int?
  let fixedBatch: Int?
  /// No readout has more outputs.
  private static let mostOutputs = 4096
  /// The fewest outputs that its targets allow: with class numbers there may be more.
  private let leastOutputs: Int
  var possibleOutputs: ClosedRange<Int>? { leastOutputs...(loss == .xent ? FileData.mostOutputs : leastOutputs) }
  private let version: RegularFile.Version
  private let path: String
  private let x: [Double]
  private let target: [Double]

  /// Reads a file; what was opened is taken as it is, if the file is still the same.
  init(reading path: String, outputs wanted: Int, opened: FileData? = nil) throws {
    let file = try SafetensorsFile(reading: path)
    if let opened, opened.path == path, opened.version == file.version {
      self = opened
      outputs = loss == .xent ? max(wanted, leastOutputs) : leastOutputs
      return
    }
    (self.path, version) = (path, file.version)
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
      guard let least = classes.min(), let most = classes.max(), least >= 0, most < FileData.mostOutputs else {
        throw FileError(path, "target holds class numbers outside 0 … \(FileData.mostOutputs - 1)")
      }
      leastOutputs = most + 1
      outputs = max(wanted, leastOutputs)
      target = classes.map(Double.init)
    } else {
      loss = .mse
      guard let last = targetShape.last, last > 0 else { throw FileError(path, "target has no outputs") }
      (leastOutputs, outputs) = (last, last)
      target = try file.doubles("target")
    }
  }

  func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  ) {
    x.copy(self.x)
    target.copy(self.target)
  }
}

extension TaskName {
  /// x and target from a safetensors file.
  public static func file(path: String) -> TaskName { TaskName(FileData.kind, path: path) }
}
