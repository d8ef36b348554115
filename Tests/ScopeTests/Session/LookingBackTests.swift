import Engine
import Recurrence
import Testing

@testable import Scope

struct LookingBackTests {
  @Test func oneStepBackAndForthIsTheStepAsItWas() throws {
    var travel = try Travel()
    try travel.train(6)
    let was = travel.trained.map(bits)
    for (key, step) in [("[", 5), ("[", 4), ("[", 3), ("]", 4), ("[", 3), ("[", 2), ("[", 1)] {
      try travel.press(key)
      #expect(bits(travel.session.trace) == was[step - 1] && travel.session.channel.stepOnShow == step)
      #expect(travel.header().hasSuffix("step \(step) of 6, looking back"))
      #expect(travel.text == (step == 1 ? "step 1: the weights start" : "step \(step)"))
    }
    try travel.press("[")
    #expect(travel.text == "this is the run's first step" && travel.session.orders.lookingAt == 0)
    try travel.press("]", "]", "]", "]", "]")
    #expect(travel.header().contains("step 6 of 6"))
    try travel.press("]")
    #expect(!travel.session.isLookingBack && travel.text == "now: step 6" && travel.header().contains("step 6  paused"))
    try travel.press("]")
    #expect(travel.text?.hasPrefix("this is now") == true)
    try travel.train(1)
    #expect(travel.trained.last?.step == 6 && travel.session.channel.history.steps == 7)
  }

  /// Training stands, and a key for now or Esc goes back to it.
  @Test func nowByEitherKey() throws {
    for key in ["N", "Esc"] {
      var travel = try Travel()
      try travel.train(5)
      travel.session.apply(.toggleRun)
      try travel.press("[")
      #expect(!travel.session.orders.isRunning && travel.session.isLookingBack)
      try travel.press("Enter", "b", "Esc")
      #expect(travel.session.isLookingBack && travel.session.view.isFullScreen)
      if key == "Esc" { try travel.press("Esc") }
      #expect(travel.session.isLookingBack)
      try travel.press(key)
      #expect(!travel.session.isLookingBack && travel.session.trace?.step == 5)
      try travel.press(key)
      #expect(travel.session.trace?.step == 5)
    }
  }

