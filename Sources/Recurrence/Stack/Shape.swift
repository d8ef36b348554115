/// The sizes of a network and of the sequences it is run on.
public struct Shape: Sendable, Equatable {
  /// The cell of every layer.
  public var cell: CellKind
  /// Stacked layers.
  public var layers: Int
  /// I, the values of x at each timestep.
  public var inputs: Int
  /// H, the units of each layer.
  public var hidden: Int
  /// O, the readout's values.
  public var outputs: Int
  /// T, timesteps.
  public var length: Int
  /// B, sequences at once.
  public var batch: Int
  /// Where the loss reads y: at T alone, or at every timestep.
  public var lossAt: LossPosition

  /// A network's sizes.
  public init(
    cell: CellKind, layers: Int, inputs: Int, hidden: Int, outputs: Int, length: Int, batch: Int,
    lossAt: LossPosition
  ) {
    self.cell = cell
    self.layers = layers
    self.inputs = inputs
    self.hidden = hidden
    self.outputs = outputs
    self.length = length
    self.batch = batch
    self.lossAt = lossAt
  }

  /// G·H, the rows of Wx and Wh.
  var gateRows: Int { cell.gates.count * hidden }
  /// The values that come into layer k from below.
  func inputs(ofLayer layer: Int) -> Int { layer == 0 ? inputs : hidden }
  /// How many timesteps have a loss.
  public var lossSteps: Int { lossAt == .last ? 1 : length }
}

/// Where the loss reads the output.
public enum LossPosition: String, CaseIterable, Sendable, Codable {
  /// L = L_T.
  case last
  /// L = Σ_t L_t.
  case every
}
