import Engine
import Recurrence
import Testing

@testable import Scope

struct ComparingTests {
  @Test func aCopyGoesOnAsItsOriginalUntilItIsChanged() throws {
    var session = try Sample.session(steps: 3)
    session.press(.character("d"))
    #expect(session.channels.count == 2 && session.view.channel == 1)
    #expect(session.channels[1].origin == session.channels[0].id && session.channels[1].stepsTrained == 3)
    #expect(session.differing.isEmpty && session.message?.text.hasPrefix("B is a copy, in hand") == true)
    // Keys are about the one in hand.
    session.press(.character("t"))
    #expect(session.channels.map(\.orders.experiment.clipping.threshold) == [1, 2])
    session.press(.character("c"))
    #expect(
      session.message?.text == "cell LSTM → RNN; the weights start anew (seed 1), step 0; all begin again with it")
    #expect(session.differing.map(\.name) == ["cell", "theta"])
    session.press(.character("J"))
    #expect(session.view.channel == 0 && session.experiment.cell.name == "lstm")
    // What is no longer there is told nothing.
    let id = session.channels[1].id
    session.press(.character("j"))
    session.press(.character("D"))
    #expect(session.channels.count == 1 && session.message?.text == "B is gone; 1 left")
    session.receive(.working(0.5), channel: id)
    session.press(.character("d"))
    #expect(session.channels[1].id != id, "a number is never used again")
  }

  @Test func fourAreTheMost() throws {
    var session = try Sample.session()
    for _ in 0..<5 { session.press(.character("d")) }
    #expect(session.channels.count == 4 && session.message?.isWarning == true)
    for _ in 0..<3 { session.press(.character("D")) }
    session.press(.character("D"))
    #expect(session.channels.count == 1 && session.message?.text.hasPrefix("there is one network") == true)
    for key: Character in ["j", "|", "&"] {
      session.press(.character(key))
      #expect(session.message?.text.hasPrefix("there is one network") == true)
    }
  }

  @Test func eachKeepsItsLetter() throws {
    var session = try Sample.session()
    for key in "ddjD" { session.press(.character(key)) }
    #expect(session.shown.map(\.name) == ["B", "C"], "A was dropped")
    session.press(.character("*"))
    session.press(.character("d"))
    #expect(session.shown.map(\.name) == ["A", "B", "C", "B′"] && session.inHand.name == "A")
  }

  @Test func severalGetWhatIsSetInAll() throws {
    var session = try Sample.comparison([["cell": "gru"], ["cell": "rnn"]])
    session.type("all learning-rate 0.5")
    #expect(session.channels.allSatisfy { $0.orders.experiment.learningRate == 0.5 })
    #expect(session.message?.text == "learning-rate 0.001 → 0.5; the weights stay; so in all")
    session.press(.character("&"))
    session.press(.character("f"))
    #expect(session.channels.map(\.orders.experiment.forgetBias) == [0.5, 0, 0])
    #expect(session.channels.map(\.orders.experiment.updateBias) == [0, 0.5, 0])
    #expect(session.message?.text.hasSuffix("so in all but C") == true, "the RNN has no gate")
    session.type("all")
    #expect(session.message?.isWarning == true)
    session.type("all nothing 3")
    #expect(session.message?.isWarning == true)
  }

  @Test(arguments: ["vs cell gru", "vs --cell gru", "vs cell=gru", "vs --cell gru --theta 2 gain 3"])
  func aVariantCanBeTyped(_ line: String) throws {
    var session = try Sample.session()
    session.type(line)
    #expect(session.channels.count == 2 && session.experiment.cell.name == "gru", "\(line)")
    if line.contains("gain") { #expect(session.experiment.gain == 3 && session.experiment.clipping.threshold == 2) }
  }

  @Test(arguments: ["vs cell", "vs cell x", "vs cell gru gain", "vs nothing 2", "vs --hidden 0"])
  func aVariantThatCantBeLeavesAllAsItWas(_ line: String) throws {
    var session = try Sample.session()
    session.type(line)
    #expect(session.channels.count == 1 && session.message?.isWarning == true && session.view.channel == 0)
  }

  @Test func whatCanBeComparedIsTold() throws {
    let session = try Sample.comparison([
      ["theta": "0.5"], ["clip": "off", "forget-bias": "1"], ["forget-bias": "0", "batch": "3"],
    ])
    let shown = session.shown
    func told(_ k: Int) -> String {
      session.words.title(.comparability(shown[k].comparability(with: shown[0]), isShort: false))
    }
    #expect(told(1) == "same data, same weights" && told(2) == "same data, own weights")
    #expect(told(3) == "not comparable: another batch")
    // The same weights are the same to the bit as they begin, and others are not.
    let engine = SteppedEngine(session.allOrders, trainer: try Trainer(Experiment()))
    var begun: [Int: [Double]] = [:]
    for told in engine.advance(by: 0) { begun[told.channel] = told.report.trace?.parameters.all.values }
    let weights = shown.map { begun[$0.channel.id] }
    #expect(weights[0] != nil && weights[1] == weights[0] && weights[2] != weights[0] && weights[3] == weights[0])
    // The place of the loss that a task has of its own is no other than the same by name.
    var last = Experiment()
    last.lossAt = .last
    #expect(last.otherTerms(than: Experiment()).isEmpty)
    last.lossAt = .every
    #expect(last.otherTerms(than: Experiment()).map(\.name) == ["loss-at"])
  }

  @Test func aPinnedPictureStaysAsItWas() throws {
    var session = try Sample.session(steps: 2)
    session.press(.character("*"))
    #expect(session.isComparing && session.shown.map(\.name) == ["A", "A′"])
    let engine = SteppedEngine(session.allOrders, trainer: try Trainer(session.experiment))
    for report in engine.advance(by: 5) { session.receive(report) }
    #expect(session.shown.map(\.channel.stepsTrained) == [5, 2] && session.allOrders.count == 1)
    session.press(.character("*"))
    #expect(!session.isComparing)
    session.press(.character("*"))
    session.press(.character("D"))
    #expect(!session.isComparing, "what drops a network drops a picture where there is one network")
  }

  @Test func aPictureOfAnotherStepIsToldSo() throws {
    var session = try Sample.session(steps: 2)
    session.press(.character("*"))
    let told = { (session: Session) in
      let shown = session.shown
      return session.words.title(.comparability(shown[1].comparability(with: shown[0]), isShort: false))
    }
    #expect(told(session) == "same data, same weights")
    let engine = SteppedEngine(session.allOrders, trainer: try Trainer(session.experiment))
    for report in engine.advance(by: 5) { session.receive(report) }
    #expect(told(session) == "a picture of step 2")
  }

  @Test func aClickOnWhatWasDroppedDoesNothing() throws {
    var session = try Sample.comparison([["cell": "gru"], ["cell": "rnn"]])
    session.placement = Screen.draw(session, width: 120, height: 40, look: Look()).1
    let last = try #require(session.placement.channels.last)
    session.press(.character("J"))
    session.press(.character("D"))
    session.apply(.point(x: last.area.x + 1, y: last.area.y))
    #expect(session.view.channel < session.channels.count)
  }

  @Test func anotherBesideEndsWhatIf() throws {
    var session = try Sample.session()
    session.press(.character("w"))
    session.press(.character("t"))
    session.type("vs cell gru")
    #expect(
      session.mode == .exploring && session.channels.count == 2 && session.channels.allSatisfy { $0.trial == nil })
  }

  @Test func whatIfEndsWhereAnotherIsTakenIntoTheHand() throws {
    var session = try Sample.comparison([["cell": "gru"]])
    session.press(.character("w"))
    session.press(.character("t"))
    session.press(.character("j"))
    #expect(session.mode == .exploring && session.channels.allSatisfy { $0.trial == nil })
    session.press(.character("b"))
    session.press(.character("j"))
    #expect(session.mode == .bptt && session.view.channel == 0, "the sweep stands still in all of them")
  }

  @Test func oneThatMeetsNaNStopsAll() throws {
    var session = try Sample.comparison([["activation": "identity", "gain": "1e200"]], steps: 1)
    #expect(session.channels.allSatisfy { !$0.orders.isRunning } && session.message?.isWarning == true)
    session.press(.character(" "))
    #expect(session.channels.allSatisfy { $0.orders.isRunning })
  }
}

extension Report {
  fileprivate var trace: Trace? {
    switch self {
    case .trained(_, let trace, _), .shown(let trace, _, _): trace
    default: nil
    }
  }
}
