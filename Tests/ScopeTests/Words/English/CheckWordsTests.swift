import Scope
import Testing

@testable import Recurrence

struct CheckWordsTests {
  private let words = English()

  private func part(_ tensor: String, _ t: Int? = nil, _ components: (Double, Double)...) -> GradientCheck.Part {
    GradientCheck.Part(
      tensor: tensor, timestep: t,
      components: components.enumerated().map {
        .init(index: $0.offset, gradient: $0.element.0, difference: $0.element.1, allowance: 1e-3)
      })
  }

  @Test func aPartIsNamedAndItsErrorToldWhereItIsKnown() {
    #expect(words.title(part("dh_l0", 17)) == "dh_l0 at t = 17")
    #expect(words.title(part("weight_hh_l0")) == "weight_hh_l0")
    #expect(words.accuracy(part("dh_l0", 1, (2, 2.0005))) == "largest relative error 2.5e-04")
    #expect(words.accuracy(part("dh_l0", 1, (1e-9, 0))) == "too small to tell")
  }

  @Test func aCheckIsToldInOneLine() throws {
    let trace = try #require(try Trainer(Experiment()).evaluate())
    let check = try #require(GradientCheck(trace, layer: 0, t: 100, samples: 1))
    let line = words.line(check)
    #expect(line.hasPrefix("passed: 7 of 7 components agree, "))
    #expect(line.contains(" of them resolved"))
  }
}
