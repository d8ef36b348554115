/// One layer of any cell: all the matrix work, forward and back through time.
///
/// Wx·x of all timesteps is one product, Wh·h is a product per timestep, and the weight gradients are products over
/// all timesteps at once. The cell adds its elementwise equations between them. An object, as a copy would retain each of
/// its tensors; its memory is for one step at a time.
final class Layer {
  let shape: Shape
  let index: Int
  let cell: CellKind
  let crew: Crew
  /// Wxᵀ (inputs, G·H) and Whᵀ (H, G·H) for the way forward.
  let forwardWeights: (x: PackedMatrix, h: PackedMatrix)
  /// Wx (G·H, inputs) and Wh (G·H, H) for the way back.
  let backwardWeights: (x: PackedMatrix, h: PackedMatrix)
  /// Wx·x + bx of a block of timesteps, share by share. (block, B, G·H)
  let ax: Tensor
  /// Wh·h + bh of one timestep. (B, G·H)
  let ah: Tensor
  /// x of a block of timesteps, share by share; a single share reads it where it is. (block, B, inputs)
  private let ownX: Tensor?
  /// ∂L/∂states on their way from t to t−1. (states, B, H)
  let carried: Tensor
  /// What passes unchanged through samples that have no timestep t. (states, B, H)
  let passing: Tensor
  /// How many timesteps make one matrix product: enough rows for the kernel, few enough to stay in the cache and to
  /// stop between.
  let block: Int
  /// Whether a pass takes so long that other cores are worth waking.
  private let isLong: Bool

  init(_ shape: Shape, index: Int, crew: Crew = .shared) {
    self.shape = shape
    self.index = index
    self.crew = crew
    cell = shape.cell
    block = min(shape.length, max(1, 256 / shape.batch))
    let (inputs, rows, isForOne) = (shape.inputs(ofLayer: index), shape.gateRows, shape.batch == 1)
    forwardWeights = (
      PackedMatrix(rows: inputs, columns: rows, isForOne: false),
      PackedMatrix(rows: shape.hidden, columns: rows, isForOne: isForOne)
    )
    backwardWeights = (
      PackedMatrix(rows: rows, columns: inputs, isForOne: false),
      PackedMatrix(rows: rows, columns: shape.hidden, isForOne: isForOne)
    )
    ax = Tensor(shape: [block, shape.batch, shape.gateRows])
    ah = Tensor(shape: [shape.batch, shape.gateRows])
    carried = Tensor(shape: [cell.states.count, shape.batch, shape.hidden])
    passing = Tensor(shape: carried.shape)
    isLong = shape.batch > 1 && shape.length * shape.batch * rows * (inputs + shape.hidden) >= Layer.longPass
    ownX = isLong ? Tensor(shape: [block, shape.batch, inputs]) : nil
  }

  /// The products of numbers that a pass on one core makes in some tenths of a millisecond.
  private static let longPass = 4_000_000

  var inputs: Int { shape.inputs(ofLayer: index) }
  var row: Int { shape.batch * shape.hidden }
  var projection: Int { shape.batch * shape.gateRows }

  /// Fills the trace's states, gates and saved values of the timesteps after `start`, from the state that it holds
  /// there. `x` is (T, B, inputs).
  func forward(
    _ p: LayerParameters, x: Tensor, batch: Batch, trace: LayerTrace, activation: Activation, from start: Int = 0,
    stop: StopSignal
  ) {
    forwardWeights.x.pack(transposing: p.inputWeights.pointer)
    forwardWeights.h.pack(transposing: p.recurrentWeights.pointer)
    let shares = shares
    let pass = ForwardPass(
      layer: self, inputBias: p.inputBias.pointer, recurrentBias: p.recurrentBias.pointer, x: x.pointer, batch: batch,
      trace: trace, activation: activation, start: start, shares: shares, stop: stop)
    crew.perform(shares, of: pass)
  }

  /// Backpropagation through time. Reads `trace.dhDirect`; fills the trace's gradients.
  ///
  /// What flows back is dropped every `window` timesteps, counted from T: truncated BPTT. `final` is what arrives at the
  /// states beside h of each sample's last timestep, (states, B, H).
  func backward(
    _ p: LayerParameters, batch: Batch, trace: LayerTrace, final: Tensor?, clipping: Clipping, window: Int,
    stop: StopSignal
  ) -> BackwardClipReport {
    var report = BackwardClipReport()
    backwardWeights.h.pack(p.recurrentWeights.pointer)
    let shares = shares
    let pass = BackwardPass(
      layer: self, batch: batch, trace: trace, final: final, window: window, shares: shares, stop: stop)
    if clipping.mode.isInsideBPTT {
      // One norm and one count for all samples of a timestep.
      pass.perform(0..<shape.batch, clipping, &report)
    } else {
      crew.perform(shares, of: pass)
    }
    trace.dInitial.copy(from: carried)
    return report
  }

  /// ∂L/∂W as sums over all timesteps, after `backward`.
  func accumulate(_ gradients: LayerParameters, x: Tensor, trace: LayerTrace, stop: StopSignal) {
    let shares = isLong ? min(crew.hands, WeightSums.blocks(shape)) : 1
    let sums = WeightSums(
      layer: self, gradients: gradients, x: x.pointer, trace: trace, shares: shares, stop: stop)
    crew.perform(shares, of: sums)
    if cell.addsProjections { gradients.recurrentBias.copy(from: gradients.inputBias) }
  }

  /// ∂L/∂x, which is the direct part of ∂L/∂h_t in the layer below. (T, B, inputs)
  func descend(_ p: LayerParameters, trace: LayerTrace, into dx: Tensor, stop: StopSignal) {
    backwardWeights.x.pack(p.inputWeights.pointer)
    let shares = shares
    crew.perform(shares, of: InputGradients(layer: self, trace: trace, dx: dx, shares: shares, stop: stop))
  }
}

// What a layer shares out.

extension Layer {
  /// Samples that stay together: fewer would read Wh for too little.
  private static let together = 4

  /// How many shares the samples are worth now. A row of a product is the same whichever rows are with it, so their number
  /// changes no bit.
  private var shares: Int {
    isLong ? min(crew.hands, (shape.batch + Layer.together - 1) / Layer.together) : 1
  }

  /// The samples of a share. Lanes past the end of its last row are read while another core may write there; they count
  /// for nothing.
  func samples(_ share: Int, of shares: Int) -> Range<Int> {
    let groups = (shape.batch + Layer.together - 1) / Layer.together
    func bound(_ k: Int) -> Int { min(shape.batch, groups * k / shares * Layer.together) }
    return bound(share)..<bound(share + 1)
  }

  /// What some samples read at some timesteps, row by row. (timesteps, samples, inputs)
  func input(
    _ x: UnsafePointer<Double>, _ timesteps: Range<Int>, _ samples: Range<Int>
  ) -> UnsafePointer<Double> {
    let start = x + timesteps.lowerBound * shape.batch * inputs
    guard samples.count < shape.batch, let ownX else { return start }
    let own = ownX.pointer + samples.lowerBound * block * inputs
    for k in 0..<timesteps.count {
      let source = start + (k * shape.batch + samples.lowerBound) * inputs
      (own + k * samples.count * inputs).update(from: source, count: samples.count * inputs)
    }
    return UnsafePointer(own)
  }
}
