/// What clipping inside BPTT did, in a layer or in all of a stack.
struct BackwardClipReport {
  /// How many values of ∂L/∂h_t were changed.
  var components = 0
  /// At how many timesteps of a layer something was.
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
