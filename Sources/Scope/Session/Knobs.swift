import Engine
import Recurrence

extension Knob {
  /// Turns the knob: changes the experiment and says what was done, or why nothing was.
  func turn(_ experiment: inout Experiment, by step: Int) -> String {
    switch self {
    case .cell:
      let old = experiment.cell
      experiment.cell = Cells.all.neighbour(of: old, by: step)
      return "cell \(old.title) → \(experiment.cell.title)"
    case .activation:
      return Knob.choose(&experiment.activation, by: step, "activation")
    case .clip:
      let old = experiment.clipping.mode
      experiment.clipping.mode = Clipping.Mode.allCases.neighbour(of: old, by: step)
      return "clipping: \(English().title(old)) → \(English().title(experiment.clipping.mode))"
    case .theta:
      let note = experiment.clipping.mode == .off ? " (clipping is off: m turns it on)" : ""
      return Knob.scale(&experiment.clipping.threshold, by: step, "θ") + note
    case .length:
      if case .file = experiment.task { return "T is as long as the file's x; :task noise leaves the file" }
      let old = experiment.length
      experiment.length = Knob.nextLength(old, by: step)
      return old == experiment.length
        ? "T is \(old) already, the \(step > 0 ? "longest" : "shortest") by key; type :length for any other"
        : "T \(old) → \(experiment.length) timesteps"
    case .lossAt:
      let old = experiment.lossAt ?? experiment.task.usualLossAt
      experiment.lossAt = old == .last ? .every : .last
      return experiment.lossAt == .last ? "loss at the last timestep: L = L_T" : "loss at every timestep: L = Σ_t L_t"
    case .initializer:
      return Knob.choose(&experiment.initializer, by: step, "initialisation")
    case .gain:
      let old = experiment.gain
      experiment.gain = ((old + 0.1 * Double(step)) * 1000).rounded() / 1000
      if experiment.gain < 0 { experiment.gain = 0 }
      return "gain on Wh \(old.short()) → \(experiment.gain.short())"
    case .bias:
      return turnBias(&experiment, by: step)
    case .optimizer:
      return Knob.choose(&experiment.optimizer, by: step, "optimiser")
    case .learningRate:
      return Knob.scale(&experiment.learningRate, by: step, "learning rate η")
    case .task:
      let known: [TaskName] = [.noise, .adding]
      let old = experiment.task
      experiment.task = known.contains(old) ? known.neighbour(of: old, by: step) : .noise
      experiment.loss = nil
      experiment.lossAt = nil
      return "task \(old.name) → \(experiment.task.name)"
    }
  }

  private func turnBias(_ experiment: inout Experiment, by step: Int) -> String {
    let biases = experiment.cell.gates.compactMap(\.bias)
    guard let bias = biases.first else {
      return "the \(experiment.cell.title) has no gate to bias: f acts on the LSTM's forget and the GRU's update gate"
    }
    switch bias {
    case .forget:
      let old = experiment.forgetBias
      experiment.forgetBias += 0.5 * Double(step)
      return "forget bias \(old.short()) → \(experiment.forgetBias.short())"
    case .update:
      let old = experiment.updateBias
      experiment.updateBias += 0.5 * Double(step)
      return "update bias \(old.short()) → \(experiment.updateBias.short())"
    }
  }

  private static func choose<T: CaseIterable & RawRepresentable & Equatable>(
    _ value: inout T, by step: Int, _ name: String
  ) -> String where T.RawValue == String {
    let old = value
    value = Array(T.allCases).neighbour(of: old, by: step)
    return "\(name) \(old.rawValue) → \(value.rawValue)"
  }

  /// Along 1, 2, 5, 10 … of each decade.
  private static func scale(_ value: inout Double, by step: Int, _ name: String) -> String {
    let old = value
    value = nextRound(old, by: step)
    return "\(name) \(old.short()) → \(value.short())"
  }

  /// The next of 1, 2, 5 × 10^n above or below, within 1e-12 … 1e12.
  static func nextRound(_ value: Double, by step: Int) -> Double {
    // Parsed from text, so that 0.1 is the double nearest to a tenth.
    let ladder = (-12...12).flatMap { n in ["1", "2", "5"].compactMap { Double("\($0)e\(n)") } }
    if step > 0 { return ladder.first { $0 > value * 1.0000001 } ?? value }
    return ladder.last { $0 < value * 0.9999999 } ?? value
  }

  /// The next of 5, 10, 20, 50 … 10,000 above or below.
  static func nextLength(_ length: Int, by step: Int) -> Int {
    let ladder = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
    return (step > 0 ? ladder.first { $0 > length } : ladder.last { $0 < length }) ?? length
  }
}

extension Array where Element: Equatable {
  /// The element so many places on, round the end; the first where `element` is none of them.
  func neighbour(of element: Element, by step: Int) -> Element {
    guard let index = firstIndex(of: element) else { return self[0] }
    return self[((index + step) % count + count) % count]
  }
}

extension TaskName {
  /// The name with a file's own name in place of its path.
  var shortName: String {
    switch self {
    case .noise, .adding: name
    case .text(let path), .file(let path): path.split(separator: "/").last.map(String.init) ?? path
    }
  }

  /// Where the task's loss is unless the settings say otherwise.
  var usualLossAt: LossPosition {
    if case .text = self { .every } else { .last }
  }
}
