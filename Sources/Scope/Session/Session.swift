import Engine
import Recurrence

/// The state of the program: what is known of each network, how it is looked at, and what the keys are about.
///
/// Pure: an action or a report changes it, a screen is drawn from it, and nothing else happens.
public struct Session: Sendable {
  /// One for each network.
  public internal(set) var channels: [Channel]
  /// The newest number of a channel.
  var lastID = 0
  /// A picture of one as it was, which stays while its original goes on.
  public internal(set) var pinned: Channel?
  /// How they are looked at.
  public internal(set) var view = Viewpoint()
  /// The mode on top, and below it those that it returns to: `exploring`, at most one that stands still, at most one
  /// page.
  public internal(set) var modes: [Mode] = [.exploring]
  /// What the footer said where help was asked for.
  public internal(set) var helpedHints: [Hint] = []
  /// The line being typed.
  public internal(set) var prompt: Prompt?
  /// The lines that were typed, the newest last.
  public internal(set) var typedLines: [String] = []
  /// The backward sweep as it plays by itself.
  public internal(set) var playback = Playback()
  /// A change to a task whose file is being opened.
  var opening: Opening?
  /// The folder that `~/` stands for in a path that is typed; nil where there is none.
  public var home: String?
  /// What was last said.
  public internal(set) var message: Message?
  /// The file that all is being saved to; nil while none is.
  public internal(set) var saving: String?
  /// The file that all was last saved to, or that it was resumed from.
  var file: String?
  /// Whether to end the program, once nothing is being saved.
  public internal(set) var isQuitting = false
  /// Where the panels were drawn, for the mouse; set by the screen.
  public var placement = Placement()

  /// A session that is about to train one network; `weights` names the file of weights that were given.
  public init(_ experiment: Experiment, weights: String? = nil, isRunning: Bool = true, speed: Speed = .ten) {
    channels = [Channel(Orders(experiment: experiment, isRunning: isRunning, speed: speed), weights: weights)]
  }

  /// The program's language.
  public var words: any Words { Language.words }

  /// What the keys are about, and what stands on the screen.
  public var mode: Mode { modes[modes.count - 1] }

  /// The channel on show.
  public internal(set) var channel: Channel {
    get { channels[view.channel] }
    _modify { yield &channels[view.channel] }
  }

  /// What its engine is to do.
  public internal(set) var orders: Orders {
    get { channel.orders }
    _modify { yield &channel.orders }
  }

  /// The settings asked for.
  public var experiment: Experiment { orders.experiment }
  /// The newest trace.
  public var trace: Trace? { channel.trace }
  /// What the task's data fix, once they have been opened.
  var terms: DataTerms? { trace?.experiment.task == experiment.task ? trace?.terms : nil }
  /// What is drawn of the layer on show.
  public var reading: Reading? { channel.readings.indices.contains(view.layer) ? channel.readings[view.layer] : nil }

  /// The timestep under the cursor, from 0.
  public var cursorTime: Int { min(view.cursor ?? lastTime, lastTime) }
  /// The last timestep, from 0.
  var lastTime: Int { max(0, (trace?.shape.length ?? 1) - 1) }

  /// What the engine is to do with each network.
  public var allOrders: [ChannelOrders] {
    channels.map { ChannelOrders(id: $0.id, origin: $0.origin, $0.engineOrders) }
  }

  /// Takes in what the engine tells of a network.
  public mutating func receive(_ told: ChannelReport) {
    let report = told.report
    // It may have been dropped since.
    guard let index = channels.firstIndex(where: { $0.id == told.channel }) else { return }
    let hadDiverged = channels[index].divergence != nil
    channels[index].receive(report)
    if case .refused(let reason, _) = report { (message, opening) = (.warning(reason), nil) }
    // Training stands at the first NaN, to be looked at; who wants to may go on.
    if channels[index].divergence != nil, !hadDiverged, channels[index].orders.lookingAt == nil {
      command { $0.isRunning = false }
      message = .warning(words.standsAtNaN(isRemembered: channels[index].timeline != nil))
    }
    guard index == view.channel, let trace else { return }
    if case .shown(_, _, let kept) = report { tellOfOpening(trace, kept: kept) }
    keepViewWithin()
  }

  /// Ends what is tried on the step on show.
  mutating func forgetTrials() { for index in channels.indices { channels[index].trial = nil } }

  /// Orders that hold for all channels alike, for they are trained in step.
  mutating func command(_ change: (inout Orders) -> Void) {
    for index in channels.indices { change(&channels[index].orders) }
  }

  /// Keeps what is looked at within what there is of it in the channel in hand.
  mutating func keepViewWithin() {
    guard let trace else { return }
    view.layer = min(view.layer, trace.shape.layers - 1)
    view.unit = min(view.unit, trace.shape.hidden - 1)
    view.gate = min(view.gate, max(0, (reading?.planes.count ?? 1) - 1))
  }
}
