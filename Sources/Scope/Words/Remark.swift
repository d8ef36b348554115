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
  /// By a key, from the settings before to those after, and what became of the weights.
  case turned(Setting, from: Experiment, to: Experiment, WeightsStart)
  /// By name.
  case typed(Setting, from: Experiment, to: Experiment, WeightsStart)
  /// By a key, with nothing changed.
  case alreadyThere(Setting, Experiment)
  /// Its value and what it does.
  case asked(Setting, Experiment)
  /// Why it stays.
  case hindered(Hindrance)
  /// More was typed than a line of so many bytes holds.
  case lineCut(longest: Int)
  /// The task's file is being opened.
  case opening(TaskName)
  /// What weights it goes on with.
  case weights(WeightsStart)
  case noGateToBias(CellKind)

  // The `:` line.
  case pastedElsewhere
  /// What is said of the first line.
  case pastedFirstLine(String?)

  // The session in a file.
  case saving(String)
  case saved(String, step: Int)
  case stillSaving
  case noFileToSave

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

  // The run's past. Steps are counted from 1.
  /// The step on show, what is there to be seen, and the settings before it and at it.
  case lookingBack(step: Int, [Landmark.Kind], from: Experiment, to: Experiment)
  case now(step: Int)
  case noEarlierStep
  case noLaterStep
  case noLandmark(isEarlier: Bool)
  case noSuchStep(String, of: Int)
  case bookmark(Int, isSet: Bool)
  case remembersNothing
  /// What was done at a step of the past, and what becomes of the future that is left.
  case branched(String?, step: Int, Future)
  case undone(from: Experiment, to: Experiment, step: Int, isStart: Bool, Future)
  case nothingToUndo

  // Several networks.
  case copied(String)
  /// A setting's name stands alone.
  case noValue(String)
  case dropped(String, left: Int)
  case oneChannel
  case mostChannels(Int)
  case channel(String, of: Int)
  case comparison(Comparison)
  case pinned(String, step: Int)
  case unpinned
  case setsAll(Bool)
  /// What was done in one, by which all start anew.
  indirect case allAnew(Remark)
  /// What was done in all of them, but not in those.
  indirect case ofAll(Remark, except: [String])

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
  /// By a key, on the step on show alone.
  case tried(Setting, from: Experiment, to: Experiment)
  case kept
  case stepAsItWas
  case explainFirst
  case unboundKey(Key, onPage: Bool)

  /// What becomes of a future that is left.
  public enum Future: Sendable {
    /// There was none.
    case nothing
    /// It stays as a picture of that name.
    case picture(String)
    /// It is lost, for the picture of that name was pinned by hand.
    case lost(pinned: String)
  }
}
