// As a program outside sees the library: without @testable.
import Foundation
import Recurrence
import Testing

struct UsageTests {
  /// As the README shows it.
  @Test func tenLines() throws {
    var experiment = Experiment()
    experiment.cell = Cells.named("gru")!
    experiment.length = 50
    let trainer = try Trainer(experiment)
    for _ in 0..<10 {
      let trace = trainer.step()!
      print(trace.loss, trace.layers[0].dh[0].norm)  // ‖∂L/∂h_1‖
    }
    #expect(trainer.step == 10)
  }

  @Test func aStepIsSummedUpInWhatJSONHolds() throws {
    let trace = try #require(try Trainer(Experiment()).evaluate())
    let summary = StepSummary(trace)
    let read = try JSONDecoder().decode(StepSummary.self, from: JSONEncoder().encode(summary))
    #expect(read.verdict == .vanishing && read.loss == trace.loss && read.cell == "lstm" && read.step == 0)
    #expect(read.dhLast == trace.layers[0].dh[99].norm && read.dhFirst == trace.layers[0].dh[0].norm)
    #expect(read.normBefore == trace.gradients.all.norm && read.normAfter == read.normBefore)
    #expect(read.contraction == Verdict(trace, layer: 0).contraction)
  }

  @Test func gatesAndStatesHaveNames() throws {
    let layer = try #require(try Trainer(Experiment()).evaluate()).layers[0]
    #expect(layer.gate("f")?.values == layer.gate(1).values && layer.dGate("o")?.values == layer.dGate(3).values)
    #expect(layer.state("c")?.values == layer.state(1).values && layer.dState("h")?.values == layer.dh.values)
    #expect([layer.gate("z"), layer.state("z"), layer.dGate("c"), layer.dState("i")].allSatisfy { $0 == nil })
  }

  @Test func whatATraceTells() throws {
    var experiment = Experiment()
    experiment.length = 40
    let trace = try #require(try Trainer(experiment).evaluate())
    let profile = GradientProfile(trace, layer: 0)
    #expect(profile.dh.count == 40 && profile.otherStates.count == 1)
    #expect(Verdict(trace, layer: 0, profile: profile).kind == .vanishing)
    #expect(GateStatistics(trace, layer: 0, gate: 1).means.count == 40)
    #expect(trace.gradients["weight_hh_l0"]?.shape == [80, 20])
    #expect(trace.gradients["weight_hh_l1"] == nil)
  }
}
