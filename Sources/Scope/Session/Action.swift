import Engine
import Recurrence

/// Everything a person can ask for.
public enum Action: Hashable, Sendable {
  case quit, suspend, redraw
  case help, escape
  case toggleRun, trainOnce, speed(by: Int)
  case reset, resetWithNewSeed
  /// A setting to its next (+1) or previous (−1) value.
  case change(Knob, by: Int)
  /// The time cursor by so many timesteps, or to an end.
  case moveCursor(by: Int)
  case cursorToStart, cursorToEnd
  /// The unit cursor.
  case moveUnit(by: Int)
  /// The time cursor to a place clicked on.
  case point(x: Int, y: Int)
  case focus(by: Int), toggleFullScreen
  case shiftScale(by: Int), toggleSign, gate(by: Int), layer(by: Int)
  /// Into the mode in which the backward sweep stands still, and out.
  case toggleSweep
  /// The page that says why; and one of its suggestions, from 0.
  case explain, follow(suggestion: Int)
  /// The number format through which the heatmap is seen; the window of truncated BPTT.
  case lens(by: Int), window(by: Int)
  /// Into the mode in which settings are tried on the step on show, and out.
  case toggleWhatIf
  /// The finite-difference check of this step's gradients.
  case check
  case openPrompt
  case typed(Character), erase, complete, submit
}

/// A setting with a key, by its name; `bias` is the one that the cell's gates have.
public enum Knob: String, CaseIterable, Sendable {
  case cell, activation, clip, theta, length, gain, bias, optimizer, task
  case lossAt = "loss-at"
  case initializer = "init"
  case learningRate = "learning-rate"
}
