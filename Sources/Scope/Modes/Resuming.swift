import Engine
import Recurrence

extension Session {
  /// A session that was saved to a file, with its runs and their histories, one for each channel.
  public init(resuming saved: SavedSession, runs: [(run: SavedRun, history: History)], file: String) {
    precondition(!runs.isEmpty, "a session of no network")
    self.init(runs[0].run.experiment)
    let speed = Speed(rawValue: saved.speed) ?? .ten
    let isLettered =
      saved.letters.count == runs.count && Set(saved.letters).count == runs.count
      && saved.letters.allSatisfy { (0..<Session.mostChannels).contains($0) }
    channels = runs.enumerated().map { k, part in
      let orders = Orders(experiment: part.run.experiment, isRunning: saved.isRunning, speed: speed)
      let name = k < saved.given.count ? saved.given[k] : nil
      return Channel(
        resuming: part.run, orders, id: k, letter: isLettered ? saved.letters[k] : k, weights: name,
        history: part.history)
    }
    lastID = runs.count - 1
    view = saved.view.viewpoint(channels: runs.count, panels: PanelCatalogue.all.map { $0.id })
    self.file = file
    settleWanted()
  }

  /// Goes on as it was saved, but for what is asked for.
  public mutating func goOn(speed: Speed?, isPaused: Bool) {
    command {
      $0.speed = speed ?? $0.speed
      if isPaused { $0.isRunning = false }
    }
  }
}
