import Recurrence

// Networks beside one another: which there are, and which of them is in hand.
extension Session {
  /// No more are trained at once.
  public static let mostChannels = 4

  /// Whether there is more than one to look at.
  public var isComparing: Bool { channels.count > 1 || pinned != nil }

  /// All that is shown: the channels in their order, and the picture that was pinned.
  public var shown: [Shown] {
    channels.indices.map { Shown(channels[$0], index: $0) } + (pinned.map { [Shown($0, index: nil)] } ?? [])
  }

  /// The one in hand.
  var inHand: Shown { Shown(channel, index: view.channel) }

  /// This session as a view of one that is shown sees it: as the one in hand.
  func looking(at shown: Shown) -> Session {
    var session = self
    if let index = shown.index {
      session.view.channel = index
    } else {
      session.channels[view.channel] = shown.channel
    }
    session.keepViewWithin()
    return session
  }

  /// The settings in which those that are shown differ.
  public var differing: [Setting] {
    let all = shown.map(\.channel.orders.experiment.explicit)
    return Settings.all.filter { setting in
      all.contains { !setting.isSame($0, all[0]) && (setting.isUsed($0) || setting.isUsed(all[0])) }
    }
  }

  // MARK: - Keys

  /// Another network beside those that there are, under settings of its own; the first stays in hand. Traps where there
  /// are as many as there can be.
  public mutating func add(_ experiment: Experiment) {
    precondition(channels.count < Session.mostChannels, "\(channels.count) networks of \(Session.mostChannels)")
    var other = channels[0].copy(id: takeID(), letter: freeLetter)
    other.orders.experiment = experiment
    channels.append(other)
  }

  private var freeLetter: Int { (0..<Session.mostChannels).first { k in !channels.contains { $0.letter == k } }! }

  /// A number that no channel has had.
  private mutating func takeID() -> Int {
    lastID += 1
    return lastID
  }

  mutating func copyChannel() {
    guard channels.count < Session.mostChannels else { return warn(.mostChannels(Session.mostChannels)) }
    // The file gets what there was when it was asked for.
    guard saving == nil else { return warn(.stillSaving) }
    let copy = channel.copy(id: takeID(), letter: freeLetter)
    // In the order of their letters.
    let place = channels.firstIndex { $0.letter > copy.letter } ?? channels.count
    channels.insert(copy, at: place)
    view.channel = place
    say(.copied(inHand.name))
  }

  /// A copy of the channel in hand with other settings: `cell gru`, or as on the command line, `--cell gru --gain 2`.
  mutating func compare(_ text: String) {
    let before = self
    copyChannel()
    guard channels.count > before.channels.count else { return }
    var rest = text
    while true {
      let line = TypedLine(String(rest.drop { " -".contains($0) }))
      guard !line.name.isEmpty else { return }
      let value = line.value.prefix { $0 != " " }
      rest = String(line.value.dropFirst(value.count))
      if value.isEmpty { warn(.noValue(line.name)) } else { set(line.name, to: String(value)) }
      guard message?.isWarning != true else {
        let reason = message
        self = before
        message = reason
        return
      }
    }
  }

  mutating func dropChannel() {
    let name = inHand.name
    if channels.count == 1 {
      guard pinned != nil else { return say(.oneChannel) }
      return togglePin()
    }
    channels.remove(at: view.channel)
    view.channel = min(view.channel, channels.count - 1)
    keepViewWithin()
    say(.dropped(name, left: channels.count))
  }

  mutating func chooseChannel(by step: Int) {
    guard channels.count > 1 else { return say(.oneChannel) }
    chooseChannel((view.channel + step + channels.count) % channels.count)
    say(.channel(inHand.name, of: channels.count))
  }

  mutating func chooseChannel(_ index: Int) {
    // What was drawn there may have been dropped since.
    guard index != view.channel, channels.indices.contains(index) else { return }
    view.channel = index
    keepViewWithin()
  }

  mutating func chooseComparison(by step: Int) {
    guard isComparing else { return say(.oneChannel) }
    view.comparison = Comparison.allCases.neighbour(of: view.comparison, by: step)
    say(.comparison(view.comparison))
  }

  mutating func togglePin() {
    if pinned != nil {
      pinned = nil
      return say(.unpinned)
    }
    guard channel.trace != nil else { return }
    pinned = channel
    say(.pinned(inHand.name, step: channel.stepOnShow))
  }

  mutating func toggleAll() {
    guard channels.count > 1 else { return say(.oneChannel) }
    view.setsAll.toggle()
    say(.setsAll(view.setsAll))
  }
}

/// One of those that are looked at: a channel, or a picture of one that was pinned.
public struct Shown: Sendable {
  /// `A`; `A′` for a picture of it.
  public let name: String
  /// Which channel it is, from 0; nil for a picture.
  public let index: Int?
  /// What is known of it.
  public let channel: Channel
  /// Its colour and stroke in plots.
  let series: Int

  init(_ channel: Channel, index: Int?) {
    (self.index, self.channel) = (index, channel)
    name = ["A", "B", "C", "D"][channel.letter] + (index == nil ? "′" : "")
    series = index == nil ? Session.mostChannels : channel.letter
  }

  /// What its losses and gradients may be compared with those of another for.
  public func comparability(with other: Shown) -> Comparability {
    let (mine, others) = (channel.orders.experiment, other.channel.orders.experiment)
    let terms = mine.otherTerms(than: others)
    if !terms.isEmpty { return .none(terms) }
    if index == nil || other.index == nil, let step = channel.trace?.step, step != other.channel.trace?.step {
      return .otherStep(step + 1)
    }
    return mine.keepsParameters(of: others) ? .sameWeights : .ownWeights
  }
}
