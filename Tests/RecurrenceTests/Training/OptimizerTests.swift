import Testing

@testable import Recurrence

struct OptimizerTests {
  @Test(arguments: Optimizer.allCases)
  func fiveUpdatesArePyTorchs(_ optimizer: Optimizer) throws {
    let file = try Fixture.open("optimizers.safetensors")
    let initial = try file.doubles("initial")
    let gradients = try file.doubles("gradients")
    let expected = try file.doubles(optimizer.rawValue)
    let rate = try #require(Double(file.metadata["learning_rate"] ?? ""))
    let count = initial.count
    let parameters = Tensor(shape: [count], values: initial)
    var state = OptimizerState(optimizer, count: count)
    for step in 0..<5 {
      let own = Tensor(shape: [count], values: Array(gradients[(step * count)..<((step + 1) * count)]))
      state.update(parameters, gradients: own, learningRate: rate)
      for k in 0..<count {
        let wanted = expected[step * count + k]
        #expect(abs(parameters[flat: k] - wanted) <= 1e-13 * max(1, abs(wanted)), "step \(step), parameter \(k)")
      }
    }
  }

  @Test(arguments: [Clipping.Mode.value, .norm])
  func clippingAtTheUpdateIsPyTorchs(_ mode: Clipping.Mode) throws {
    let file = try Fixture.open("optimizers.safetensors")
    let gradients = try file.doubles("clip_gradients")
    let thresholds = try file.doubles("clip_thresholds")
    let expected = try file.doubles(mode == .value ? "clip_value" : "clip_norm")
    let norms = try file.doubles("clip_norm_before")
    let count = gradients.count
    for (row, threshold) in thresholds.enumerated() {
      let own = Tensor(shape: [count], values: gradients)
      let norm = own.norm
      #expect(ulps(norm, norms[row]) <= 4)
      let cut = Clipping(mode, threshold: threshold)
        .apply(to: UnsafeMutableBufferPointer(start: own.pointer, count: count), norm: norm)
      for k in 0..<count {
        // PyTorch divides by ‖g‖ + 1e-6 and scales where the quotient is below 1.
        let exact = expected[row * count + k]
        let wanted = mode == .norm && norm > threshold ? exact * (norm + 1e-6) / norm : exact
        #expect(abs(own[flat: k] - wanted) <= 1e-14 * max(abs(wanted), threshold), "θ = \(threshold), \(k)")
      }
      let over = mode == .norm ? (norm > threshold ? count : 0) : gradients.count { abs($0) > threshold }
      #expect(cut == over)
    }
  }
}
