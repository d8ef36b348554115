import Recurrence

/// What a view is called, and what its labels say; where that is notation alone, the view has it. Timesteps, units and
/// steps are counted from 1.
public enum Caption: Sendable {
  // The header.
  case loss(Double)
  case step(Int)
  case paused
  /// The step of the past on show, of so many; whether the parameters have started anew since.
  case past(Int, of: Int, isEarlier: Bool)
  /// On the way to a step, so much of it done.
  case seeking(Int, Double)
  case layer(Int, of: Int)
  /// Weights that were drawn where a file's were given.
  case notOf(file: String)

  // ∂L/∂h_t and its norms; `over` is what they are divided by, as it is written.
  case heat(over: String, window: ClosedRange<Int>?)
  case value(Double, t: Int, unit: Int)
  case norms(over: String)
  case waterfall(over: String)
  case stepsPerRow(Int)
  case belowScale
  /// The value of ‖∂L/∂h_T‖, the colours' unit.
  case unit(Double)
  /// The least magnitude that has a colour, where colours tell the sign.
  case middle(String)

  // The gates.
  case gates([String])
  case hiddenState
  /// The ends of a gate's colours.
  case shut, open
  case mean(String, t: Int, Double)

  // The training.
  case trainingPanel
  case lossLine
  case afterClipping(Double)
  case steps(ClosedRange<Int>)
  case noClipping
  case threshold(Double, Clipping.Mode)

  // The analyses.
  case routes
  case shares(t: Int)
  case reach
  /// Of all that there are, from the largest to the least; and the largest Lyapunov exponents.
  case singularValues([Double], of: Int, exponents: [Double])
  case flow
  /// The loss, by its timestep, that teaches h_t most.
  case teacher(source: Int, t: Int, Double)
  case contributions
  /// What of each gate's sum over timesteps doesn't cancel; NaN where there is no sum.
  case leftOfRecurrent(gate: String, Double)
  case leftOfInputs([(gate: String, share: Double)], Room)
  case whatIf([String])
  case whatIfLine
  case lossChange(from: Double, to: Double)

  // Several networks.
  /// One of them, by the settings in which it differs.
  case network(String, [String])
  /// The factor per step, or what there is instead.
  case factor(Verdict)
  case parameters(Int, isShort: Bool)
  /// Seconds of a training step.
  case cost(Double)
  case clippedSteps(Double, isShort: Bool)
  case comparability(Comparability, isShort: Bool)
  /// Of one over the one in hand, unit by unit or of the norms.
  case difference(String, over: String, isByUnit: Bool)
  /// What the ends of the difference's colours mean, the lower and the upper, at so many decades.
  case smaller(decades: Int)
  case larger(decades: Int)
  case losses
  case allSettings

  // The pages.
  case helpPage
  case explanationPage
  case atStep(Int)
  case checkPage
  case checked(GradientCheck.Part)
  case lines(ClosedRange<Int>, of: Int)
  case more(above: Bool, below: Bool)
  case whatToTry
}
