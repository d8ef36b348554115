import Recurrence

extension English {
  /// What the panel of one timestep of BPTT says beside its equations.
  public func title(_ caption: SweepCaption) -> String {
    switch caption {
    case .title(let t, let length): "BPTT at t = \(t) of \(length)"
    case .playing(let speed): "▶ \(speed) t/s"
    case .comesFrom(let t): "← is of t+1 = \(t)"
    case .nothingComes: "nothing comes after T"
    case .unit(let unit, let sample): (sample.map { "b\($0) " } ?? "") + "unit \(unit)"
    case .allUnits: "‖all‖"
    case .atUnit(let unit): "at unit \(unit)"

    case .direct(let direct): "direct: \(title(direct))"
    case .recurrent(let terms): "recurrent ← \(terms)"
    case .total(let isClipped): isClipped ? "∂L/∂h = clip(direct + recurrent)" : "∂L/∂h = direct + recurrent"

    case .begins: "here the sweep begins"
    case .change(let ratio, let t, let trend): "‖recurrent‖ / ‖∂L/∂h_\(t)‖ = ×\(ratio.short()): \(title(trend))"
    case .changeAlone(let ratio, let t): "×\(ratio.short()) of ∂L/∂h_\(t)"
    case .left(let share, let t): "‖∂L/∂h_\(t)‖ / ‖∂L/∂h_T‖ = \(share.scientific(3)) so far"
    case .leftAlone(let share): "\(share.scientific(1)) of ∂L/∂h_T"

    case .addingUp: "∂L/∂W: being added up …"
    case .adds(let delta): "t adds \(delta) ⊗ h_(t−1) to ∂L/∂Wh"
    case .ofTheWhole(let share): "\(share) of the whole"
    case .soFar(let name): "\(name) so far, of t … T"
    case .soFarOfTheWhole(let name, let share): "\(name) so far: \(share) of all"
    case .forward: "forward:"
    }
  }

  private func title(_ direct: SweepCaption.Direct) -> String {
    switch direct {
    case .layer(let layer): "from layer \(layer) at t"
    case .lossAtTimestep: "from the loss at t"
    case .lossAtEnd: "from the loss at T"
    case .none(let t): "no loss reads h_\(t)"
    }
  }

  private func title(_ trend: SweepCaption.Trend) -> String {
    switch trend {
    case .shrinks: "it shrinks"
    case .grows: "it grows"
    case .nothing: "nothing arrives"
    case .notANumber: "not a number"
    }
  }
}
