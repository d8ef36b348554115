import Engine
import Recurrence

/// Everything a person can ask for.
public enum Action: Hashable, Sendable {
  case quit, suspend, redraw
  /// Into a mode, and out of it again.
  case toggle(Mode)
  /// Out of what is on top: the line being typed, the mode, the full screen, the past, the message.
  case escape
  case toggleRun, trainOnce, speed(by: Int)
  case reset, resetWithNewSeed
  /// A setting to its next (+1) or previous (−1) value.
  case change(Knob, by: Int)
  /// The time cursor by so many timesteps, or to an end.
  case moveCursor(by: Int)
  case cursorToStart, cursorToEnd
  /// The time axes: in and out at the cursor, to and fro, and to what lies above the scale.
  case zoom(by: Int), pan(by: Int), fitTime
  /// ∂L/∂h_t over ‖∂L/∂h_T‖, or as it is.
  case toggleRelative
  /// The next step of what plays by itself: no key, but the program asks for it, every `Session.tickInterval`.
  case tick
  /// The unit cursor.
  case moveUnit(by: Int)
  /// Cursors and focus to a cell of the screen, or what the footer says there.
  case point(x: Int, y: Int)
  /// What lies at a cell of the screen, scrolled: +1 is on, −1 back.
  case wheel(by: Int, x: Int, y: Int)
  case focus(by: Int)
  /// What is in hand, taken: the panel in focus onto the whole screen and back; in what-if, the change.
  case confirm
  case shiftScale(by: Int), toggleSign, gate(by: Int), layer(by: Int)
  /// One of the explanation's suggestions, from 0.
  case follow(suggestion: Int)
  /// The number format through which the heatmap is seen; the window of truncated BPTT.
  case lens(by: Int), window(by: Int)
  /// In the run: by so many training steps, to the next or last landmark, a mark at the step on show, to the newest.
  case travel(by: Int), landmark(by: Int), bookmark, now
  /// The last change of what was to come, taken back with all that came of it.
  case undo
  /// A copy of the channel in hand beside it; the one in hand away; the next or previous into the hand.
  case copyChannel, dropChannel, channel(by: Int)
  /// The next way to look at several; a picture of the one in hand that stays; whether settings are those of all.
  case comparison(by: Int), togglePin, toggleAll
  case openPrompt
  case typed(Character), pasted(String), erase, edit(LineEdit), complete, submit

  /// Whether it changes nothing but how the panels are looked at: a page that covers them has no use for it.
  var isOfPanels: Bool {
    switch self {
    case .moveCursor, .cursorToStart, .cursorToEnd, .moveUnit, .point, .wheel, .focus, .confirm, .shiftScale,
      .toggleSign, .gate, .layer, .lens, .window, .zoom, .pan, .fitTime, .toggleRelative, .channel,
      .comparison, .togglePin:
      true
    default: false
    }
  }
}

/// A setting with a key, by its name; `bias` is the one that the cell's gates have.
public enum Knob: String, CaseIterable, Sendable {
  case cell, activation, clip, theta, length, gain, bias, optimizer, task
  case lossAt = "loss-at"
  case initializer = "init"
  case learningRate = "learning-rate"
}
