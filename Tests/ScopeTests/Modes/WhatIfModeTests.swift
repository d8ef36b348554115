import Scope
import Engine
import Recurrence
import Testing

struct WhatIfModeTests {
  @Test func whatIfChangesNothingUntilItIsKept() throws {
    let start = try Sample.session()
    var session = Sample.session(start, after: [.toggle(.whatIf)] + Array(repeating: .change(.bias, by: 1), count: 6))
    #expect(session.experiment == start.experiment)
    #expect(!session.orders.isRunning)
    let changed = try #require(session.reading?.last(TriedStep.self))
    #expect(changed.verdict.kind == .stable && session.reading?.verdict.kind == .vanishing)
    session.apply(.confirm)  // Enter
    #expect(session.experiment.forgetBias == 3)
    #expect(session.orders.kept?.request.changed.forgetBias == 3)
    #expect(session.channel.trial == nil && session.orders.wanted.isEmpty)
  }

  @Test func escapeLeavesWhatIfAsItWas() throws {
    let start = try Sample.session()
    let session = Sample.session(start, after: [.toggle(.whatIf), .change(.gain, by: 3), .escape])
    #expect(session.experiment == start.experiment)
    #expect(session.orders.kept == nil && session.channel.trial == nil)
  }

  @Test func whatIfRefusesWhatItCanNotTry() throws {
    let session = Sample.session(try Sample.session(), after: [.toggle(.whatIf), .change(.cell, by: 1)])
    #expect(session.message?.isWarning == true)
    #expect(session.experiment.cell.name == "lstm")
  }

  @Test func whatIfRefusesToScaleAGainOfZero() throws {
    let session = Sample.session(try Sample.session { $0.gain = 0 }, after: [.toggle(.whatIf), .change(.gain, by: 1)])
    #expect(session.message?.isWarning == true)
  }

  @Test func otherSettingsAndTrainingEndItAndKeepNothing() throws {
    for leaving: [Action] in [
      [.toggleRun], [.trainOnce], [.reset], [.resetWithNewSeed], [.toggle(.bptt)],
      [.openPrompt] + "theta 0.5".map { .typed($0) } + [.submit],
    ] {
      var session = try Sample.session()
      for action in [.toggle(.whatIf), .change(.bias, by: 1)] + leaving { session.apply(action) }
      #expect(session.channel.trial == nil && session.orders.kept == nil, "\(leaving)")
      #expect(session.experiment.forgetBias == 0 && !session.modes.contains(.whatIf))
    }
  }

  @Test func aTypedNameAloneLeavesItOn() throws {
    var session = try Sample.session()
    for action in [.toggle(.whatIf), .openPrompt] + "theta".map({ Action.typed($0) }) + [.submit] {
      session.apply(action)
    }
    #expect(session.mode == .whatIf && session.channel.trial != nil)
  }
}
