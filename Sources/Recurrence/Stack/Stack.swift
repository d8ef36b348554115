/// Stacked recurrent layers: forward over a batch, and back through time from direct gradients.
///
/// Its memory is for one step at a time.
struct Stack {
  let shape: Shape
  private let layers: [Layer]

  init(_ shape: Shape, crew: Crew = .shared) {
    _ = matrixLibraryIsReady
    self.shape = shape
    layers = (0..<shape.layers).map { Layer(shape, index: $0, crew: crew) }
  }

  /// A state of a layer, h_t and its like with t = 0 … T, that stands changed in a trace.
  struct ChangedState {
    let layer: Int
    let t: Int
  }

  /// Fills the trace's states, gates and saved values; only what follows from `changed`, where that is given.
  func forward(
    _ p: Parameters, _ batch: Batch, trace: StackTrace, activation: Activation, after changed: ChangedState? = nil,
    stop: StopSignal
  ) {
    for k in (changed?.layer ?? 0)..<shape.layers {
      // In its own layer the change is felt at t + 1, in those above at t.
      let start = changed.map { k == $0.layer ? $0.t : max(0, $0.t - 1) } ?? 0
      if changed == nil { begin(batch, layer: k, trace[k]) }
      layers[k].forward(
        p.layer(k), x: trace.input(ofLayer: k, x: batch.x), batch: batch, trace: trace[k], activation: activation,
        from: start,
        stop: stop)
    }
  }

  /// The states at t = 0.
  private func begin(_ batch: Batch, layer: Int, _ trace: LayerTrace) {
    let (states, row) = (trace.states, shape.batch * shape.hidden)
    for k in shape.cell.states.indices {
      let first = states.pointer + k * (shape.length + 1) * row
      if let initial = batch.initial?[layer] {
        first.update(from: initial.pointer + k * row, count: row)
      } else {
        first.update(repeating: 0, count: row)
      }
    }
  }

  /// Backpropagation through time, over `window` timesteps at a time: fills the trace's gradients and ∂L/∂W of the
  /// layers from the direct gradients of the top layer's h_t, which its `dhDirect` holds.
  ///
  /// `final` is what arrives at each layer's last states from outside of the stack, (states, B, H), where something does.
  func backward(
    _ p: Parameters, gradients: Parameters, _ batch: Batch, trace: StackTrace, final: [Tensor]? = nil,
    clipping: Clipping, window: Int = .max, stop: StopSignal
  ) -> BackwardClipReport {
    var cuts = BackwardClipReport()
    for k in stride(from: shape.layers - 1, through: 0, by: -1) {
      let (layer, own) = (layers[k], trace[k])
      if let final = final?[k] { addDirect(final, batch, own) }
      let report = layer.backward(
        p.layer(k), batch: batch, trace: own, final: final?[k], clipping: clipping, window: window, stop: stop)
      cuts.components += report.components
      cuts.timesteps += report.timesteps
      if k > 0 { layer.descend(p.layer(k), trace: own, into: trace[k - 1].dhDirect, stop: stop) }
      layer.accumulate(gradients.layer(k), x: trace.input(ofLayer: k, x: batch.x), trace: own, stop: stop)
    }
    return cuts
  }

  /// What arrives at a last h is direct.
  private func addDirect(_ final: Tensor, _ batch: Batch, _ trace: LayerTrace) {
    let (direct, hidden) = (trace.dhDirect, shape.hidden)
    for sample in 0..<shape.batch {
      let from = sample * hidden
      let to = ((batch.end(of: sample) - 1) * shape.batch + sample) * hidden
      for unit in 0..<hidden { direct.pointer[to + unit] += final.pointer[from + unit] }
    }
  }
}
