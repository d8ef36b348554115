import Engine
import Recurrence

/// The first lines: what is being trained, how far it is, and the verdict.
enum Header {
  /// How many lines it takes.
  static let height = 2

  static func draw(_ session: Session, width: Int, on canvas: inout Canvas) {
    let experiment = session.experiment
    var x = 0
    func put(_ text: String, _ style: Style, on canvas: inout Canvas) {
      x = canvas.put(text, x: x, y: 0, style: style, maxWidth: max(0, width - x))
    }
    put(
      session.orders.isRunning ? "▶" : "‖", Style(session.orders.isRunning ? .good : .warning, bold: true), on: &canvas)
    let name = session.isComparing ? " \(session.inHand.name)" : ""
    put("\(name) \(experiment.cell.title)", Style(.accent, bold: true), on: &canvas)
    let words = session.words
    let right =
      (session.trace.map { words.title(.loss($0.loss)) + "  " } ?? "") + place(session, isWide: width >= 100)
    let room = width - canvas.look.width(of: right) - 1
    for part in origin(session) + parts(experiment, session.trace, words, isWide: width >= 110)
    where x + canvas.look.width(of: part) + 3 <= room {
      put(" · ", Style(.dim), on: &canvas)
      put(part, Style(.text), on: &canvas)
    }
    canvas.put(
      right, in: Rect(x: x + 1, y: 0, width: width - x - 1, height: 1), align: .trailing,
      style: Style(.text, bold: true))

    guard let verdict = session.reading?.verdict else { return }
    // The first NaN, not the one that the newest step met first.
    let layers = session.trace?.shape.layers ?? 1
    let whose = layers > 1 ? words.title(.layer(session.view.layer + 1, of: layers)) + " " : ""
    let line = canvas.look.most(in: width) { room in
      session.channel.divergence.map { words.diverged($0, room) } ?? whose + words.line(verdict, room)
    }
    canvas.put(
      line, in: Rect(x: 0, y: 1, width: width, height: 1), style: Style(Role(verdict.kind), bold: true))
  }

  /// The step on show: of the past which of how many, or how far it is until it is found; of now, and the speed.
  private static func place(_ session: Session, isWide: Bool) -> String {
    let (words, channel) = (session.words, session.channel)
    if let timeline = channel.timeline {
      if let target = session.orders.lookingAt, target != channel.looked, let share = channel.progress {
        return words.title(.seeking(timeline.step(at: target).step + 1, share))
      }
      if let looked = channel.looked {
        let (_, count, isEarlier) = timeline.step(at: looked)
        return words.title(.past(channel.stepOnShow, of: count, isEarlier: isEarlier))
      }
    }
    let speed = session.orders.isRunning ? self.speed(session) : words.title(.paused)
    return words.title(.step(channel.stepsTrained)) + (isWide ? "  \(speed)" : "")
  }

  /// The speed that is wished for, and beside it what is reached where that is less.
  private static func speed(_ session: Session) -> String {
    let wish = session.orders.speed
    return session.channel.slowPace.map { session.words.title(wish, reached: $0) } ?? session.words.title(wish)
  }

  /// Where the weights come from, where some were given.
  private static func origin(_ session: Session) -> [String] {
    guard let given = session.channel.given, let trace = session.trace else { return [] }
    return [trace.startsFromGiven ? given.name : session.words.title(.notOf(file: given.name))]
  }

  /// The settings in the order in which they find room, and those of them that are told when they are usual too.
  private static let told = [
    "activation", "length", "hidden", "layers", "forget-bias", "update-bias", "gain", "init", "clip", "task", "loss-at",
    "optimizer", "batch", "seed",
  ]
  private static let always: Set = ["activation", "length", "hidden", "clip", "task", "loss-at", "optimizer"]

  private static func parts(_ experiment: Experiment, _ trace: Trace?, _ words: any Words, isWide: Bool) -> [String] {
    // A task may decide these itself.
    var inForce = experiment
    inForce.length = trace?.shape.length ?? experiment.length
    inForce.lossAt = trace?.shape.lossAt ?? .last
    let usual = Experiment()
    // What cuts the gradient is told before the sizes.
    let first = experiment.clipping.mode == .off ? [] : ["activation", "clip"]
    return (first + told.filter { !first.contains($0) }).compactMap { name in
      let setting = Settings.named(name)!
      let isUnusual = setting.isUsed(experiment) && setting.get(experiment) != setting.get(usual)
      let isTold = always.contains(name) || (name == "seed" ? isWide : isUnusual)
      return isTold ? words.brief(setting, inForce) : nil
    }
  }
}
