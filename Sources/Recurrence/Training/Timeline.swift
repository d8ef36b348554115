/// What is remembered of a training run, so that any of its steps can be had again, to the bit: checkpoints, and every
/// change that altered what was to come. Between them it is computed again; data come from (seed, step).
///
///     let trainer = try Trainer(experiment, memory: Timeline.usualBudget)
///     …
///     let old = trainer.timeline!
///     let trace = old.trace(at: 340)!         // as it was
///     trainer.resume(old.prefix(340))         // a branch; `old` keeps the future that was
///
/// A position counts the steps of the whole run: where the parameters start again, a trace's `step` is 0 and the
/// position goes on. A timeline is a value, and copies share their checkpoints.
public struct Timeline: Sendable {
  /// 8 MiB.
  public static let usualBudget = 8 << 20

  /// The bytes that checkpoints and changes may take. Changes alone may take more: none is forgotten.
  public let budget: Int
  /// How many steps there are; the position of the one to come.
  public private(set) var count = 0
  /// What altered the run, oldest first; the first is its beginning.
  public private(set) var changes: [Change]
  /// The positions that somebody marked, rising.
  public private(set) var bookmarks: [Int] = []
  private(set) var checkpoints: [Checkpoint] = []
  private(set) var stretches: [Stretch]
  /// The bytes of the checkpoints and changes.
  private(set) var bytes: Int
  let origin: Origin

  /// A change of what was to come.
  public struct Change: Sendable {
    /// How many steps came before: the position of the first that it acts on.
    public let position: Int
    /// What became of the parameters.
    public let effect: Effect
    let setup: Setup

    /// The settings from then on.
    public var experiment: Experiment { setup.experiment }
  }

  /// What a change does to the parameters.
  public enum Effect: String, Codable, Sendable {
    /// They start: drawn by the settings, or as they were given.
    case start
    /// They stay as they are.
    case stay
    /// They are adjusted as the settings that differ say: a change that was tried and kept.
    case adjusted
  }

  /// The run between two steps.
  struct Checkpoint: Sendable {
    let position: Int
    /// How many of the changes have been made.
    let changes: Int
    let setup: Setup
    let state: TrainingState

    var bytes: Int { state.bytes + MemoryLayout<Checkpoint>.stride }
  }

  /// From one start of the parameters to the next: what a step costs differs between them, and so does what is kept.
  struct Stretch: Sendable {
    /// The index of the change that began it, and its position.
    let change: Int
    let position: Int
    /// Steps from one checkpoint to the next.
    var stride = 1
    var checkpoints = 0
    /// Where something was clipped, and where NaN or Inf came, for the first time.
    var firstClip: Int?
    var firstNonFinite: Int?

    /// Forgets what steps from a position on did.
    mutating func forget(from position: Int) {
      if firstClip ?? -1 >= position { firstClip = nil }
      if firstNonFinite ?? -1 >= position { firstNonFinite = nil }
    }
  }

  init(_ origin: Origin, _ setup: Setup, budget: Int) {
    (self.origin, self.budget) = (origin, budget)
    changes = [Change(position: 0, effect: .start, setup: setup)]
    stretches = [Stretch(change: 0, position: 0)]
    bytes = MemoryLayout<Change>.stride
  }

  /// One of these parts, which must fit one another.
  init(
    _ origin: Origin, budget: Int, count: Int, changes: [Change], bookmarks: [Int], checkpoints: [Checkpoint],
    stretches: [Stretch]
  ) {
    (self.origin, self.budget, self.count, self.changes) = (origin, budget, count, changes)
    (self.bookmarks, self.checkpoints, self.stretches) = (bookmarks, checkpoints, stretches)
    bytes = 0
    tally()
  }

  /// The same run to be remembered in another budget, from its next step on.
  init(_ other: Timeline, budget: Int) {
    self.init(
      other.origin, budget: budget, count: other.count, changes: other.changes, bookmarks: other.bookmarks,
      checkpoints: other.checkpoints, stretches: other.stretches)
  }

