import Recurrence

extension English {
  /// What is the case.
  public func line(_ statement: Explanation.Statement) -> String {
    switch statement {
    case .diverged(let divergence): "The first number that is none: \(line(divergence))."
    case .givenBroken(let weights):
      weights
        ? "Weights that are NaN or Inf stay so, whatever is set: x starts anew."
        : "The data hold it: no setting mends that."
    case .noRate: "There is too little to measure a rate."
    case .rate(let factor, let spread):
      "From t+1 to t the gradient of the whole state changes by ×\(factor.short()) on average "
        + "(spread \(spread.fixed(2)) decades per step)."
    case .wideSpread: "The spread is wide, so one rate says little: look at the slope in ‖∂L/∂h_t‖ instead."
    case .lag(let thousandth, let millionth):
      "It falls below 1e-3 of its last value after \(counted(thousandth, "timestep"))"
        + (millionth.map { " and 1e-6 after \($0)" } ?? "") + "."
    case .lossAtEveryTimestep:
      "Each timestep has a loss of its own, so ‖∂L/∂h_t‖ is mostly what arrives at t; the rate is that of L_T alone."
    case .gate(let name, let title, let mean, let shut, let open):
      "\(name), the \(title): mean \(mean.fixed(2)), \(percent(shut)) shut (<0.05), \(percent(open)) open (>0.95)."
    case .mostFrom(let route, let state, let share):
      "From t+1 most comes into ∂L/∂\(state)_t by \(title(route, into: state)): "
        + "\(percent(share)) of the total on average."
    case .unclipped(let norm): "Nothing is clipped; ‖∂L/∂W‖ is \(norm.short())."
    case .clippedInside(let mode, let share):
      "Clipping \(title(mode)) cut ∂L/∂h_t at \(percent(share)) of the timesteps."
    case .clippedAtUpdate(let mode, let before, let after):
      "Clipping \(title(mode)): ‖∂L/∂W‖ \(before.short()) → \(after.short()). "
        + "It bounds the update; what has vanished stays vanished."
    }
  }

  /// Why a change of settings should help.
  public func line(_ reason: Explanation.Reason) -> String {
    switch reason {
    case .smallerSums: "smaller sums keep the units off their ends"
    case .openForgetGate(let bias, let passes):
      "f starts near σ(\(bias.short())) = \(passes.fixed(2)), so that c passes on ×\(passes.fixed(2)) per step "
        + "instead of ×0.5"
    case .openUpdateGate(let bias, let passes):
      "z starts near σ(\(bias.short())) = \(passes.fixed(2)), so that h passes on ×\(passes.fixed(2)) per step"
    case .keptLengths: "Wh keeps lengths, so that only the gates and φ′ contract"
    case .wayPastWeights: "its state has a way back past Wh; then raise the bias of the gate that keeps it"
    case .boundedUpdate(let threshold):
      "bounds each update to θ = \(threshold.short()); the gradient itself still grows"
    case .dividedByFactor: "divides Wh by the measured factor"
    }
  }

  /// That there is nothing to mend, or that nothing that was tried helps.
  public func nothingToTry(isWell: Bool) -> String {
    isWell ? "There is nothing to mend." : "None of the changes that were tried on this step helps it."
  }

  /// What a change of settings did to this step.
  public func line(_ outcome: Explanation.Outcome) -> String {
    switch outcome {
    case .factor(let before, let after):
      before.isNaN
        ? "on this step: ×\(after.short()) per step back"
        : "on this step: ×\(before.short()) → ×\(after.short()) per step back"
    case .saturation(let before, let after):
      "on this step: \(percent(before)) → \(percent(after)) of the gates at their ends"
    case .norm(let before, let after): "on this step: ‖∂L/∂W‖ \(before.short()) → \(after.short()) at the update"
    case .finite(let factor): "on this step: no NaN, ×\(factor.short()) per step back"
    }
  }

  /// `Wh_f`; `f (c→c)`; `h_t`.
  public func title(_ route: Routes.Kind, into state: String) -> String {
    switch route {
    case .direct: "direct"
    case .recurrent(let gate): "Wh_\(gate)"
    case .elementwise(let factor): "\(factor) (\(state)→\(state))"
    case .within(let states): states.map { $0 + "_t" }.joined(separator: ", ")
    }
  }

  func percent(_ share: Double) -> String { "\((100 * share).fixed(0))%" }
}
