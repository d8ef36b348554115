import Engine
import Recurrence

/// What a view of a trace draws from: a session that has a trace.
public struct Scene {
  /// All of the session.
  public let session: Session
  /// The trace on show.
  public let trace: Trace
  /// Its layer on show, as read.
  public let reading: Reading

  /// Nil as long as there is no trace.
  public init?(_ session: Session) {
    guard let trace = session.trace, let reading = session.reading else { return nil }
    (self.session, self.trace, self.reading) = (session, trace, reading)
  }

  /// How it is looked at.
  var view: Viewpoint { session.view }
  /// The session's language.
  var words: any Words { session.words }
  /// Whether the panel in focus has the whole screen.
  var isFullScreen: Bool { view.isFullScreen && session.mode == .exploring }
  /// T.
  var length: Int { trace.shape.length }
  /// The timestep under the cursor, from 0.
  var time: Int { session.cursorTime }
  /// The layer's part of the trace.
  var layer: LayerTrace { trace.layers[view.layer] }
  /// The first timestep (from 0) that the backward sweep has reached.
  var sweptFrom: Int { session.mode == .bptt ? time : 0 }
  /// The timesteps on show, from 0.
  var window: Range<Int> { session.window }
  /// The time axis on so many columns.
  func axis(width: Int) -> TimeAxis { TimeAxis(window, width: width) }
  /// ‖∂L/∂h_T‖ where gradients are told over it and it can be divided by; else nil.
  var reference: Double? { view.isRelative ? session.reference : nil }
  /// The colours' scale for ∂L/∂h_t.
  var scale: HeatScale {
    var scale = view.scale
    if let reference { scale.origin = reference.decades }
    return scale
  }
  /// log10 of gradients by h, over ‖∂L/∂h_T‖ where they are told so.
  func decades(_ gradients: [Double]) -> [Double] { gradients.map { $0.decades - scale.origin } }
  /// ` ÷ ‖∂L/∂h_T‖`, where gradients are told so.
  var relativeNote: String { reference == nil ? "" : " ÷ ‖∂L/∂h_T‖" }
  /// `layer 2/3 · `, for the beginning of a title, whose end may be cut; nothing where there is one layer.
  var layerNote: String { note(ofLayer: view.layer) }
  /// That of the layer nearest to the loss, whose course is kept.
  var topLayerNote: String { note(ofLayer: trace.shape.layers - 1) }
  private func note(ofLayer layer: Int) -> String {
    trace.shape.layers > 1 ? words.title(.layer(layer + 1, of: trace.shape.layers)) + " · " : ""
  }
}
