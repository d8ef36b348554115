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
  private let saver: SessionSaver

  /// A program on a surface that begins to train at once.
  convenience init(_ session: Session, trainer: sending Trainer, surface: any Surface, wakeUp: WakeUp) {
    self.init(session, trainers: [trainer], surface: surface, wakeUp: wakeUp)
  }

  /// A program whose first channels have a trainer each.
  init(_ session: Session, trainers: sending [Trainer], surface: any Surface, wakeUp: WakeUp) {
    self.session = session
    self.surface = surface
    engine = ThreadedEngine(session.allOrders, trainers: trainers) { wakeUp.signal() }
    ticker = Ticker { wakeUp.signal() }
    lister = FileLister { wakeUp.signal() }
    saver = SessionSaver { wakeUp.signal() }
  }

  var isFinished: Bool { session.isQuitting && session.saving == nil }

  func press(_ key: Key) {
    switch session.action(for: key) {
    case .suspend: surface.suspend()
    case .redraw: surface.redraw()
    default:
      session.press(key)
      saver.writeIfWhole(session)
      engine.follow(session.allOrders)
      ticker.follow(session.tickInterval)
      lister.follow(session.wantedPath)
    }
  }

  func wake() -> Bool {
    var isNew = false
    while let report = engine.fetch() {
      saver.take(report, of: session)
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
    if let outcome = saver.outcome() {
      switch outcome {
      case .success(let step): session.receiveSaved(step: step)
      case .failure(let error): session.receiveUnsaved((error as? FileError)?.reasonFirst ?? "\(error)")
      }
      isNew = true
    }
    // A refusal puts the old settings back into force; a sweep that is through stops to play.
    if isNew {
      engine.follow(session.allOrders)
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
