import Testing

@testable import Recurrence

struct LossTests {
  /// A sample's loss and its gradient.
  private func evaluate(_ loss: Loss, _ y: [Double], _ target: [Double]) -> (loss: Double, dy: [Double]) {
    var dy = Array(repeating: Double.nan, count: y.count)
    let value = y.withUnsafeBufferPointer { y in
      target.withUnsafeBufferPointer { target in
        dy.withUnsafeMutableBufferPointer { loss.evaluate(y, target: target, dy: $0) }
      }
    }
    return (value, dy)
  }

  @Test func squaredErrorByHand() {
    let (loss, dy) = evaluate(.mse, [1, 2, 3], [0, 2, 5])
    #expect(abs(loss - 5 / 3.0) < 1e-15)
    for (found, wanted) in zip(dy, [2 / 3.0, 0, -4 / 3.0]) { #expect(abs(found - wanted) < 1e-15) }
  }

  @Test(arguments: [1e4, -7.0])
  func crossEntropyByHand(_ level: Double) {
    let (loss, dy) = evaluate(.xent, [level, level, level], [2])
    #expect(abs(loss - 1.0986122886681098) < 1e-12)
    for (found, wanted) in zip(dy, [1 / 3.0, 1 / 3.0, -2 / 3.0]) { #expect(abs(found - wanted) < 1e-15) }
  }
}
