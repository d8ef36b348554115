/// Where and how gradients are cut to a threshold θ. The meanings are kept apart, because each does something else.
public struct Clipping: Sendable, Hashable {
  /// Where the cut is made, and by which measure.
  public enum Mode: String, CaseIterable, Sendable {
    /// No clipping.
    case off
    /// At the update, each component of ∂L/∂W into [−θ, θ].
    case value
    /// At the update, all of ∂L/∂W scaled by θ/‖g‖ where ‖g‖ > θ (Pascanu, Mikolov and Bengio 2013, algorithm 1).
    case norm
    /// Inside BPTT, each component of ∂L/∂h_t into [−θ, θ] before it flows on to t−1.
    case bpttValue = "bptt-value"
    /// Inside BPTT, ∂L/∂h_t of the whole batch scaled by θ/‖∂L/∂h_t‖ where that is above θ, before it flows on.
    case bpttNorm = "bptt-norm"

    /// The meaning in words, for a screen.
    public var title: String {
      switch self {
      case .off: "no clipping"
      case .value: "by value, at the update"
      case .norm: "by global norm, at the update"
      case .bpttValue: "by value, inside BPTT"
      case .bpttNorm: "by norm, inside BPTT"
      }
    }

    /// Whether it changes ∂L/∂h_t on its way back, and not just the update.
    public var isInsideBPTT: Bool { self == .bpttValue || self == .bpttNorm }
  }

  /// Where and how.
  public var mode: Mode
  /// θ, above 0.
  public var threshold: Double

  /// Clipping of a mode at θ.
  public init(_ mode: Mode, threshold: Double = 1) {
    self.mode = mode
    self.threshold = threshold
  }

  /// No clipping.
  public static let off = Clipping(.off)

  /// Cuts gradients in place at the update; tells how many components were changed. The modes inside BPTT leave them.
  func apply(to gradients: UnsafeMutableBufferPointer<Double>, norm: Double) -> Int {
    switch mode {
    case .value: return clipByValue(gradients, threshold)
    case .norm: return clipByNorm(gradients, threshold, norm: norm)
    case .off, .bpttValue, .bpttNorm: return 0
    }
  }
}

/// What clipping did in one training step.
public struct ClipReport: Sendable, Equatable {
  /// ‖∂L/∂W‖ over all parameters, as BPTT left it and as the optimiser got it.
  public var normBefore = 0.0
  /// The norm after clipping at the update.
  public var normAfter = 0.0
  /// The share of components that were changed: of ∂L/∂W at the update, or of all ∂L/∂h_t inside BPTT.
  public var componentShare = 0.0
  /// The share of timesteps whose ∂L/∂h_t was cut inside BPTT.
  public var timestepShare = 0.0
  /// Whether anything was cut in this step.
  public var isClipped = false
}

extension Trace {
  /// Clips at the update, where the settings say so: fills `clipped` from `gradients`, and the report.
  func clip() {
    clipped.copy(from: gradients)
    let all = UnsafeMutableBufferPointer(start: clipped.all.pointer, count: clipped.all.count)
    clipReport.normBefore = gradients.all.norm
    let cut = experiment.clipping.apply(to: all, norm: clipReport.normBefore)
    clipReport.normAfter = cut > 0 ? clipped.all.norm : clipReport.normBefore
    if !experiment.clipping.mode.isInsideBPTT {
      clipReport.componentShare = Double(cut) / Double(all.count)
      clipReport.isClipped = cut > 0
    }
  }
}

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

/// Each value into [−θ, θ]; NaN stays NaN.
private func clipByValue(_ values: UnsafeMutableBufferPointer<Double>, _ threshold: Double) -> Int {
  var cut = 0
  for k in values.indices where abs(values[k]) > threshold {
    values[k] = values[k] > 0 ? threshold : -threshold
    cut += 1
  }
  return cut
}

/// All values scaled to norm θ where they exceed it.
private func clipByNorm(_ values: UnsafeMutableBufferPointer<Double>, _ threshold: Double, norm: Double) -> Int {
  guard norm > threshold else { return 0 }
  let scale = threshold / norm
  for k in values.indices { values[k] *= scale }
  return values.count
}
