import Scope
import Engine
import Recurrence
import Testing

struct SessionTests {
  @Test(arguments: Knob.allCases)
  func everyKnobTurnsBothWaysAndSaysSo(_ knob: Knob) throws {
    var session = try Sample.session()
    let before = session.experiment
    session.apply(.change(knob, by: 1))
    #expect(session.experiment != before, "\(knob) changed nothing")
    #expect(session.message?.text.isEmpty == false)
    session.apply(.change(knob, by: -1))
    #expect(session.experiment.cell == before.cell)
    #expect(session.experiment.length == before.length)
    #expect(session.experiment.clipping == before.clipping)
    #expect(session.experiment.learningRate == before.learningRate)
  }

  @Test func aChangeOfThetaKeepsTheWeightsAndAChangeOfCellDoesNot() throws {
    var session = try Sample.session()
    session.apply(.change(.clip, by: 1))
    #expect(session.message!.text.contains("the weights stay"))
    session.apply(.change(.cell, by: 1))
    #expect(session.message!.text.contains("start anew (seed 1)"))
  }

  @Test func aBiasSaysWhenTheCellHasNone() throws {
    var session = try Sample.session { $0.cell = Cells.named("rnn")! }
    session.apply(.change(.bias, by: 1))
    #expect(session.message!.text.contains("no gate to bias"))
  }

  @Test func theCursorStaysWithinTheSequence() throws {
    var session = try Sample.session { $0.length = 10 }
    #expect(session.cursorTime == 9)
    session.apply(.moveCursor(by: 1))
    #expect(session.cursorTime == 9)
    session.apply(.cursorToStart)
    session.apply(.moveCursor(by: -10))
    #expect(session.cursorTime == 0)
    session.apply(.moveUnit(by: -1))
    #expect(session.view.unit == 0)
  }

  @Test func theHelpScrollsNoFurtherThanItsEnd() throws {
    var session = try Sample.session()
    func draw() -> String {
      let (canvas, placement) = Screen.draw(session, width: 80, height: 24, look: Look())
      session.placement = placement
      return canvas.text
    }
    session.apply(.toggle(.help))
    _ = draw()
    for _ in 0..<200 { session.apply(.moveUnit(by: 1)) }
    let end = draw()
    session.apply(.moveUnit(by: 1))
    #expect(draw() == end)
    session.apply(.moveUnit(by: -1))
    #expect(draw() != end)
  }

  @Test func theSweepPausesTheTrainingAndGoesBackStepByStep() throws {
    var session = try Sample.session { $0.length = 10 }
    #expect(session.orders.isRunning)
    session.apply(.toggle(.bptt))
    #expect(session.mode == .bptt && !session.orders.isRunning && session.cursorTime == 9)
    session.apply(.moveCursor(by: -1))
    #expect(session.cursorTime == 8)
    session.apply(.escape)
    #expect(session.mode != .bptt)
  }

  @Test func theVerdictSaysOfWhichLayerItIs() throws {
    func second(_ session: Session) -> String {
      String(Sample.screen(session, 80, 24).text.split(separator: "\n")[1])
    }
    var session = try Sample.session { $0.layers = 3 }
    let lines = session.channel.readings.map { English().line($0.verdict) }
    #expect(second(session).hasPrefix("layer 1/3 " + lines[0].prefix(26)))
    session.apply(.layer(by: 2))
    #expect(second(session).hasPrefix("layer 3/3 " + lines[2].prefix(26)))
    #expect(second(try Sample.session()).hasPrefix("vanishing"))
  }

  @Test func aRefusedSettingLeavesTheOldOneInForce() throws {
    var session = try Sample.session()
    let before = session.experiment
    session.apply(.change(.length, by: 1))
    session.receive(.refused(reason: "too long", inForce: before))
    #expect(session.experiment == before)
    #expect(session.message == .warning("too long"))
  }

  @Test func divergenceIsToldWithItsPlace() throws {
    let session = try Sample.diverged()
    #expect(session.reading?.verdict.kind == .diverged)
    #expect(session.message == .warning(English().standsAtNaN(isRemembered: false)))
    #expect(Sample.screen(session, 80, 24).text.contains("at t = "))
    #expect(!session.orders.isRunning, "it stands there")
  }

  /// Header, page and message name the first NaN, not the one that the newest step met first.
  @Test func theFirstDivergenceIsKept() throws {
    var session = try Sample.diverged()
    let first = try #require(session.channel.divergence)
    let engine = SteppedEngine(session.allOrders, trainer: try Trainer(session.experiment))
    for report in engine.advance() { session.receive(report) }
    session.apply(.trainOnce)
    session.apply(.trainOnce)
    for report in engine.follow(session.allOrders) { session.receive(report) }
    let verdict = try #require(session.reading?.verdict)
    #expect(verdict.divergence?.step == 1 && first.step == 0)
    #expect(session.channel.divergence == first)
    session = Sample.session(session, after: [.toggle(.explanation)])
    let text = Sample.screen(session, 120, 40).text
    #expect(text.contains(English().diverged(first, .much)))
    #expect(!text.contains(English().line(try #require(verdict.divergence))))
    session.apply(.reset)
    session.apply(.change(.gain, by: -1))
    session.receive(.shown(trace: try #require(try Trainer(Experiment()).evaluate()), readings: [], kept: false))
    #expect(session.channel.divergence == nil)
  }

  @Test func aFileFixesTheLength() {
    var experiment = Experiment()
    experiment.task = .file(path: "/nowhere")
    var session = Session(experiment)
    session.apply(.change(.length, by: 1))
    #expect(session.message == .done("T is as long as the file's x; :task noise leaves the file"))
    #expect(session.experiment == experiment)
  }

  /// Targets at every timestep, and nowhere else.
  private struct FixedTargets: DataSource {
    let inputs = 10
    let outputs = 1
    let loss = Loss.mse
    let lossAt = LossPosition.every
    let lossPositions = [LossPosition.every]

    func fill(
      x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
      step: Int
    ) {}
  }

  @Test func whatTheDataFixIsSaidAtOnceAndChangesNothing() throws {
    let trainer = try Trainer(Experiment(), source: FixedTargets())
    var session = Session(Experiment())
    let trace = try #require(trainer.evaluate())
    session.receive(.shown(trace: trace, readings: Reading.all(trace), kept: true))
    session.apply(.change(.lossAt, by: 1))
    #expect(
      session.message == .done("the file's targets are for a loss at every timestep; :task noise leaves the file"))
    for line in ["loss xent", "loss-at last"] {
      session.apply(.openPrompt)
      for character in line { session.apply(.typed(character)) }
      session.apply(.submit)
      #expect(session.message?.isWarning == true && session.message!.text.contains("has no targets for"), "\(line)")
    }
    #expect(session.experiment == Experiment())
  }

  @Test func whatWasSaidGoesWhenItIsAnswered() throws {
    var session = try Sample.session()
    session.press(.character(" "))
    session.press(.function(9))
    #expect(session.message?.isWarning == true)
    // What does nothing answers nothing.
    session.press(.resize)
    #expect(session.message?.isWarning == true)
    session.press(.right)
    #expect(session.message == nil)
    session.press(.character("z"))
    session.press(.character("z"))
    #expect(session.message?.text.contains("colour scale") == true)
    session.press(.escape)
    #expect(session.message == nil)
  }
}
