extension Clipping {
  /// Cuts gradients in place at the update; tells how many components were changed. The modes inside BPTT leave them.
  func apply(to gradients: UnsafeMutableBufferPointer<Double>, norm: Double) -> Int {
    switch mode {
    case .value: return clipByValue(gradients, threshold)
    case .norm: return clipByNorm(gradients, threshold, norm: norm)
    case .off, .bpttValue, .bpttNorm: return 0
    }
  }

  /// Clips at the update, where the settings say so: fills the trace's `clipped` from its `gradients`, and its report.
  func apply(to trace: inout Trace) {
    let clipped = trace.clipped
    clipped.copy(from: trace.gradients)
    let all = UnsafeMutableBufferPointer(start: clipped.all.pointer, count: clipped.all.count)
    trace.clipReport.normBefore = trace.gradients.all.norm
    let cut = apply(to: all, norm: trace.clipReport.normBefore)
    trace.clipReport.normAfter = cut > 0 ? clipped.all.norm : trace.clipReport.normBefore
    if !mode.isInsideBPTT {
      trace.clipReport.componentShare = Double(cut) / Double(all.count)
      trace.clipReport.isClipped = cut > 0
    }
  }
}
