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
  /// T.
  var length: Int { trace.shape.length }
  /// The timestep under the cursor, from 0.
  var time: Int { session.cursorTime }
  /// The layer's part of the trace.
  var layer: LayerTrace { trace.layers[view.layer] }
  /// The first timestep (from 0) that the backward sweep has reached.
  var sweptFrom: Int { session.mode == .bptt ? time : 0 }
  /// `, layer 2/3`, or nothing where there is one.
  var layerNote: String { trace.shape.layers > 1 ? ", layer \(view.layer + 1)/\(trace.shape.layers)" : "" }
}
