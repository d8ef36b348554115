import Recurrence

extension English {
  /// What stands in a view in place of a picture, or beside it.
  public func line(_ note: Note) -> String {
    switch note {
    case .firstStep: "the first training step is under way …"
    case .lastFinite: "{ goes back to the last finite step: what is changed there begins a branch."
    case .underWay(let share): "being worked out …" + (share.map { " \(percent($0))" } ?? "")
    case .tooSmall(let needed, let size):
      "gradflow needs \(needed.width)×\(needed.height); this is \(size.width)×\(size.height). q quits"
    case .allAbove(let decades): "all above 1e\(Int(decades)): Z shifts the scale up"
    case .allBelow(let decades): "all below 1e\(Int(decades)): z shifts the scale down"
    case .allZero: "all exactly 0"
    case .allBroken: "all NaN or Inf: e tells where the first one is"
    case .lost(let lens):
      "\(lens.format.name) would make \(share(.flushed, lens)) zero, \(share(.subnormal, lens)) subnormal, "
        + "\(share(.overflowed, lens)) Inf"
    case .truncated(let window, let part):
      "k=\(window): ∂L/∂W keeps cosine \(part.cosine.fixed(3)), norm ×\(part.normRatio.fixed(3))"
    case .clipped(let steps, let components, let insideBPTT, let room):
      switch room {
      case .much:
        "clipped: \(percent(steps)) of all steps, now \(percent(components)) of the "
          + (insideBPTT ? "∂L/∂h_t's components" : "components")
      case .some: "clipped: \(percent(steps)) of steps, now \(percent(components)) of components"
      case .little: "clipped: \(percent(steps)), now \(percent(components))"
      }
    case .norms(let median, let highestTenth):
      "Over the run ‖∂L/∂W‖ has its median at \(median.short()): θ = \(highestTenth.short()) would clip one step in ten."
    case .otherLength(let a, let b): "T \(a) and T \(b): no timestep of one is a timestep of the other"
    case .checking(let share): "\(percent(share)) done; Esc stops it"
    case .resolved:
      "Resolved: the difference knows the gradient to a digit at least. A difference may miss by what rounding allows."
    }
  }

  private func share(_ fate: FloatFormat.Fate, _ lens: PrecisionLens) -> String {
    "\((100 * Double(lens.counts[fate] ?? 0) / Double(max(1, lens.fates.count))).fixed(1))%"
  }
}