  @Test func theSettingsOfThenAreOnTheScreenAndThoseOfNowStayInForce() throws {
    var travel = try Travel { $0.clipping = Clipping(.norm, threshold: 1) }
    try travel.train(2)
    try travel.type("theta 0.01")
    try travel.train(3)
    try travel.press("c")
    try travel.train(2)
    try travel.press("{", "{")
    #expect(travel.text == "step 3: θ 1 → 0.01", "\(travel.text ?? "")")
    #expect(travel.session.experiment.cell.name == "lstm" && travel.session.experiment.clipping.threshold == 0.01)
    #expect(travel.header().contains("LSTM") && travel.header().contains("step 3 of 5, looking back before the last"))
    #expect(travel.session.allOrders[0].orders.experiment.cell.name == "rnn")
    try travel.press("[")
    #expect(travel.session.experiment.clipping.threshold == 1)
    try travel.press("}", "}")
    #expect(
      travel.text == "step 1: the weights start, cell LSTM → RNN; clipped for the first time", "\(travel.text ?? "")")
    try travel.press("N")
    #expect(travel.session.experiment.cell.name == "rnn" && travel.header().contains("step 2"))
    #expect(travel.session.channel.timeline?.changes.count == 3)
  }

  @Test func landmarksAndBookmarks() throws {
    var travel = try Travel()
    try travel.train(4)
    try travel.press("'")
    #expect(travel.text == "a bookmark at step 4: { and } find it")
    try travel.train(4)
    try travel.press("{")
    #expect(travel.text == "step 4: a bookmark" && bits(travel.session.trace) == bits(travel.trained[3]))
    try travel.press("{")
    #expect(travel.text == "step 1: the weights start")
    try travel.press("{")
    #expect(travel.text?.hasPrefix("there is no landmark before") == true)
    try travel.press("}", "'")
    #expect(travel.text == "the bookmark at step 4 is gone")
    try travel.press("}")
    #expect(!travel.session.isLookingBack, "behind the last landmark there is now")
  }

  @Test func aStepByItsNumber() throws {
    var travel = try Travel()
    try travel.train(8)
    try travel.type("step 3")
    #expect(bits(travel.session.trace) == bits(travel.trained[2]) && travel.text == "step 3")
    for line in ["step 9", "step 0", "step -1", "step x", "step 99999999999999999999", "step"] {
      try travel.type(line)
      #expect(travel.session.message?.isWarning == true && travel.text?.hasPrefix("the steps so far are 1 … 8") == true)
      #expect(travel.session.orders.lookingAt == 2)
    }
    try travel.press("x")
    try travel.type("step 1")
    #expect(travel.text == "no step has been trained yet" && !travel.session.isLookingBack)
  }

  @Test func withoutMemoryThereIsNone() throws {
    var travel = try Travel(memory: nil)
    try travel.train(2)
    for key in ["[", "]", "{", "}", "'", "Ctrl-U"] {
      try travel.press(key)
      #expect(travel.text == "nothing is remembered: gradflow --memory 8MiB does" && travel.session.trace?.step == 1)
    }
  }

  /// Every mode shows the step that is looked at; one that is about another step ends.
  @Test func inEveryMode() throws {
    var travel = try Travel { ($0.length, $0.layers) = (30, 2) }
    try travel.train(5)
    try travel.press(">", "y", "u", ".", "b", "Left")
    try travel.press("[", "[")
    #expect(travel.session.mode == .bptt && bits(travel.session.trace) == bits(travel.trained[2]))
    #expect(travel.session.cursorTime == 28 && Sample.screen(travel.session, 120, 40).text.contains("BPTT at t = 29"))
    try travel.press("Esc", "w", "f")
    #expect(travel.session.channel.trial?.changed.forgetBias == 0.5)
    try travel.press("]")
    #expect(travel.session.mode == .exploring && travel.session.channel.trial == nil)
    for page in ["e", "!", "?"] {
      try travel.press(page, "[")
      #expect(travel.session.mode != .exploring && travel.session.isLookingBack)
      #expect(travel.session.reading?[Precision()].value != nil && travel.session.view.window != nil)
      try travel.press("]", "Esc")
    }
    #expect(bits(travel.session.trace) == bits(travel.trained[3]))
  }

  @Test func allNetworksGoTogether() throws {
    var travel = try Travel()
    try travel.train(2)
    try travel.press("d", "c")
    try travel.train(3)
    try travel.press("[", "[")
    #expect(travel.session.channels.map { $0.trace?.step } == [0, 0])
    #expect(travel.session.channels.map { $0.orders.experiment.cell.name } == ["lstm", "rnn"])
    try travel.press("j", "{", "{")
    // Before the copy there was one network, of which both have the past.
    #expect(travel.session.channels.map { $0.orders.experiment.cell.name } == ["lstm", "lstm"])
    try travel.press("N")
    #expect(travel.session.channels.map { $0.trace?.step } == [3, 3])
  }

  /// One key from the first NaN to the last step without, and its name is on the screen.
  @Test func fromNaNToTheLastFiniteStep() throws {
    var travel = try Travel {
      ($0.activation, $0.lossAt, $0.loss, $0.optimizer) = (.relu, .every, .mse, .momentum)
      $0.learningRate = 1e60
    }
    while travel.trained.last?.isFinite ?? true { try travel.train(1) }
    let first = travel.trained.count
    #expect(travel.text == "training stands at its first NaN or Inf: e tells more, { goes to the last finite step")
    try travel.press("e")
    #expect(Sample.screen(travel.session, 120, 40).text.contains("{ goes back to the last finite step"))
    try travel.press("Esc", "{")
    #expect(travel.session.channel.stepOnShow == first - 1 && travel.session.channel.divergence == nil)
    #expect(travel.text?.hasSuffix("the last finite step; a change here begins a branch") == true)
    #expect(bits(travel.session.trace) == bits(travel.trained[first - 2]))
    try travel.press("}")
    #expect(travel.text == "step \(first): the first NaN or Inf" && travel.session.channel.divergence != nil)
    try travel.press("{")
    try travel.type("learning-rate 1e-3")
    #expect(travel.session.trace?.step == first - 2 && travel.session.trace?.isFinite == true)
    try travel.train(4)
    #expect(travel.session.channel.divergence == nil && travel.session.channel.history.steps == first + 2)
  }

  /// What the engine tells late, of now, isn't shown for the past, nor the past for now.
  @Test func whatComesLate() throws {
    var travel = try Travel()
    try travel.train(4)
    let (newest, readings) = (travel.trained[3], Reading.all(travel.trained[3]))
    travel.session.press(.character("["))
    travel.session.receive(.trained(points: [HistoryPoint(newest)], trace: newest, readings: readings))
    #expect(travel.session.channel.looked == nil && travel.session.channel.history.steps == 4)
    travel.session.receive(.looked(trace: travel.trained[2], readings: readings, position: 2))
    travel.session.receive(.trained(points: [], trace: newest, readings: readings))
    #expect(travel.session.trace?.step == 2 && travel.session.channel.stepsTrained == 4)
    travel.session.receive(.working(0.4))
    travel.session.press(.character("["))
    #expect(travel.header().hasSuffix("to step 2: 40%"))
    travel.session.press(.character("N"))
    travel.session.receive(.looked(trace: travel.trained[1], readings: readings, position: 1))
    #expect(travel.session.trace?.step == 2, "until now is told")
  }
}
