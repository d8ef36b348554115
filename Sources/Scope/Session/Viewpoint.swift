import Recurrence

/// How the channels are looked at: the same for all of them.
public struct Viewpoint: Sendable {
  /// The channel on show, from 0.
  public internal(set) var channel = 0
  /// How several are looked at.
  public internal(set) var comparison = Comparison.beside
  /// Whether keys that change a setting change that of all channels.
  public internal(set) var setsAll = false
  /// The time cursor, from 0; nil follows the last timestep.
  public internal(set) var cursor: Int?
  /// The timesteps, from 0, that the time axes were zoomed to; nil shows all. `Session.window` is what they show.
  public internal(set) var zoom: Range<Int>?
  /// Whether ∂L/∂h_t is told over ‖∂L/∂h_T‖.
  public internal(set) var isRelative = false
  /// The unit cursor, from 0.
  public internal(set) var unit = 0
  /// The layer on show, from 0.
  public internal(set) var layer = 0
  /// The gate on show where there is room for one; an index into the recorded planes.
  public internal(set) var gate = 0
  /// The colours' scale.
  public internal(set) var scale = HeatScale()
  /// The panel that has the focus.
  public internal(set) var focus = PanelID.heat
  /// Whether it has the whole screen, where the mode leaves the choice.
  public internal(set) var isFullScreen = false
  /// The number format through which the heatmap is seen.
  public internal(set) var lens: FloatFormat?
  /// The window of the truncated BPTT that is drawn beside the full one.
  public internal(set) var window: Int?
  /// How many lines the page on show is scrolled.
  public internal(set) var scroll = 0
}
