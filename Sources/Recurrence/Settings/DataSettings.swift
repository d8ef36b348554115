extension Settings {
  /// Where x and the targets come from, and what is asked of the output.
  static let data: [Setting] = [
    Setting(
      "task", "where x and targets come from: \(Tasks.all.map(\.usage).joined(separator: ", "))", \.task,
      choices: Tasks.all.map { $0.wantsPath ? "\($0.name):" : $0.name }, effect: [.shape, .data],
      brief: { $0.task.shortName },
      turn: { experiment, step, _ in
        let old = experiment.task
        experiment.task = Tasks.all.filter { !$0.wantsPath }.map { TaskName($0) }.neighbour(of: old, by: step)
        experiment.loss = nil
        experiment.lossAt = nil
        return "task \(old.name) → \(experiment.task.name)"
      },
      format: { $0.name },
      parse: { text in
        guard let task = TaskName(text) else {
          throw SettingError.unknown("task", text, known: Tasks.all.map(\.usage))
        }
        return task
      }),
    .optionalChoice("loss", "squared error or cross-entropy; auto is the task's own", \.loss),
    .optionalChoice(
      "loss-at", "loss at the last timestep or at every one; auto is the task's own", \.lossAt,
      brief: { "loss at \(($0.lossAt ?? $0.task.kind.usualLossAt) == .last ? "T" : "every t")" },
      turn: { experiment, _, terms in
        if let terms, terms.lossPositions.count == 1 {
          let place = terms.lossAt == .last ? "the last timestep" : "every timestep"
          return "the file's targets are for a loss at \(place); :task noise leaves the file"
        }
        let old = experiment.lossAt ?? terms?.lossAt ?? experiment.task.kind.usualLossAt
        experiment.lossAt = old == .last ? .every : .last
        return experiment.lossAt == .last
          ? "loss at the last timestep: L = L_T" : "loss at every timestep: L = Σ_t L_t"
      }),
  ]
}
