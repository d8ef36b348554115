import Safetensors

// The checkpoints of a timeline as two tensors: where each lies, and the numbers of all.
extension Timeline {
  /// A row of the table: position, changes made, the optimiser's updates, whether it started from given weights.
  private static let columns = 4

  func addCheckpoints(to writer: inout SafetensorsWriter, prefix: String) {
    let table = checkpoints.flatMap {
      [$0.position, $0.changes, $0.state.optimizer.steps, $0.state.startsFromGiven ? 1 : 0]
    }
    let tensors = checkpoints.flatMap {
      [$0.state.parameters.all, $0.state.optimizer.first, $0.state.optimizer.second]
    }
    writer.add("\(prefix)checkpoints.table", shape: [checkpoints.count, Timeline.columns], integers: table)
    writer.add("\(prefix)checkpoints.values", shape: [tensors.reduce(0) { $0 + $1.count }]) { write in
      for tensor in tensors { try tensor.withValues(write) }
    }
  }

  /// The checkpoints that `addCheckpoints` wrote.
  fileprivate static func checkpoints(
    _ file: SafetensorsFile, prefix: String, _ setups: [Setup], _ memory: RunSheet.Memory, _ stretches: [Stretch]
  ) throws -> [Checkpoint] {
    let table = try file.integers(prefix + "checkpoints.table")
    let values = try file.doubles(prefix + "checkpoints.values")
    var (all, used) = ([Checkpoint](), 0)
    func next(_ count: Int) -> Tensor {
      defer { used += count }
      return count == 0 ? Tensor(shape: [0]) : Tensor(shape: [count], values: Array(values[used..<(used + count)]))
    }
    for row in Swift.stride(from: 0, to: table.count - table.count % columns, by: columns) {
      let (position, changes, updates) = (table[row], table[row + 1], table[row + 2])
      guard (1...setups.count).contains(changes), (0...1 << 53).contains(updates), position <= memory.count,
        let stretch = stretches.last(where: { $0.change < changes }),
        memory.changes[changes - 1].position < position, position > all.last?.position ?? 0,
        changes == setups.count || memory.changes[changes].position >= position,
        (position - stretch.position) % stretch.stride == 0
      else { throw SettingError("a checkpoint is out of its place") }
      let setup = setups[changes - 1]
      let optimizer = setup.experiment.optimizer
      let count = ParameterLayout(setup.shape).count
      let (first, second) = OptimizerState.counts(optimizer, count)
      guard values.count - used >= count + first + second else { throw SettingError("its checkpoints are cut off") }
      let parameters = Parameters(setup.shape, all: next(count))
      let state = TrainingState(
        step: position - stretch.position, parameters: parameters,
        optimizer: OptimizerState(optimizer, first: next(first), second: next(second), steps: updates),
        startsFromGiven: table[row + 3] != 0)
      all.append(Checkpoint(position: position, changes: changes, setup: setup, state: state))
    }
    guard used == values.count else { throw SettingError("its checkpoints have \(values.count) numbers, not \(used)") }
    return all
  }
}

extension RunSheet.Memory {
  /// The timeline, with its checkpoints from the file.
  func timeline(_ origin: Origin, _ setups: [Setup], _ file: SafetensorsFile, prefix: String) throws -> Timeline {
    let stretches = zip(try beginnings(), stretches).map { beginning, saved in
      Timeline.Stretch(
        change: beginning.change, position: beginning.position, stride: saved.stride, firstClip: saved.firstClip,
        firstNonFinite: saved.firstNonFinite)
    }
    return Timeline(
      origin, budget: budget, count: count,
      changes: zip(changes, setups).map { Timeline.Change(position: $0.position, effect: $0.effect, setup: $1) },
      bookmarks: bookmarks,
      checkpoints: try Timeline.checkpoints(file, prefix: prefix, setups, self, stretches), stretches: stretches)
  }
}
