// What the settings ask of the data.

extension Experiment {
  /// The sizes, for a task that leaves them open.
  var dataSizes: DataSizes { DataSizes(inputs: inputs, outputs: outputs, length: length) }

  /// Whether a training step has the same x and targets under the other settings.
  func hasSameData(as other: Experiment) -> Bool {
    (task, inputs, outputs, length, batch) == (other.task, other.inputs, other.outputs, other.length, other.batch)
      && (loss, lossAt, seed) == (other.loss, other.lossAt, other.seed)
  }

  /// Throws, with the remedy, where the settings ask of the data what they don't have.
  public func validate(for terms: DataTerms) throws {
    // What nobody has set follows the targets.
    if let possible = terms.outputs, outputs != Experiment().outputs, !possible.contains(outputs) {
      throw SettingError(
        "the targets of task \(task.name) are for \(possible.lowerBound) outputs\(possible.count > 1 ? " or more" : ""), "
          + "not \(outputs); set outputs \(possible.lowerBound)")
    }
    if let loss, !terms.losses.contains(loss) {
      throw SettingError("task \(task.name) has no targets for loss \(loss.rawValue); set loss auto")
    }
    if let lossAt, !terms.lossPositions.contains(lossAt) {
      throw SettingError("task \(task.name) has no targets for loss-at \(lossAt.rawValue); set loss-at auto")
    }
  }
}
