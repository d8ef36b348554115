extension Settings {
  /// Where x and the targets come from, and what is asked of the output.
  static let data: [Setting] = [
    Setting(
      "task", "where x and targets come from: \(Tasks.all.map(\.usage).joined(separator: ", "))", \.task,
      choices: Tasks.all.map { $0.wantsPath ? "\($0.name):" : $0.name }, effect: [.shape, .data],
      shown: { $0.shortName },
      turn: { experiment, step, _ in
        let old = experiment.task
        experiment.task = Tasks.all.filter { !$0.wantsPath }.map { TaskName($0) }.neighbour(of: old, by: step)
        experiment.loss = nil
        experiment.lossAt = nil
        return nil
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
      turn: { experiment, _, terms in
        if let terms, terms.lossPositions.count == 1 { return .lossOfFile(terms.lossAt) }
        let old = experiment.lossAt ?? terms?.lossAt ?? experiment.task.kind.usualLossAt
        experiment.lossAt = old == .last ? .every : .last
        return nil
      }),
  ]
}
