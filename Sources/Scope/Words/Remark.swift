import Engine
import Recurrence

/// What is said when a key was pressed: what was done, or why nothing was.
public enum Remark: Sendable {
  // The training.
  case training(Speed)
  case paused
  case trainedOnce
  case speed(Speed, isRunning: Bool)
  case reset(seed: UInt64)
  case newSeed(UInt64)

  // The settings.
  /// What was turned or set, in the setting's own words, and what became of the weights.
  case changed(String, WeightsStart)
  /// What weights it goes on with.
  case weights(WeightsStart)
  case clipping(from: Clipping.Mode, to: Clipping.Mode)
  case noGateToBias(CellKind)
  /// What it is.
  case setting(Setting, Experiment)

  // The `:` line.
  case lineTooLong(bytes: Int)
  case pastedElsewhere
  /// What is said of the first line.
  case pastedFirstLine(String?)

  // The view.
  case scale(HeatScale)
  case sign(isSigned: Bool)
  case gate(Plane)
  case oneLayer
  /// From 0.
  case layer(Int, of: Int)
  case lens(FloatFormat?)
  case window(Int?)
  case fewestTimesteps(Int)
  case nothingToPan(length: Int)
  /// The lower end of the scale.
  case nothingToFit(decades: Double)
  case allTimesteps(Int)
  /// From 0.
  case zoomed(Range<Int>, length: Int)
  case relative(Bool, hasReference: Bool)

  // The modes.
  case enteredBPTT
  case playing(Speed)
  case playSpeed(Speed, isPlaying: Bool)
  /// From 1.
  case sweepStands(t: Int)
  case playedToStart
  case leftBPTT
  case startedWhatIf
  case leftWhatIf
  case untried
  /// What was turned, in the setting's own words.
  case tried(String)
  case kept
  case stepAsItWas
  case explainFirst
  case unboundKey(Key, onPage: Bool)
}
