import Scope
import Engine
import Recurrence
import Testing

struct SessionAnalysesTests {
  @Test func whatIfChangesNothingUntilItIsKept() throws {
    let start = try Sample.session()
    var session = Sample.session(start, after: [.toggleWhatIf] + Array(repeating: .change(.bias, by: 1), count: 6))
    #expect(session.experiment == start.experiment)
    #expect(!session.orders.isRunning)
    let changed = try #require(session.reading?.last(TriedStep.self))
    #expect(changed.verdict.kind == .stable && session.reading?.verdict.kind == .vanishing)
    session.apply(.toggleFullScreen)  // Enter
    #expect(session.experiment.forgetBias == 3)
    #expect(session.orders.kept?.request.changed.forgetBias == 3)
    #expect(session.whatIf == nil && session.orders.wanted.isEmpty)
  }

  @Test func escapeLeavesWhatIfAsItWas() throws {
    let start = try Sample.session()
    let session = Sample.session(start, after: [.toggleWhatIf, .change(.gain, by: 3), .escape])
    #expect(session.experiment == start.experiment)
    #expect(session.orders.kept == nil && session.whatIf == nil)
  }

  @Test func whatIfRefusesWhatItCanNotTry() throws {
    let session = Sample.session(try Sample.session(), after: [.toggleWhatIf, .change(.cell, by: 1)])
    #expect(session.message?.isWarning == true)
    #expect(session.experiment.cell.name == "lstm")
  }

  @Test func whatIfRefusesToScaleAGainOfZero() throws {
    let session = Sample.session(try Sample.session { $0.gain = 0 }, after: [.toggleWhatIf, .change(.gain, by: 1)])
    #expect(session.message?.isWarning == true)
  }

  @Test func aCheckIsAskedForOnceAndEscapeStopsIt() throws {
    var session = try Sample.session { $0.length = 12 }
    session.apply(.cursorToStart)
    session.apply(.check)
    let first = try #require(session.orders.check)
    #expect(first.request.t == 1)
    session.receive(.checking(0.5))
    session.apply(.escape)
    #expect(session.orders.check == nil && session.check == nil)
    session.apply(.check)
    #expect(session.orders.check != first)
    let check = try #require(GradientCheck(session.trace!, layer: 0, t: 1))
    session.receive(.checked(check))
    #expect(Sample.screen(session, 80, 24).text.contains("passed"))
  }

  @Test func aLensMarksWhatItWouldLose() throws {
    let session = Sample.session(try Sample.session(), after: [.lens(by: 1)])
    let canvas = Sample.screen(session, 80, 24)
    #expect(canvas.text.contains("float16 would make"))
    #expect(canvas.heatText(in: canvas.bounds).contains("z"))
    let plain = Sample.screen(try Sample.session(), 80, 24)
    let heat = Rect(x: 6, y: 3, width: 74, height: 10)
    #expect(!plain.heatText(in: heat).contains("z"))
  }

  @Test func aTruncatedGradientEndsAtItsWindow() throws {
    let session = Sample.session(try Sample.session { $0.forgetBias = 3 }, after: [.window(by: 4)])
    let truncation = try #require(session.reading?[Truncated(window: 10)].value)
    #expect(truncation.window == 10)
    #expect(truncation.norms[89] == 0 && truncation.norms[90] > 0)
    #expect(Sample.screen(session, 120, 40).text.contains("k=10: ∂L/∂W keeps cosine"))
  }
}
