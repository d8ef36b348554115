import Scope
import Testing

@testable import Recurrence

struct VerdictWordsTests {
  /// A verdict over seven timesteps, with the figures that its line reads.
  private func line(
    _ kind: Verdict.Kind, _ contraction: Double = .nan, below: (Int?, Int?) = (nil, nil), saturation: Double = 0,
    divergence: Divergence? = nil, ends: (Double, Double) = (1, 1), deadUntil: Int? = nil, bend: Verdict.Bend? = nil,
    cuts: [Int] = [], underflowUntil: Int? = nil, lossAt: LossPosition = .last, isHeld: Bool = false
  ) -> String {
    English().line(
      Verdict(
        kind: kind, contraction: contraction, spread: 0, bend: bend,
        below: Verdict.Below(thousandth: below.0, millionth: below.1), cuts: cuts,
        underflowUntil: underflowUntil, saturation: saturation, divergence: divergence,
        ends: Verdict.Ends(first: ends.0, last: ends.1), deadUntil: deadUntil, lossAt: lossAt, isHeld: isHeld, length: 7
      )
    )
  }

  @Test func vanishingNamesTheTimestepsThatGetLittle() {
    #expect(
      line(.vanishing, 0.0178, below: (3, 1))
        == "vanishing: ×0.018 per step back, below 1e-6 of its last value at t ≤ 1")
    #expect(
      line(.vanishing, 0.0171, below: (2, nil))
        == "vanishing: ×0.017 per step back, below 1e-3 of its last value at t ≤ 2")
    #expect(
      line(.vanishing, 2.25e-7, below: (3, 1), lossAt: .every)
        == "vanishing: ×2.2e-07 per step back of L_T, below 1e-6 of its last value at t ≤ 1")
    #expect(
      line(.vanishing, 0.66, below: (3, 1), underflowUntil: 1)
        == "vanishing: ×0.660 per step back, below float64 at t ≤ 1")
    #expect(
      line(.vanishing, 0.5, below: (3, nil), bend: Verdict.Bend(steps: 2, decades: -3, factor: 0.9975))
        == "vanishing: ×0.001 over the last 2 steps, then ×0.998 per step back, below 1e-3 of its last value at t ≤ 3")
  }

  @Test func explodingNamesBothEnds() {
    #expect(
      line(.exploding, 100, ends: (1e4, 1))
        == "exploding: ×100.0 per step back, from 1.0e+00 at t = T to 1.0e+04 at t = 1")
    #expect(
      line(.exploding, 2, ends: (1, 1), isHeld: true) == "exploding: ×2.000 per step back, held by clipping inside BPTT"
    )
    #expect(
      line(.exploding, 2, ends: (1, 9), lossAt: .every)
        == "exploding: ×2.000 per step back of L_T")
  }

  @Test func deadTellsWhere() {
    #expect(line(.dead, 0.5, deadUntil: 2) == "dead: ∂L/∂h_t is exactly 0 for t ≤ 2")
    #expect(line(.dead, deadUntil: 7).contains("exactly 0 at every t"))
    #expect(
      line(.dead, cuts: [6, 5, 4, 3, 2, 1], lossAt: .every)
        == "dead: exactly 0 flows back from t+1 to t; ∂L/∂h_t is what arrives at t itself")
    #expect(
      line(.dead, 1.5, cuts: [4], lossAt: .every)
        == "dead: exactly 0 flows back to t = 4; elsewhere ×1.500 per step back")
    #expect(
      line(.dead, 1.5, cuts: [4, 2], lossAt: .every)
        == "dead: exactly 0 flows back to t = 4 and at 1 more; elsewhere ×1.500 per step back")
  }

  @Test func whatIsNotVanishingTellsItsRate() {
    #expect(
      line(.saturated, 1, saturation: 2 / 3.0)
        == "saturated: 67% of the gates are below 0.05 or above 0.95; ×1.000 per step back")
    #expect(line(.stable, 0.9, ends: (0.25, 1)) == "stable: ×0.900 per step back, 2.5e-01 still arrives at t = 1")
    #expect(line(.stable, 0.9, ends: (0.25, 1), lossAt: .every) == "stable: ×0.900 per step back of L_T")
    #expect(line(.stable) == "stable: a single timestep")
  }

  @Test func aDivergenceNamesItsPlace() {
    func place(_ t: Int?, _ value: Double) -> Divergence {
      Divergence(step: 42, tensor: "c_l0", timestep: t, sample: nil, position: 3, value: value)
    }
    #expect(English().line(place(17, .nan)) == "c_l0 is NaN at t = 17, unit 3, in training step 43")
    #expect(English().line(place(nil, -.infinity)) == "c_l0 is -Inf at position 3, in training step 43")
    #expect(
      English().line(Divergence(step: 2, tensor: "x", timestep: 3, sample: 2, position: 1, value: .nan))
        == "x is NaN at t = 3, sample 2, input 1, in training step 3")
    #expect(
      English().line(Divergence(step: 2, tensor: "loss", timestep: 9, sample: nil, position: 1, value: .infinity))
        == "loss is Inf at t = 9, in training step 3")
    #expect(
      line(.diverged, divergence: place(17, .nan)) == "diverged: c_l0 is NaN at t = 17, unit 3, in training step 43")
  }
}
