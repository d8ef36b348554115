/// What came of a network's training, in the figures by which networks are compared.
public struct TrainingOutcome: Sendable, Codable {
  /// How many of the last steps the loss is the mean of: a single batch may be a lucky one.
  public static let lossSteps = 10

  /// The mean loss of the last steps; NaN where training met NaN or Inf.
  public let loss: Double
  /// The factor per timestep on the way back through the top layer, in the last step; NaN where unknown.
  public let contraction: Double
  /// The mean time of a step. It tells of the machine too, and of what else its cores did.
  public let microseconds: Double
  /// The share of the steps in which something was clipped.
  public let clippedShare: Double
  /// How many values are trained.
  public let parameters: Int
  /// The first step, from 0, with NaN or Inf: there training ended.
  public let firstNonFinite: Int?

  /// Trains a network for so many steps. Nil where `stop` ended it early; throws what is wrong with the settings.
  /// `progress` hears, now and then, how many steps are made.
  public init?(
    _ experiment: Experiment, weights: Parameters? = nil, steps: Int, stop: StopSignal = .never,
    progress: (Int) -> Void = { _ in }
  ) throws {
    precondition(steps > 0, "\(steps) steps to train")
    let trainer = try Trainer(experiment, weights: weights)
    let clock = ContinuousClock()
    var (time, clipped, sum) = (Duration.zero, 0, 0.0)
    var (last, firstNonFinite): (Trace?, Int?)
    while trainer.step < steps, firstNonFinite == nil {
      // The memory of the step before serves again.
      last = nil
      let start = clock.now
      guard let trace = trainer.step(stop: stop) else { return nil }
      time += clock.now - start
      if trace.clipReport.isClipped { clipped += 1 }
      if steps - trace.step <= TrainingOutcome.lossSteps { sum += trace.loss }
      if !trace.isFinite { firstNonFinite = trace.step }
      if trainer.step % max(1, steps / 100) == 0 { progress(trainer.step) }
      last = trace
    }
    loss = firstNonFinite == nil ? sum / Double(min(steps, TrainingOutcome.lossSteps)) : .nan
    contraction = last.map { Verdict($0, layer: $0.shape.layers - 1).contraction } ?? .nan
    microseconds = time / .microseconds(trainer.step)
    clippedShare = Double(clipped) / Double(trainer.step)
    parameters = trainer.parameters.all.count
    self.firstNonFinite = firstNonFinite
  }

  private enum CodingKeys: String, CodingKey {
    case loss, contraction, microseconds, parameters
    case clippedShare = "clipped_share"
    case firstNonFinite = "first_non_finite"
  }
}
