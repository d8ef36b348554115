import Safetensors

/// A run between two steps: all that the steps to come depend on, and what it remembers. It stays as it is while the
/// training goes on.
public struct SavedRun: Sendable {
  /// The run as it is remembered; nil where it is not.
  public let timeline: Timeline?
  let origin: Origin
  let setup: Setup
  let state: TrainingState

  init(_ origin: Origin, _ setup: Setup, _ state: TrainingState, _ timeline: Timeline?) {
    (self.origin, self.setup, self.state, self.timeline) = (origin, setup, state, timeline)
  }

  /// The settings in force.
  public var experiment: Experiment { setup.experiment }
  /// How many updates have been made.
  public var step: Int { state.step }
  /// The settings that the weights that were given stand in for; nil where none were given.
  public var given: Experiment? { origin.given?.experiment }

  /// The run with these bookmarks, but for those past its end.
  public func bookmarked(_ bookmarks: [Int]) -> SavedRun {
    var timeline = timeline
    timeline?.setBookmarks(bookmarks)
    return SavedRun(origin, setup, state, timeline)
  }

  /// The run to be remembered in so many bytes from here on; nil forgets it.
  public func remembered(in budget: Int?) -> SavedRun {
    SavedRun(origin, setup, state, budget.flatMap { budget in timeline.map { Timeline($0, budget: budget) } })
  }

  /// A trainer that goes on from here, in the bits of the one that was saved.
  public func trainer() -> Trainer {
    let trainer = Trainer(origin, setup, state.copy())
    trainer.timeline = timeline
    return trainer
  }
}

extension Trainer {
  /// The run as it is now.
  public var saved: SavedRun { SavedRun(origin, setup, state.copy(), timeline) }
}

extension SavedRun {
  /// Adds its numbers to a file, under names behind a prefix; what remains of it is the sheet.
  ///
  /// Traps where data of one's own take the place of a task's: no file tells them.
  package func add(to writer: inout SafetensorsWriter, prefix: String) -> RunSheet {
    precondition(origin.own == nil, "a run on data of one's own can't be saved")
    writer.add(prefix, state.parameters)
    for (name, values) in state.optimizer.memories {
      writer.add("\(prefix)optimizer.\(name).", state.parameters.holding(values))
    }
    if let given = origin.given { writer.add(prefix + "given.", given.weights) }
    if let timeline { timeline.addCheckpoints(to: &writer, prefix: prefix) }
    return RunSheet(
      experiment: experiment, step: state.step, updates: state.optimizer.steps, startsFromGiven: state.startsFromGiven,
      given: given, data: setup.fingerprint(step: state.step), memory: timeline.map { RunSheet.Memory($0) })
  }

  /// Reads what `add` wrote. Throws a `FileError` with the remedy where the file, or that of a task, isn't what it was.
  package init(reading file: SafetensorsFile, prefix: String, _ sheet: RunSheet) throws {
    do {
      let origin = try Origin(reading: file, prefix: prefix, sheet)
      let setups = try sheet.setups(origin)
      let setup = setups[setups.count - 1]
      guard setup.experiment == sheet.experiment else { throw SettingError("its last change is not in force") }
      guard sheet.data == setup.fingerprint(step: sheet.step) else {
        throw FileError(
          setup.experiment.task.path, "holds other data than when the session was saved", remedy: "put the file back")
      }
      let state = try TrainingState(
        step: sheet.step, parameters: file.parameters(prefix, setup.shape),
        optimizer: file.optimizer(prefix, setup, steps: sheet.updates), startsFromGiven: sheet.startsFromGiven)
      let timeline = try sheet.memory.map { try $0.timeline(origin, setups, file, prefix: prefix) }
      self.init(origin, setup, state, timeline)
      guard timeline.map({ $0.count - $0.stretches[$0.stretches.count - 1].position == sheet.step }) ?? true else {
        throw SettingError("its step is not that of its memory")
      }
    } catch let error as SettingError {
      throw FileError(file.path, "can't be resumed: \(error)")
    }
  }
}

extension Origin {
  fileprivate convenience init(reading file: SafetensorsFile, prefix: String, _ sheet: RunSheet) throws {
    guard let given = sheet.given else {
      self.init(sheet.experiment, own: nil, weights: nil)
      return
    }
    let prefix = prefix + "given."
    guard let inputs = file.shape(of: prefix + "weight_ih_l0")?.last, inputs > 0,
      let outputs = file.shape(of: prefix + "fc.weight")?.first, outputs > 0
    else { throw FileError(file.path, "has not the weights that its run began with") }
    let shape = Shape(
      cell: given.cell, layers: given.layers, inputs: inputs, hidden: given.hidden, outputs: outputs, length: 1,
      batch: 1,
      lossAt: .last)
    self.init(given, own: nil, weights: try file.parameters(prefix, shape))
  }
}

extension OptimizerState {
  /// What it remembers, by PyTorch's names.
  fileprivate var memories: [(name: String, values: Tensor)] {
    zip(optimizer.memories, [first, second]).compactMap { name, values in name.map { ($0, values) } }
  }
}

extension Optimizer {
  /// PyTorch's names of what it remembers of the gradients and of their squares; nil where that is nothing.
  fileprivate var memories: [String?] {
    switch self {
    case .sgd: [nil, nil]
    case .momentum: ["momentum_buffer", nil]
    case .rmsprop: [nil, "square_avg"]
    case .adam: ["exp_avg", "exp_avg_sq"]
    }
  }
}

extension SafetensorsWriter {
  fileprivate mutating func add(_ prefix: String, _ parameters: Parameters) {
    for (name, tensor) in parameters.entries { add(prefix + name, tensor) }
  }
}

extension SafetensorsFile {
  /// The parameters of a network by their names behind a prefix.
  fileprivate func parameters(_ prefix: String, _ shape: Shape) throws -> Parameters {
    let layout = ParameterLayout(shape)
    // Before memory is taken for it: a file may claim any size and hold nothing.
    for (name, region) in zip(layout.names, layout.regions) {
      try requireDoubles(prefix + name)
      guard let found = self.shape(of: prefix + name), found == region.shape else {
        throw FileError(path, "\"\((prefix + name).printable())\" has not the shape \(region.shape)")
      }
    }
    let parameters = Parameters(shape)
    for (name, tensor) in parameters.entries {
      tensor.copy(from: Tensor(shape: tensor.shape, values: try doubles(prefix + name)))
    }
    return parameters
  }

  fileprivate func optimizer(_ prefix: String, _ setup: Setup, steps: Int) throws -> OptimizerState {
    let optimizer = setup.experiment.optimizer
    let memories = try optimizer.memories.map { name in
      try name.map { try parameters("\(prefix)optimizer.\($0).", setup.shape).all } ?? Tensor(shape: [0])
    }
    return OptimizerState(optimizer, first: memories[0], second: memories[1], steps: steps)
  }
}
