import Scope
import Testing

@testable import Recurrence

struct VerdictWordsTests {
  /// The line of a verdict over seven timesteps, with the figures that it reads.
  private func line(
    _ kind: Verdict.Kind, _ contraction: Double = .nan, below: (Int?, Int?) = (nil, nil), saturation: Double = 0,
    divergence: Divergence? = nil, ends: (Double, Double) = (1, 1), deadUntil: Int? = nil, bend: Verdict.Bend? = nil,
    cuts: [Int] = [], underflowUntil: Int? = nil, lossAt: LossPosition = .last, isHeld: Bool = false
  ) -> String {
    English().line(
      verdict(
        kind, contraction, below: below, saturation: saturation, divergence: divergence, ends: ends,
        deadUntil: deadUntil, bend: bend, cuts: cuts, underflowUntil: underflowUntil, lossAt: lossAt, isHeld: isHeld))
  }

  private func verdict(
    _ kind: Verdict.Kind, _ contraction: Double = .nan, below: (Int?, Int?) = (nil, nil), saturation: Double = 0,
    divergence: Divergence? = nil, ends: (Double, Double) = (1, 1), deadUntil: Int? = nil, bend: Verdict.Bend? = nil,
    cuts: [Int] = [], underflowUntil: Int? = nil, lossAt: LossPosition = .last, isHeld: Bool = false
  ) -> Verdict {
    Verdict(
      kind: kind, contraction: contraction, spread: 0, bend: bend,
      below: Verdict.Below(thousandth: below.0, millionth: below.1), cuts: cuts,
      underflowUntil: underflowUntil, saturation: saturation, divergence: divergence,
      ends: Verdict.Ends(first: ends.0, last: ends.1), deadUntil: deadUntil, lossAt: lossAt, isHeld: isHeld, length: 7)
  }

  /// With a layer before it, on the smallest screen, and whatever its figures are: with fewer words, not without an end.
  @Test func everyVerdictHasWordsForTheSmallestScreen() {
    let look = Look()
    for lossAt in LossPosition.allCases {
      for bend in [nil, Verdict.Bend(steps: 7500, decades: -20.3, factor: 3.4e-5)] {
        for kind in Verdict.Kind.allCases where kind != .diverged {
          for cuts in [[], [9863, 4, 3], [6, 5, 4, 3, 2, 1]] {
            for (dead, underflow) in [(nil, nil), (7, 9863), (9863, nil)] as [(Int?, Int?)] {
              // What is dead is cut somewhere.
              for isHeld in [false, true] where kind != .dead || dead != nil || !cuts.isEmpty {
                let verdict = verdict(
                  kind, 2.3e-11, below: (9870, 9863), saturation: 1, ends: (1e-211, 1e-123), deadUntil: dead,
                  bend: bend,
                  cuts: cuts, underflowUntil: underflow, lossAt: lossAt, isHeld: isHeld)
                let line = look.most(in: 50) { English().line(verdict, $0) }
                #expect(look.width(of: line) <= 50, "\(line)")
                #expect(line.hasPrefix("\(kind.rawValue): "))
              }
            }
          }
        }
      }
    }
    let divergence = Divergence(
      step: 999_999, tensor: "param.weight_hh_l0", timestep: 9863, sample: 4000, position: 99_999, value: -.infinity)
    #expect(look.width(of: look.most(in: 60) { English().diverged(divergence, $0) }) <= 60)
  }

  @Test func fewerWordsTellTheSameFigures() {
    let small = verdict(.vanishing, 0.675, below: (80, 63), lossAt: .every)
    #expect(English().line(small, .some) == "vanishing: ×0.675 per step of L_T, below 1e-6 at t ≤ 63")
    #expect(English().line(small, .little) == "vanishing: ×0.675 per step, <1e-6 at t ≤ 63")
    let bent = verdict(.stable, 0.9, ends: (0.25, 1), bend: Verdict.Bend(steps: 2, decades: -1.2, factor: 0.969))
    #expect(
      English().line(bent, .some) == "stable: ×0.063 over the last 2 steps, then ×0.969 per step, 2.5e-01 at t = 1")
    #expect(English().line(bent, .little) == "stable: ×0.063 in 2 steps, then ×0.969")
    let large = verdict(.exploding, 100, ends: (1e4, 1))
    #expect(English().line(large, .some) == "exploding: ×100.0 per step, 1.0e+00 at T → 1.0e+04 at t = 1")
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
