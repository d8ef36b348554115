import Engine
import Recurrence

/// What of a session stands in a file beside its runs: how it is looked at, and how it goes on.
public struct SavedSession: Codable, Sendable {
  /// Whether it trains.
  let isRunning: Bool
  /// Training steps a second; 0 for as many as there can be.
  let speed: Int
  /// For each channel the name of the file of weights that were given.
  let given: [String?]
  /// For each channel its letter, from 0.
  let letters: [Int]
  let view: View

  /// The viewpoint; names in the place of what has one.
  struct View: Codable {
    let channel: Int
    let comparison: Comparison
    let setsAll: Bool
    let cursor: Int?
    let zoom: Range<Int>?
    let isRelative: Bool
    let unit: Int
    let layer: Int
    let gate: Int
    let lowest: Double
    let highest: Double
    let isSigned: Bool
    let focus: String
    let isFullScreen: Bool
    let lens: String?
    let window: Int?
  }

  /// What there is to save of a session.
  public init(_ session: Session) {
    (isRunning, speed) = (session.orders.isRunning, session.orders.speed.rawValue)
    given = session.channels.map { $0.given?.name }
    letters = session.channels.map(\.letter)
    view = View(session.view)
  }
}

extension SavedSession.View {
  init(_ view: Viewpoint) {
    (channel, comparison, setsAll, cursor) = (view.channel, view.comparison, view.setsAll, view.cursor)
    (zoom, isRelative, unit, layer, gate) = (view.zoom, view.isRelative, view.unit, view.layer, view.gate)
    (lowest, highest, isSigned) = (view.scale.lowest, view.scale.highest, view.scale.isSigned)
    (focus, isFullScreen) = (view.focus.name, view.isFullScreen)
    (lens, window) = (view.lens?.name, view.window)
  }

  /// The viewpoint on so many channels: what can't be is as usual.
  func viewpoint(channels: Int, panels: [PanelID]) -> Viewpoint {
    var view = Viewpoint()
    view.channel = min(max(0, channel), channels - 1)
    (view.comparison, view.setsAll, view.isRelative) = (comparison, setsAll, isRelative)
    (view.unit, view.layer, view.gate) = (max(0, unit), max(0, layer), max(0, gate))
    view.cursor = cursor.map { max(0, $0) }
    view.zoom = zoom.flatMap { $0.lowerBound >= 0 && $0.count >= Session.fewestTimesteps ? $0 : nil }
    if lowest >= -320, highest <= 308, lowest < highest { (view.scale.lowest, view.scale.highest) = (lowest, highest) }
    view.scale.isSigned = isSigned
    view.focus = panels.first { $0.name == focus } ?? view.focus
    view.isFullScreen = isFullScreen
    view.lens = FloatFormat.all.first { $0.name == lens }
    view.window = window.map { max(1, $0) }
    return view
  }
}
