/// Where the direct gradients of a stack come from: a loss that reads its hidden states, or a run elsewhere that
/// recorded them.
protocol Head {
  /// What the head makes of the top layer's hidden states.
  func forward(_ trace: StackTrace, _ batch: Batch)

  /// Fills the top layer's direct gradients, and those of the head's own parameters. Yields what arrives at the layers'
  /// last states besides, bottom first, (states, B, H) each; nil where nothing does.
  func backward(_ trace: StackTrace, _ batch: Batch) -> [Tensor]?
}

extension Stack {
  /// One step forward and back: states, losses where the head has some, and every gradient.
  ///
  /// Nil where `stop` ended the work early; the trace then holds nothing of meaning.
  func run(
    _ p: Parameters, gradients: Parameters, _ batch: Batch, trace: StackTrace, head: some Head, activation: Activation,
    clipping: Clipping = .off, window: Int = .max, stop: StopSignal = .never
  ) -> BackwardClipReport? {
    forward(p, batch, trace: trace, activation: activation, stop: stop)
    if stop.isSet { return nil }
    head.forward(trace, batch)
    let final = head.backward(trace, batch)
    let report = backward(
      p, gradients: gradients, batch, trace: trace, final: final, clipping: clipping, window: window, stop: stop)
    return stop.isSet ? nil : report
  }
}
