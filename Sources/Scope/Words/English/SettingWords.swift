import Engine
import Recurrence

extension English {
  /// A setting in a few words, with its value: `forget bias 2`.
  public func brief(_ setting: Setting, _ experiment: Experiment) -> String {
    let value = setting.shown(experiment)
    switch setting.name {
    case "length": return "T \(value)"
    case "hidden": return "H \(value)"
    case "batch": return "B \(value)"
    case "inputs": return "I \(value)"
    case "outputs": return "O \(value)"
    case "learning-rate": return "η \(value)"
    case "layers": return counted(experiment.layers, "layer")
    case "gain", "seed": return "\(setting.name) \(value)"
    case "forget-bias", "update-bias": return "\(title(setting)) \(value)"
    case "optimizer": return "\(value) η \(experiment.learningRate.short())"
    case "loss-at":
      return "loss at \((experiment.lossAt ?? experiment.task.kind.usualLossAt) == .last ? "T" : "every t")"
    case "clip", "theta":
      let clipping = experiment.clipping
      return clipping.mode == .off ? "clip off" : "clip \(clipping.mode.rawValue) θ \(clipping.threshold.short())"
    default: return value
    }
  }

  /// What a key made of a setting.
  func turned(_ setting: Setting, from old: Experiment, to new: Experiment) -> String {
    let values = "\(title(setting)) \(setting.shown(old)) → \(setting.shown(new))"
    switch setting.name {
    case _ where setting.get(old) == setting.get(new): return "\(title(setting)) is \(setting.shown(new)) already"
    case "clip": return "clipping: \(title(old.clipping.mode)) → \(title(new.clipping.mode))"
    case "theta" where new.clipping.mode == .off: return values + " (clipping is off: m turns it on)"
    case "length": return values + " timesteps"
    case "loss-at":
      return new.lossAt == .last ? "loss at the last timestep: L = L_T" : "loss at every timestep: L = Σ_t L_t"
    default: return values
    }
  }

  /// What was typed.
  func typed(_ setting: Setting, from old: Experiment, to new: Experiment) -> String {
    let clips = setting.name == "theta" && old.clipping.mode != new.clipping.mode
    return "\(setting.name) \(setting.get(old)) → \(setting.get(new))"
      + (clips ? ", clip \(new.clipping.mode.rawValue)" : "")
  }

  /// Why a setting stays as it is, and the remedy.
  public func line(_ hindrance: Hindrance) -> String {
    switch hindrance {
    case .lengthOfFile: "T is as long as the file's x; :task noise leaves the file"
    case .lossOfFile(let position):
      "the file's targets are for a loss at \(position == .last ? "the last timestep" : "every timestep"); "
        + ":task noise leaves the file"
    case .lastByKey(let length, let isLongest):
      "T is \(length) already, the \(isLongest ? "longest" : "shortest") by key; type :length for any other"
    case .gainOfZero: "what if can't scale Wh by a gain of 0; Esc and g start it anew"
    }
  }

  private func title(_ setting: Setting) -> String {
    switch setting.name {
    case "init": "initialisation"
    case "gain": "gain on Wh"
    case "forget-bias": "forget bias"
    case "update-bias": "update bias"
    case "optimizer": "optimiser"
    case "learning-rate": "learning rate η"
    case "theta": "θ"
    case "length": "T"
    default: setting.name
    }
  }

  /// What weights training goes on with.
  public func weights(_ start: WeightsStart) -> String {
    switch start {
    case .kept: "the weights stay"
    case .drawn(let seed): "the weights start anew (seed \(seed)), step 0"
    case .given(let name): "step 0, with the weights of \(name) so changed"
    case .drawnInPlace(let name, let seed): "random weights (seed \(seed)) take the place of \(name)'s, step 0"
    }
  }

  /// Where clipping cuts, and by which measure.
  public func title(_ mode: Clipping.Mode) -> String {
    switch mode {
    case .off: "no clipping"
    case .value: "by value, at the update"
    case .norm: "by global norm, at the update"
    case .bpttValue: "by value, inside BPTT"
    case .bpttNorm: "by norm, inside BPTT"
    }
  }

  /// How fast the training goes, where that is less than it may.
  public func title(_ speed: Speed, reached: Double) -> String { "\(reached.short(2)) of \(title(speed))" }

  /// How fast the training goes at most.
  public func title(_ speed: Speed) -> String {
    switch speed {
    case .unlimited: "full speed"
    case .one: "1 step/s"
    default: "\(speed.rawValue) steps/s"
    }
  }
}
