import Engine
import Recurrence

extension English {
  /// What was done, or why nothing was.
  public func line(_ remark: Remark) -> String {
    switch remark {
    case .training(let speed): "training at \(title(speed))"
    case .paused: "paused: n makes one training step"
    case .trainedOnce: "one training step"
    case .speed(let speed, let isRunning): "speed: \(title(speed))" + (isRunning ? "" : " (paused: Space trains)")
    case .reset(let seed): "back to step 0 with the same seed \(seed)"
    case .newSeed(let seed): "step 0 with a new seed \(seed)"

    case .turned(let setting, let old, let new, let start): turned(setting, from: old, to: new) + "; " + weights(start)
    case .typed(let setting, let old, let new, let start): typed(setting, from: old, to: new) + "; " + weights(start)
    case .alreadyThere(let setting, let experiment): turned(setting, from: experiment, to: experiment)
    case .asked(let setting, let experiment):
      "\(setting.name) is \(setting.get(experiment)): \(setting.help)" + choices(setting)
    case .hindered(let hindrance): line(hindrance)
    case .lineCut(let longest): "the line was longer than \(longest) bytes: nothing was set"
    case .opening(let task): "opening \(task.shortName) …"
    case .weights(let start): weights(start)
    case .noGateToBias(let cell):
      "the \(cell.title) has no gate to bias: f acts on the LSTM's forget and the GRU's update gate"

    case .pastedElsewhere: "what is pasted is no keys: type : first, then paste"
    case .pastedFirstLine(let said): (said.map { "\($0); " } ?? "") + "of the pasted lines only the first counts"

    case .saving(let path): "saving to \(path.printable(40, keepingEnd: true)) …"
    case .saved(let path, let step):
      "saved to \(path.printable(40, keepingEnd: true)) at step \(step); gradflow --resume goes on from there"
    case .stillSaving: "the last :save is still being written"
    case .noFileToSave: ":save has no file yet: name one, as in :save net.safetensors"

    case .scale(let scale): "colour scale \(scale.title)"
    case .sign(let isSigned):
      isSigned ? "colours tell the sign of ∂L/∂h_t, symmetric log scale" : "colours tell the magnitude of ∂L/∂h_t"
    case .gate(let plane): "gate on show: \(plane.name), \(title(plane))"
    case .oneLayer: "there is one layer; :layers 2 stacks another"
    case .layer(let layer, let count): "layer \(layer + 1) of \(count) on show"
    case .lens(let format):
      format.map { "seen through \($0.name): what it would lose looks like 0 or Inf" } ?? "seen in float64, as it is"
    case .window(let window):
      window.map { "truncated BPTT over k = \(counted($0, "timestep")) beside the full one" }
        ?? "no truncated BPTT on show"
    case .fewestTimesteps(let count): "\(counted(count, "timestep")) on show: no fewer make a picture"
    case .nothingToPan(let length): "all of t = 1 … \(length) is on show; > zooms in"
    case .nothingToFit(let decades): "no timestep lies above 1e\(Int(decades)): z shifts the scale down"
    case .allTimesteps(let length): "all of t = 1 … \(length) is on show"
    case .zoomed(let window, let length):
      "t = \(window.lowerBound + 1) … \(window.upperBound) of \(length) on show; ( ) pan, < zooms out, 0 fits"
    case .relative(let isRelative, let hasReference):
      !isRelative
        ? "∂L/∂h_t as it is"
        : "∂L/∂h_t over ‖∂L/∂h_T‖" + (hasReference ? "" : ", which is no number to divide by here: shown as it is")

    case .lookingBack(let step, let kinds, let old, let new):
      "step \(grouped(step))" + (kinds.isEmpty ? "" : ": ")
        + kinds.map { landmark($0, from: old, to: new) }.joined(separator: "; ")
    case .now(let step): "now: step \(grouped(step))"
    case .noEarlierStep: "this is the run's first step"
    case .noLaterStep: "this is now: [ goes back a training step, { to a landmark"
    case .noLandmark(let isEarlier):
      "there is no landmark \(isEarlier ? "before" : "after") this step; ' sets a bookmark"
    case .noSuchStep(let text, let count):
      count == 0
        ? "no step has been trained yet"
        : "the steps so far are 1 … \(grouped(count))\(text.isEmpty ? "" : ", not \(text)")"
    case .bookmark(let step, let isSet):
      isSet ? "a bookmark at step \(grouped(step)): { and } find it" : "the bookmark at step \(grouped(step)) is gone"
    case .remembersNothing: "nothing is remembered: gradflow --memory 8MiB does"
    // What was done is seen in the header too, where the end of the line isn't.
    case .branched(let said, let step, let future):
      "a branch from step \(grouped(step))" + left(future) + (said.map { "; \($0)" } ?? "")
    case .undone(let old, let new, let step, let isStart, let future):
      "undone: \((differences(from: old, to: new) + (isStart ? ["the weights of then"] : [])).joined(separator: ", "))"
        + ", at step \(grouped(step))" + left(future)
    case .nothingToUndo: "nothing was changed: there is nothing to undo"

    case .copied(let name): "\(name) is a copy, in hand: change it (c a l g …); j goes to the next, D drops it"
    case .noValue(let name): "\(name) has no value: nothing was set"
    case .dropped(let name, let left): "\(name) is gone; \(left) left"
    case .oneChannel: "there is one network: d puts a copy beside it"
    case .mostChannels(let most): "\(most) networks are the most; D drops the one in hand"
    case .channel(let name, let count): "\(name) of \(count) in hand: keys and : are about it"
    case .comparison(.beside): "beside one another"
    case .comparison(.overlaid): "curves in one plot"
    case .comparison(.difference): "the others over the one in hand, in decades"
    case .pinned(let name, let step): "\(name)′ is \(name) as it is at step \(step); * takes it away"
    case .unpinned: "the pinned picture is gone"
    case .setsAll(let isOn):
      isOn ? "settings are changed in all networks" : "settings are changed in the network in hand"
    case .allAnew(let remark): line(remark) + "; all begin again with it"
    case .ofAll(let remark, let others):
      line(remark) + (others.isEmpty ? "; so in all" : "; so in all but \(others.joined(separator: ", "))")

    case .enteredBPTT: "BPTT from t = T: ← back a timestep, Space plays, Esc leaves"
    case .playing(let speed):
      "back through time, \(counted(speed.rawValue, "timestep")) a second; Space stands still, + - the speed"
    case .playSpeed(let speed, let isPlaying):
      "\(counted(speed.rawValue, "timestep")) a second" + (isPlaying ? "" : "; Space plays")
    case .sweepStands(let t): "the sweep stands still at t = \(t)"
    case .playedToStart: "the sweep is at t = 1: what has come together is ∂L/∂W; Space plays it again"
    case .leftBPTT: "back to the whole gradient; Space trains on"
    case .startedWhatIf: "what if? m t a f g change this step; Enter keeps the change, Esc goes back"
    case .leftWhatIf: "back to the step as it was"
    case .untried: "what if tries m t a f g; Esc goes back to the other keys"
    case .tried(let setting, let old, let new): "what if: \(turned(setting, from: old, to: new))"
    case .kept: "kept: the weights take the change with them; Space trains on"
    case .stepAsItWas: "of the step as it was; Esc goes back to what if"
    case .explainFirst: "e explains the verdict; 1 and 2 follow what it suggests"
    case .unboundKey(let key, let onPage):
      onPage ? "\(key) does nothing on this page; Esc goes back" : "\(key) does nothing here; ? lists the keys"
    }
  }

