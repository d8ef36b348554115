import Dispatch
import Engine
import Recurrence
import Scope
import Synchronization

/// Gathers what the engine hands over to be saved, and writes it on a thread of its own: a disk may be slow.
final class SessionSaver {
  private var parts: [Int: (run: SavedRun, history: History)] = [:]
  private let queue = DispatchQueue(label: "saver", qos: .utility)
  private let shared = Shared()
  private let wake: @Sendable () -> Void

  /// A saver with nothing to do; `wake` is called from another thread when something was written, or could not be.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Takes what of a channel is to be saved, before the session hears of anything later; writes where it was the last.
  func take(_ told: ChannelReport, of session: Session) {
    guard case .saved(let run, let points, let isAnew) = told.report,
      let channel = session.channels.first(where: { $0.id == told.channel })
    else { return }
    parts[told.channel] = channel.saved(run, adding: points, isAnew: isAnew)
    writeIfWhole(session)
  }

  /// Writes what has been gathered where that is all: a channel may have been dropped since.
  func writeIfWhole(_ session: Session) {
    guard let path = session.saving, !parts.isEmpty else { return }
    let gathered = session.channels.compactMap { parts[$0.id] }
    guard gathered.count == session.channels.count else { return }
    parts = [:]
    let file = SessionFile(SavedSession(session), gathered)
    queue.async { [shared, wake] in
      let outcome = Result { try file.write(to: path) }
      shared.outcome.withLock { $0 = outcome.map { file.runs[0].run.step } }
      wake()
    }
  }

  /// What came of it, once: the training step that was saved.
  func outcome() -> Result<Int, any Error>? { shared.outcome.withLock { $0.take() } }

  private final class Shared: Sendable {
    let outcome = Mutex<Result<Int, any Error>?>(nil)
  }
}
