import Engine
import Recurrence
import Testing

@testable import Scope

struct BranchingTests {
  @Test func aChangeInThePastBeginsABranchAndTheFutureStaysAsAPicture() throws {
    var travel = try Travel()
    try travel.train(8)
    try travel.type("step 4")
    try travel.press("m")
    #expect(travel.text?.hasPrefix("a branch from step 4; A′ is what was left, * takes it away; clipping: ") == true)
    #expect(
      !travel.session.isLookingBack && travel.session.trace?.step == 3 && travel.session.channel.history.steps == 3)
    let ghost = try #require(travel.session.pinned)
    #expect(ghost.letter == 0 && ghost.trace?.step == 7 && ghost.history.steps == 8)
    #expect(ghost.orders.experiment.clipping.mode == .off && ghost.timeline == nil)
    try travel.train(3)
    #expect(travel.session.channel.history.points.map(\.step) == [0, 1, 2, 3, 4, 5])
    #expect(travel.session.channel.timeline?.count == 6 && Sample.screen(travel.session, 120, 40).text.contains("A′"))
    // As a run that was changed there for the first time.
    var other = try Travel()
    try other.train(3)
    try other.press("m")
    try other.train(3)
    #expect(bits(travel.session.trace) == bits(other.session.trace))
    try travel.press("*")
    #expect(!travel.session.isComparing)
  }

  /// Training on, one step, what-if kept, a suggestion, a line: each is the run changed there.
  @Test(arguments: [[" "], ["n"], ["w", "f", "Enter"], ["X"], ["k"], ["c"], ["l"], ["g"]])
  func whateverIsDone(_ keys: [String]) throws {
    var (travel, other) = (try Travel(), try Travel())
    try travel.train(7)
    try travel.press("[", "[", "[")
    try other.train(3)
    for key in keys {
      try travel.press(key == " " ? "Space" : key)
      try other.press(key == " " ? "Space" : key)
    }
    for _ in 0..<2 {
      for told in travel.engine.advance() { travel.session.receive(told) }
      for told in other.engine.advance() { other.session.receive(told) }
    }
    try travel.press("n")
    try other.press("n")
    #expect(bits(travel.session.trace) == bits(other.session.trace) && travel.session.pinned != nil)
    #expect(travel.session.experiment == other.session.experiment)
    #expect(travel.session.channel.history == other.session.channel.history)
    #expect(travel.session.channel.timeline?.count == other.session.channel.timeline?.count)
  }

  @Test func aResetIsOfNow() throws {
    var travel = try Travel()
    try travel.train(5)
    try travel.press("[", "[", "x")
    #expect(!travel.session.isLookingBack && travel.session.trace?.step == 0 && travel.session.pinned == nil)
    #expect(travel.session.channel.timeline?.count == 5 && travel.session.channel.history.steps == 0)
    // Before it lies what was, and a branch from there goes on with its course.
    try travel.train(2)
    try travel.press("{", "[", "[")
    #expect(travel.session.channel.stepOnShow == 4 && travel.header().contains("step 4 of 5, looking back before"))
    try travel.press("n")
    #expect(travel.session.trace?.step == 3 && travel.session.channel.history.points.map(\.step) == [0, 1, 2, 3])
    #expect(bits(travel.session.trace) == bits(travel.trained[3]))
  }

  @Test func whatIsPinnedByHandStays() throws {
    var travel = try Travel()
    try travel.train(3)
    try travel.press("*")
    try travel.train(3)
    try travel.press("[", "[", "m")
    #expect(travel.session.pinned?.stepsTrained == 3)
    #expect(travel.text?.hasPrefix("a branch from step 4; what was left is lost: A′ is pinned; clipping") == true)
    // What was left before makes room.
    try travel.press("*")
    try travel.train(3)
    try travel.press("[", "[", "m")
    try travel.train(1)
    try travel.press("[", "m")
    #expect(travel.session.pinned?.trace?.step == 3)
  }

  @Test func allNetworksBranchTogether() throws {
    var travel = try Travel()
    try travel.train(2)
    try travel.press("d", "c")
    try travel.train(5)
    try travel.press("[", "[", "r")
    try travel.train(2)
    #expect(travel.session.channels.map { $0.trace?.step } == [3, 3])
    #expect(travel.session.channels.map { $0.timeline?.count } == [6, 6])
    #expect(travel.session.channels[0].orders.experiment.learningRate == Experiment().learningRate)
    #expect(travel.session.pinned?.letter == 1)
    // A copy of the past is changed alone.
    try travel.press("[", "[")
    try travel.type("vs activation relu")
    try travel.train(2)
    #expect(travel.session.channels.map { $0.trace?.step } == [2, 2, 2])
    #expect(travel.session.channels[2].orders.experiment.activation == .relu)
  }

  /// Back to the settings, the weights and the steps before a change, whichever it was.
  @Test(arguments: Settings.all.map(\.name))
  func undone(_ name: String) throws {
    let setting = try Settings.find(name)
    var (travel, other) = (try Travel { $0.task = .noise }, try Travel { $0.task = .noise })
    try travel.train(3)
    try other.train(3)
    let before = travel.session.experiment
    let values = setting.choices.filter { !$0.hasSuffix(":") } + ["2", "0.5", "7", "11"]
    for value in values where travel.session.experiment == before {
      var changed = before
      guard (try? setting.set(&changed, value)) != nil, changed != before, (try? changed.validate()) != nil
      else { continue }
      try travel.type("\(name) \(value)")
    }
    try #require(
      travel.session.experiment != before && travel.session.message?.isWarning == false, "\(travel.text ?? "")")
    try travel.train(2)
    try travel.press("Ctrl-U")
    #expect(travel.session.experiment == before && travel.session.trace?.step == 3)
    #expect(
      travel.text?.hasPrefix("undone: ") == true && travel.text?.contains(", at step 3; A′ is what was left") == true)
    try travel.train(2)
    try other.train(2)
    #expect(bits(travel.session.trace) == bits(other.session.trace))
    try travel.press("Ctrl-U")
    #expect(travel.text == "nothing was changed: there is nothing to undo")
  }

  @Test func undoneBeforeTheEngineKnows() throws {
    var travel = try Travel()
    try travel.train(2)
    try travel.press("m")
    travel.session.press(.character("c"))
    try travel.press("Ctrl-U")
    #expect(travel.session.experiment.cell.name == "lstm" && travel.session.experiment.clipping.mode != .off)
    #expect(travel.session.trace?.step == 2 && travel.session.pinned == nil)
    try travel.press("Ctrl-U")
    #expect(travel.session.experiment.clipping.mode == .off)
  }

  @Test func aStartAnewIsUndoneInAll() throws {
    var travel = try Travel()
    try travel.train(2)
    try travel.press("d")
    try travel.train(1)
    try travel.press("c")
    #expect(travel.session.channels.map { $0.trace?.step } == [0, 0])
    try travel.train(2)
    try travel.press("Ctrl-U")
    #expect(travel.session.channels.map { $0.trace?.step } == [3, 3])
    try travel.train(1)
    #expect(travel.session.channels.map { $0.trace?.step } == [3, 3])
    #expect(travel.session.channels.allSatisfy { $0.history.points.map(\.step) == [0, 1, 2, 3] })
    #expect(bits(travel.session.channels[0].trace) == bits(travel.session.channels[1].trace))
  }
}
