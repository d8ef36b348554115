import Engine
import Recurrence
import Testing

@testable import Scope

/// Squared error times a power of two: all gradients are that of the error, times it.
private struct ScaledError: LossFunction {
  let name = "scaled"
  let scale: Double

  func evaluate(
    _ y: UnsafeBufferPointer<Double>, target: UnsafeBufferPointer<Double>, dy: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let loss = Loss.mse.evaluate(y, target: target, dy: dy)
    for k in dy.indices { dy[k] *= scale }
    return loss * scale
  }
}

/// Inputs that are neither noise nor alike, and a target of 0.
private struct Waves: DataSource {
  let inputs = 10
  let outputs = 1
  let loss = Loss.mse
  let lossAt = LossPosition.last

  func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  ) {
    for k in 0..<x.count { x[flat: k] = Double(k * 37 % 101) / 50 - 1 }
    for k in 0..<target.count { target[flat: k] = 0 }
  }
}

struct RelativeTests {
  /// A loss that is 1e-9 of what it was leaves the picture as it is.
  @Test func aSmallerLossDarkensNothing() throws {
    func picture(_ scale: Double, _ actions: [Action]) throws -> (levels: String, text: String) {
      var session = try Sample.session { ($0.cell, $0.activation) = (Cells.named("rnn")!, .identity) }
      let trace = try #require(
        try Trainer(session.experiment, source: Waves(), loss: ScaledError(scale: scale)).evaluate())
      session.receive(.read(trace: trace, readings: Reading.all(trace)))
      for action in actions { session.apply(action) }
      let (canvas, placement) = Screen.draw(session, width: 80, height: 24, look: Look())
      return (canvas.heatText(in: placement.timePlots[0].area), canvas.text)
    }
    let relative = try [1, 0x1p-30].map { try picture($0, [.toggleRelative]) }
    #expect(relative[0].levels == relative[1].levels)
    #expect(relative[0].text.contains("∂L/∂h_t ÷ ‖∂L/∂h_T‖: time") && relative[0].text.contains("of ‖∂L/∂h_T‖ "))
    #expect(relative[0].text.contains("‖∂L/∂h_t‖ ÷ ‖∂L/∂h_T‖ in decades"))
    #expect(try picture(1, []).levels != picture(0x1p-30, []).levels)
    #expect(try picture(1, [.toggleRelative, .toggleRelative]).levels == picture(1, []).levels)
  }

  @Test func theLastTimestepIsOneOnTheScale() throws {
    let session = Sample.session(try Sample.session(), after: [.toggleRelative])
    let scene = try #require(Scene(session))
    #expect(abs(scene.decades(scene.reading.profile.dh).last!) < 1e-15)
    #expect(scene.reference == scene.reading.profile.dh.last)
  }

  @Test func whereThereIsNothingToDivideByItIsShownAsItIs() throws {
    let session = Sample.session(try Sample.diverged(), after: [.toggleRelative])
    #expect(session.message?.text.contains("no number to divide by") == true)
    #expect(Scene(session)?.relativeNote == "" && Scene(session)?.scale == session.view.scale)
  }

  @Test func theWaterfallTellsEachStepOverItsOwn() throws {
    let session = try Sample.session(steps: 3)
    for point in session.channel.history.points {
      #expect(point.last.isFinite && point.last <= point.profile.last!)
    }
    let last = session.channel.history.points[2].last
    #expect(last == Float(session.reading!.profile.dh.last!.decades))
  }
}
