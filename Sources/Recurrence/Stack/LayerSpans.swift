// What a layer does with samples that begin after t = 1 or end before t = T.

extension Layer {
  /// What is outside of its span keeps its states; its gates are 0.
  func hold(_ samples: [Int], at t: Int, _ trace: LayerTrace) {
    let (plane, hidden) = (shape.length * row, shape.hidden)
    for sample in samples {
      for k in cell.states.indices {
        let previous = trace.states.pointer + k * (plane + row) + t * row + sample * hidden
        (previous + row).update(from: previous, count: hidden)
      }
      clear(trace.gates, cell.gates.count, plane, at: t * row + sample * hidden)
      clear(trace.saved, cell.savedCount, plane, at: t * row + sample * hidden)
    }
  }

  /// Sets one sample's units to 0 at the same place of several planes.
  private func clear(_ tensor: Tensor, _ planes: Int, _ plane: Int, at offset: Int) {
    for k in 0..<planes { (tensor.pointer + k * plane + offset).update(repeating: 0, count: shape.hidden) }
  }

  /// Forgets what flows back to t; what only passes through a sample that has no timestep t is kept.
  func drop(_ samples: Range<Int>, _ batch: Batch, at t: Int) {
    // At T nothing has come yet.
    for sample in samples where t == shape.length - 1 || batch.spans?[sample].contains(t + 1) ?? true {
      clear(carried, cell.states.count, row, at: sample * shape.hidden)
    }
  }

  /// What arrives at the other states of a sample's last timestep from outside of the stack.
  func join(_ final: Tensor, _ samples: Range<Int>, _ batch: Batch, at t: Int) {
    for sample in samples where batch.end(of: sample) == t + 1 {
      for k in 1..<max(1, cell.states.count) {
        let at = k * row + sample * shape.hidden
        for unit in at..<(at + shape.hidden) { carried.pointer[unit] += final.pointer[unit] }
      }
    }
  }

  /// Where a sample has no timestep, nothing of it is recorded, and none of it goes through the weights.
  func forget(_ samples: [Int], at t: Int, kept: Int, _ trace: LayerTrace) {
    let recorded = trace.recorded * row
    for sample in samples {
      let at = kept + sample * shape.hidden
      clear(trace.dStates, cell.states.count, recorded, at: at)
      clear(trace.dGates, cell.gates.count, recorded, at: at)
      clear(trace.dhRecurrent, 1, recorded, at: at)
      for da in [trace.dax, trace.dah] {
        (da.pointer + t * projection + sample * shape.gateRows).update(repeating: 0, count: shape.gateRows)
      }
    }
  }

  /// Keeps what arrives, for those whose states are held.
  func letPass(_ samples: Range<Int>) {
    for k in cell.states.indices {
      let at = k * row + samples.lowerBound * shape.hidden
      (passing.pointer + at).update(from: carried.pointer + at, count: samples.count * shape.hidden)
    }
  }

  /// What arrived at held states goes on as it was.
  func passOn(_ samples: [Int]) {
    for sample in samples {
      for k in cell.states.indices {
        let at = k * row + sample * shape.hidden
        (carried.pointer + at).update(from: passing.pointer + at, count: shape.hidden)
      }
    }
  }
}
