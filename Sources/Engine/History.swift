import Recurrence

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is kept of a training step when its trace is gone.
public struct HistoryPoint: Sendable, Equatable {
  /// How many columns of time a point keeps of its gradient's profile.
  public static let profileWidth = 64

  /// The first training step of those it stands for.
  public var step: Int
  /// How many training steps it stands for.
  public var count: Int
  /// Their mean loss.
  public var loss: Double
  /// The largest gradient norm before and after clipping.
  public var normBefore: Double
  /// See `normBefore`.
  public var normAfter: Double
  /// How many of them were clipped.
  public var clipped: Int
  /// log10 ‖∂L/∂h_t‖ of the top layer, the largest of each column of time.
  public var profile: [Float]
  /// log10 ‖∂L/∂h_T‖ of the top layer.
  public var last: Float

  /// The point of one trace.
  public init(_ trace: Trace) {
    step = trace.step
    count = 1
    loss = trace.loss
    normBefore = trace.clipReport.normBefore
    normAfter = trace.clipReport.normAfter
    clipped = trace.clipReport.isClipped ? 1 : 0
    let dh = GradientProfile.norms(trace.layers[trace.shape.layers - 1].dh)
    last = Float((dh.last ?? 0).decades)
    profile = (0..<HistoryPoint.profileWidth).map { column in
      let from = column * dh.count / HistoryPoint.profileWidth
      let to = max(from + 1, (column + 1) * dh.count / HistoryPoint.profileWidth)
      return Float(dh[from..<to].reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }.decades)
    }
  }

  /// A point of these figures.
  init(
    step: Int, count: Int, loss: Double, normBefore: Double, normAfter: Double, clipped: Int, profile: [Float],
    last: Float
  ) {
    (self.step, self.count, self.loss, self.clipped) = (step, count, loss, clipped)
    (self.normBefore, self.normAfter, self.profile, self.last) = (normBefore, normAfter, profile, last)
  }

  /// This point and the one after it as one.
  func merged(with next: HistoryPoint) -> HistoryPoint {
    var both = self
    both.count = count + next.count
    both.loss = (loss * Double(count) + next.loss * Double(next.count)) / Double(both.count)
    both.normBefore = next.normBefore > normBefore || next.normBefore.isNaN ? next.normBefore : normBefore
    both.normAfter = next.normAfter > normAfter || next.normAfter.isNaN ? next.normAfter : normAfter
    both.clipped = clipped + next.clipped
    (both.profile, both.last) = (next.profile, next.last)
    return both
  }
}

/// The course of training in bounded memory: when it is full, neighbours are merged, so that the whole run stays
/// visible at half the detail.
public struct History: Sendable, Equatable {
  /// Oldest first.
  public private(set) var points: [HistoryPoint] = []
  /// How many training steps each point stands for, the last one perhaps fewer.
  public private(set) var stride = 1
  /// Training steps seen, and how many of them were clipped.
  public private(set) var steps = 0
  /// See `steps`.
  public private(set) var clippedSteps = 0

  let capacity: Int

  /// An empty history of at most `capacity` points.
  public init(capacity: Int = 1024) { self.capacity = capacity }

  /// A history of points that stand for `stride` steps each, the last one perhaps for fewer.
  init(_ points: [HistoryPoint], stride: Int, capacity: Int) {
    (self.points, self.stride, self.capacity) = (points, stride, capacity)
    steps = points.reduce(0) { $0 &+ $1.count }
    clippedSteps = points.reduce(0) { $0 &+ $1.clipped }
  }

  /// Adds a training step.
  public mutating func append(_ point: HistoryPoint) {
    steps += point.count
    clippedSteps += point.clipped
    if let last = points.last, last.count < stride {
      points[points.count - 1] = last.merged(with: point)
      return
    }
    if points.count == capacity {
      points = Swift.stride(from: 0, to: capacity, by: 2).map {
        $0 + 1 < capacity ? points[$0].merged(with: points[$0 + 1]) : points[$0]
      }
      stride *= 2
    }
    points.append(point)
  }

  /// What of it came before a training step (from 0); of neighbours that were merged across it, nothing.
  public func prefix(_ step: Int) -> History {
    guard let last = points.last, last.step + last.count > step else { return self }
    var part = self
    part.points.removeAll { $0.step + $0.count > step }
    part.steps = part.points.reduce(0) { $0 + $1.count }
    part.clippedSteps = part.points.reduce(0) { $0 + $1.clipped }
    return part
  }

  /// The share of all training steps in which something was clipped.
  public var clippedShare: Double { steps == 0 ? 0 : Double(clippedSteps) / Double(steps) }
}

extension Double {
  /// log10 of the magnitude: −∞ for 0, NaN for NaN.
  package var decades: Double { log10(abs(self)) }
}
