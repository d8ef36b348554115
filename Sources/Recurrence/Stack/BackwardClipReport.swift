/// What clipping inside BPTT did in one layer.
struct BackwardClipReport {
  var components = 0
  var timesteps = 0

  /// Cuts one timestep's ∂L/∂h_t in place.
  mutating func clip(_ dh: UnsafeMutableBufferPointer<Double>, _ clipping: Clipping) {
    let cut: Int
    switch clipping.mode {
    case .bpttValue: cut = clipByValue(dh, clipping.threshold)
    case .bpttNorm:
      cut = clipByNorm(dh, clipping.threshold, norm: euclideanNorm(UnsafeBufferPointer(dh)))
    case .off, .value, .norm: return
    }
    components += cut
    timesteps += cut > 0 ? 1 : 0
  }
}
