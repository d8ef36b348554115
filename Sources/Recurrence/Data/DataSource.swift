/// Where the x and the targets of each training step come from.
public protocol DataSource: Sendable {
  /// I, the values of x at a timestep.
  var inputs: Int { get }
  /// O, the readout's values that the targets ask for.
  var outputs: Int { get }
  /// Every O that the targets allow; nil where they are made for any.
  var possibleOutputs: ClosedRange<Int>? { get }
  /// T and B where the data fix them.
  var fixedLength: Int? { get }
  /// See `fixedLength`.
  var fixedBatch: Int? { get }
  /// The loss that suits the targets.
  var loss: Loss { get }
  /// Every loss that the targets allow.
  var losses: [Loss] { get }
  /// Where the loss reads the output unless the settings say otherwise.
  var lossAt: LossPosition { get }
  /// Every position that the targets allow.
  var lossPositions: [LossPosition] { get }

  /// Whether the data are the same at each step, so that they need not be filled in again.
  var isFixed: Bool { get }

  /// Fills x (T, B, I) and the targets, (loss steps, B, O) or (loss steps, B) class numbers, of training step `step`.
  func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  )
}

extension DataSource {
  /// Any.
  public var possibleOutputs: ClosedRange<Int>? { nil }
  /// The data don't fix T.
  public var fixedLength: Int? { nil }
  /// The data don't fix B.
  public var fixedBatch: Int? { nil }
  /// New data at each step.
  public var isFixed: Bool { false }
  /// The one loss.
  public var losses: [Loss] { [loss] }
  /// Both positions.
  public var lossPositions: [LossPosition] { LossPosition.allCases }
}