  /// Notes a change before the step to come.
  mutating func note(_ setup: Setup, _ effect: Effect) {
    if effect == .start { stretches.append(Stretch(change: changes.count, position: count)) }
    changes.append(Change(position: count, effect: effect, setup: setup))
    bytes += MemoryLayout<Change>.stride
  }

  /// Notes a step that was made, and the state after it where a checkpoint is due.
  mutating func advance(by trace: Trace, to state: TrainingState, _ setup: Setup) {
    let last = stretches.count - 1
    if stretches[last].firstClip == nil, trace.clipReport.isClipped { stretches[last].firstClip = count }
    if stretches[last].firstNonFinite == nil, !trace.isFinite { stretches[last].firstNonFinite = count }
    count += 1
    guard isDue else { return }
    let checkpoint = Checkpoint(position: count, changes: changes.count, setup: setup, state: state)
    guard checkpoint.bytes + changes.count * MemoryLayout<Change>.stride <= budget else { return }
    while bytes + checkpoint.bytes > budget { thin() }
    guard isDue else { return }
    checkpoints.append(
      Checkpoint(position: count, changes: changes.count, setup: setup, state: state.copy()))
    stretches[last].checkpoints += 1
    bytes += checkpoint.bytes
  }

  /// Marks a position, or takes the mark away. Traps past the end.
  public mutating func toggleBookmark(at position: Int) {
    precondition((0...count).contains(position), "position \(position) of a timeline of \(count)")
    if let index = bookmarks.firstIndex(of: position) {
      bookmarks.remove(at: index)
    } else {
      bookmarks.insert(position, at: bookmarks.firstIndex { $0 > position } ?? bookmarks.count)
    }
  }

  /// Marks these positions and no others; those past the end are left out.
  public mutating func setBookmarks(_ positions: [Int]) {
    bookmarks = positions.filter { (0...count).contains($0) }.sorted()
  }

  /// The run up to a position, with the changes made there: what a branch begins with. Traps past the end.
  public func prefix(_ position: Int) -> Timeline {
    precondition((0...count).contains(position), "position \(position) of a timeline of \(count)")
    return prefix(position, changes: changes.prefix { $0.position <= position }.count)
  }

  /// The run up to where its last change was made, without it; nil where it was never changed.
  public var beforeLastChange: Timeline? {
    guard changes.count > 1 else { return nil }
    return prefix(changes[changes.count - 1].position, changes: changes.count - 1)
  }

  private func prefix(_ position: Int, changes kept: Int) -> Timeline {
    var part = self
    part.count = position
    part.changes.removeSubrange(kept...)
    part.bookmarks.removeAll { $0 > position }
    part.checkpoints.removeAll { $0.position > position || $0.changes > kept }
    part.stretches.removeAll { $0.change >= kept }
    part.tally()
    part.stretches[part.stretches.count - 1].forget(from: position)
    return part
  }

  /// Counts bytes and checkpoints anew.
  private mutating func tally() {
    bytes = changes.count * MemoryLayout<Change>.stride + checkpoints.reduce(0) { $0 + $1.bytes }
    for index in stretches.indices {
      let changes = range(of: index)
      stretches[index].checkpoints = checkpoints.count { changes.contains($0.changes - 1) }
    }
  }

  private var isDue: Bool {
    let stretch = stretches[stretches.count - 1]
    return (count - stretch.position) % stretch.stride == 0
  }

  /// Doubles the stride of the stretch with the most checkpoints, and drops those between.
  private mutating func thin() {
    let index = stretches.indices.max { stretches[$0].checkpoints < stretches[$1].checkpoints }!
    stretches[index].stride *= 2
    let (stretch, changes) = (stretches[index], range(of: index))
    checkpoints.removeAll { checkpoint in
      guard changes.contains(checkpoint.changes - 1), (checkpoint.position - stretch.position) % stretch.stride != 0
      else { return false }
      bytes -= checkpoint.bytes
      stretches[index].checkpoints -= 1
      return true
    }
  }

  /// The indices of the changes of a stretch.
  private func range(of stretch: Int) -> Range<Int> {
    stretches[stretch].change..<(stretch + 1 < stretches.count ? stretches[stretch + 1].change : changes.count)
  }
}
