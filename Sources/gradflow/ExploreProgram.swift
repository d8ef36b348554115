import Engine
import Scope
import Recurrence

/// The interactive program: hands keys to the session, the session's orders to the engine, and the engine's reports
/// back; draws what comes of it.
final class ExploreProgram: Program {
  private(set) var session: Session
  private let engine: ThreadedEngine
  private let surface: any Surface
  private let ticker: Ticker
  private let lister: FileLister

  /// A program on a surface that begins to train at once.
  init(_ session: Session, trainer: sending Trainer, surface: any Surface, wakeUp: WakeUp) {
    self.session = session
    self.surface = surface
    engine = ThreadedEngine(session.orders, trainer: trainer) { wakeUp.signal() }
    ticker = Ticker { wakeUp.signal() }
    lister = FileLister { wakeUp.signal() }
  }

  var isFinished: Bool { session.isQuitting }

  func press(_ key: Key) {
    switch session.action(for: key) {
    case .suspend: surface.suspend()
    case .redraw: surface.redraw()
    default:
      session.press(key)
      engine.follow(session.orders)
      ticker.follow(session.tickInterval)
      lister.follow(session.wantedPath)
    }
  }

  func wake() -> Bool {
    var isNew = false
    while let report = engine.fetch() {
      session.receive(report)
      isNew = true
    }
    if ticker.take() {
      session.apply(.tick)
      isNew = true
    }
    if let listing = lister.take() {
      session.receive(listing)
      lister.follow(session.wantedPath)
      isNew = true
    }
    // A refusal puts the old settings back into force; a sweep that is through stops to play.
    if isNew {
      engine.follow(session.orders)
      ticker.follow(session.tickInterval)
    }
    return isNew
  }

  func draw(on canvas: inout Canvas) {
    (canvas, session.placement) = Screen.draw(session, width: canvas.width, height: canvas.height, look: canvas.look)
  }

  /// Ends the training.
  func close() {
    ticker.follow(nil)
    engine.close()
  }
}
