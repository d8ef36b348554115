/// What of a saved run stands in its file as words; its numbers are tensors.
package struct RunSheet: Codable, Sendable {
  /// The settings in force.
  package let experiment: Experiment
  /// How many updates have been made.
  package let step: Int
  /// How many of them the optimiser remembers.
  let updates: Int
  /// Whether the parameters began as those that were given.
  let startsFromGiven: Bool
  /// What weights that were given stand in for.
  let given: Experiment?
  /// Tells the data of a file from others.
  let data: String?
  let memory: Memory?

  /// A timeline without its checkpoints' numbers.
  struct Memory: Codable {
    let budget: Int
    let count: Int
    let changes: [Change]
    let stretches: [Stretch]
    let bookmarks: [Int]
  }

  struct Change: Codable {
    let position: Int
    let effect: Timeline.Effect
    let experiment: Experiment
  }

  struct Stretch: Codable {
    let stride: Int
    let firstClip: Int?
    let firstNonFinite: Int?
  }

  /// No run is so long that its steps could not be counted on from there.
  private static let most = 1 << 53

  /// What the settings of each change meant; of a run that isn't remembered, those in force.
  func setups(_ origin: Origin) throws -> [Setup] {
    guard (0...RunSheet.most).contains(step), (0...RunSheet.most).contains(updates) else {
      throw SettingError("it is at step \(step)")
    }
    let experiments = memory?.changes.map(\.experiment) ?? [experiment]
    guard !experiments.isEmpty else { throw SettingError("its memory has no beginning") }
    var setups: [Setup] = []
    for (k, next) in experiments.enumerated() {
      let old = setups.last
      let isSameData = old.map { !next.effect(from: $0.experiment).contains(.data) } ?? false
      let setup = try Setup(next, isSameData ? old!.source : origin.open(next, opened: old?.source), loss: nil)
      // Else the parameters would have another size than what trains them.
      guard memory?.changes[k].effect ?? .start == .start || old.map({ setup.shape.parametersFit($0.shape) }) == true
      else {
        throw SettingError("its weights can't have stayed at step \(memory?.changes[k].position ?? 0)")
      }
      setups.append(setup)
    }
    return setups
  }
}

extension RunSheet.Memory {
  init(_ timeline: Timeline) {
    (budget, count, bookmarks) = (timeline.budget, timeline.count, timeline.bookmarks)
    changes = timeline.changes.map {
      RunSheet.Change(position: $0.position, effect: $0.effect, experiment: $0.experiment)
    }
    stretches = timeline.stretches.map {
      RunSheet.Stretch(stride: $0.stride, firstClip: $0.firstClip, firstNonFinite: $0.firstNonFinite)
    }
  }

  /// Where each stretch begins; throws where the parts don't fit one another.
  func beginnings() throws -> [(change: Int, position: Int)] {
    let starts = changes.indices.filter { changes[$0].effect == .start }
    let positions = changes.map(\.position)
    guard starts.first == 0, positions[0] == 0, positions == positions.sorted(), positions.last! <= count,
      count <= 1 << 53, budget >= 0, stretches.count == starts.count, bookmarks == Set(bookmarks).sorted(),
      bookmarks.allSatisfy({ (0...count).contains($0) })
    else { throw SettingError("its memory contradicts itself") }
    for (k, stretch) in stretches.enumerated() {
      let end = k + 1 < starts.count ? positions[starts[k + 1]] : count
      let steps = positions[starts[k]]..<end
      guard stretch.stride > 0, stretch.stride <= 1 << 53, stretch.stride.nonzeroBitCount == 1,
        stretch.firstClip.map(steps.contains) ?? true, stretch.firstNonFinite.map(steps.contains) ?? true
      else { throw SettingError("its memory contradicts itself") }
    }
    return starts.map { ($0, positions[$0]) }
  }
}

extension Setup {
  /// Tells the data of a task's file from others, by those of a training step; nil where no file gives them.
  func fingerprint(step: Int) -> String? {
    guard experiment.task.kind.wantsPath else { return nil }
    let layout = TraceLayout(shape, loss: loss)
    let (x, target) = (Tensor(shape: layout.x.shape), Tensor(shape: layout.target.shape))
    source.fill(
      x: MutableTensor(x), target: MutableTensor(target), shape: shape, loss: loss, seed: experiment.seed, step: step)
    // FNV-1a over the numbers' bits.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for tensor in [x, target] {
      tensor.withValues { for value in $0 { hash = (hash ^ value.bitPattern) &* 0x0000_0100_0000_01B3 } }
    }
    return String(hash, radix: 16)
  }
}
