/// A position of a timeline that is worth going to.
public struct Landmark: Sendable, Hashable {
  /// The position.
  public let position: Int
  /// Why.
  public let kind: Kind

  /// What happened there.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// The parameters start: in the beginning, and wherever they start again.
    case start
    /// The first step with other settings, its parameters kept.
    case change
    /// The first step since the start in which something was clipped.
    case firstClip
    /// The step before NaN or Inf came.
    case lastFinite
    /// The first step since the start with NaN or Inf.
    case firstNonFinite
    /// Marked by hand.
    case bookmark
  }
}

extension Timeline {
  /// What is worth going to, by position, each once.
  public var landmarks: [Landmark] {
    var all = Set(changes.map { Landmark(position: $0.position, kind: $0.effect == .start ? .start : .change) })
    for stretch in stretches {
      if let position = stretch.firstClip { all.insert(Landmark(position: position, kind: .firstClip)) }
      if let position = stretch.firstNonFinite {
        all.insert(Landmark(position: position, kind: .firstNonFinite))
        if position > stretch.position { all.insert(Landmark(position: position - 1, kind: .lastFinite)) }
      }
    }
    for position in bookmarks { all.insert(Landmark(position: position, kind: .bookmark)) }
    let order = Landmark.Kind.allCases
    return all.sorted { a, b in
      a.position != b.position
        ? a.position < b.position : order.firstIndex(of: a.kind)! < order.firstIndex(of: b.kind)!
    }
  }

  /// The position of the last step, since the parameters started, before NaN or Inf came; nil where there is none.
  public var lastFinite: Int? {
    let stretch = stretches[stretches.count - 1]
    let last = (stretch.firstNonFinite ?? count) - 1
    return last >= stretch.position ? last : nil
  }

  /// Which training step since its parameters started lies at a position, from 0; how many there were with these
  /// parameters; and whether there are others since.
  public func step(at position: Int) -> (step: Int, count: Int, isEarlier: Bool) {
    let index = stretches.lastIndex { $0.position <= position } ?? 0
    let start = stretches[index].position
    let end = index + 1 < stretches.count ? stretches[index + 1].position : count
    return (position - start, end - start, index + 1 < stretches.count)
  }

  /// The settings in force at a position.
  public func experiment(at position: Int) -> Experiment {
    changes.last { $0.position <= position }?.experiment ?? changes[0].experiment
  }

  /// The position of a training step since the parameters last started; it may lie past the end.
  public func position(ofStep step: Int) -> Int { stretches[stretches.count - 1].position + step }
}
