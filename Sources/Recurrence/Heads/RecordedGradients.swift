/// A head that stands for everything above the stack, by the direct gradients that a run elsewhere recorded.
struct RecordedGradients: Head {
  /// ∂L/∂h_t of the top layer as it arrives at t itself. (T, B, H)
  let dh: Tensor
  /// ∂L/∂ of each layer's last states, bottom first; nil where nothing reads them. (states, B, H)
  let final: [Tensor]?

  func forward(_ trace: StackTrace, _ batch: Batch) {}

  func backward(_ trace: StackTrace, _ batch: Batch) -> [Tensor]? {
    trace.top.dhDirect.copy(from: dh)
    return final
  }
}
