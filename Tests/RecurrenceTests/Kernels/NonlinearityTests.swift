import Testing

@testable import Recurrence

struct NonlinearityTests {
  @Test(arguments: Activation.allCases)
  func valuesAndSlopesArePyTorchs(_ activation: Activation) throws {
    let file = try Fixture.open("activations.safetensors")
    let x = try file.doubles("x")
    let values = try file.doubles(activation.rawValue + ".value")
    let slopes = try file.doubles(activation.rawValue + ".slope")
    for (k, a) in x.enumerated() {
      let (value, slope) = activation.evaluate(a)
      if values[k].isNaN || values[k].isInfinite {
        #expect(value.isNaN == values[k].isNaN && (value.isNaN || value == values[k]), "φ(\(a)) = \(value)")
      } else {
        #expect(abs(value - values[k]) <= 4 * values[k].ulp, "φ(\(a)) = \(value), PyTorch \(values[k])")
        #expect(value.sign == values[k].sign || value != 0 || activation == .relu, "sign of φ(\(a))")
      }
      if k < x.count - 3 { #expect(abs(slope - slopes[k]) <= 1e-15, "φ′(\(a)) = \(slope), PyTorch \(slopes[k])") }
    }
  }

  @Test(arguments: Activation.allCases)
  func theSlopeIsTheDerivative(_ activation: Activation) {
    let kinks: [Double] = [-1, 0, 1, 20]
    for k in -60...60 {
      let a = Double(k) * 0.41 + 0.013
      if kinks.contains(where: { abs($0 - a) < 1e-4 }) { continue }
      let step = 1e-5
      let difference = (activation.evaluate(a + step).value - activation.evaluate(a - step).value) / (2 * step)
      #expect(abs(difference - activation.evaluate(a).slope) < 1e-8, "at \(a)")
    }
  }
}