  /// What became of the future.
  private func left(_ future: Remark.Future) -> String {
    switch future {
    case .nothing: ""
    case .picture(let name): "; \(name) is what was left, * takes it away"
    case .lost(let pinned): "; what was left is lost: \(pinned) is pinned"
    }
  }

  private func differences(from old: Experiment, to new: Experiment) -> [String] {
    Settings.differing(old, new).filter { $0.isUsed(old) || $0.isUsed(new) }.map { turned($0, from: old, to: new) }
  }

  /// What is at a step.
  private func landmark(_ kind: Landmark.Kind, from old: Experiment, to new: Experiment) -> String {
    let change = differences(from: old, to: new).joined(separator: ", ")
    return switch kind {
    case .start: change.isEmpty ? "the weights start" : "the weights start, \(change)"
    case .change: change.isEmpty ? "changed, and back" : change
    case .firstClip: "clipped for the first time"
    case .lastFinite: "the last finite step; a change here begins a branch"
    case .firstNonFinite: "the first NaN or Inf"
    case .bookmark: "a bookmark"
    }
  }

  /// The values to choose from, where the help doesn't name them.
  private func choices(_ setting: Setting) -> String {
    let isTold = setting.choices.allSatisfy { setting.help.contains($0) }
    return isTold ? "" : " (\(setting.choices.joined(separator: ", ")))"
  }
}
