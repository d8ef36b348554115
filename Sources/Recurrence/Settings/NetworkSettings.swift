extension Settings {
  /// The network and the sizes of what it is run on.
  static let network: [Setting] = [
    Setting(
      "cell", "the recurrent cell", \.cell, choices: Cells.all.map(\.name), effect: [.start, .shape],
      shown: { $0.title },
      turn: { experiment, step, _ in
        experiment.cell = Cells.all.neighbour(of: experiment.cell, by: step)
        return nil
      },
      format: { $0.name },
      parse: { text in
        guard let cell = Cells.named(text) else {
          throw SettingError.unknown("cell", text, known: Cells.all.map(\.name))
        }
        return cell
      }),
    .choice(
      "activation", "φ: of the RNN, of the candidates, and of an LSTM's output", \.activation,
      isTryable: true),
    .number(
      "layers", "stacked layers, 1 … 4", \.layers, in: 1...4, effect: .shape),
    // A task that leaves them open makes its data of these sizes.
    .number(
      "inputs", "values of x at each timestep, where the task leaves them open", \.inputs, in: 1...4096,
      effect: [.shape, .data], isUsed: { $0.task.leavesOpen("inputs") }),
    .number("hidden", "units of each layer", \.hidden, in: 1...4096, effect: .shape),
    .number(
      "outputs", "outputs of the readout, where the task leaves them open", \.outputs, in: 1...4096,
      effect: [.shape, .data], isUsed: { $0.task.leavesOpen("outputs") }),
    // A text must be longer than its windows.
    .number(
      "length", "timesteps T", \.length, in: 1...1_000_000, effect: .data, isUsed: { $0.task.leavesOpen("length") },
      turn: { experiment, step, _ in
        guard experiment.task.leavesOpen("length") else { return .lengthOfFile }
        let old = experiment.length
        experiment.length = old.nextLength(by: step)
        return old == experiment.length ? .lastByKey(length: old, isLongest: step > 0) : nil
      }),
    .number(
      "batch", "sequences at once", \.batch, in: 1...4096, isUsed: { $0.task.leavesOpen("batch") }),
  ]
}
