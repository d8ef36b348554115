import Testing

@testable import Recurrence

struct WhatIfTests {
  @Test(arguments: Cells.all)
  func withoutAChangeTheStepIsTheSame(cell: CellKind) throws {
    let trace = try smallTrace(cell, layers: 2) { $0.clipping = Clipping(.norm, threshold: 0.01) }
    let same = try #require(WhatIf(trace).recompute(trace))
    #expect(same.gradients.all.values == trace.gradients.all.values)
    #expect(same.clipped.all.values == trace.clipped.all.values)
    #expect(same.clipReport == trace.clipReport)
    #expect(same.experiment == trace.experiment && same.step == trace.step)
  }

  @Test(arguments: Cells.all)
  func biasesAndGainAreAsFromTheStart(cell: CellKind) throws {
    let trace = try smallTrace(cell, layers: 2)
    let change = WhatIf(trace) {
      $0.forgetBias += 2
      $0.updateBias += 1
      $0.gain *= 0.5
    }
    let after = try #require(change.recompute(trace))
    let wanted = try smallTrace(cell, layers: 2) {
      $0.forgetBias = 2
      $0.updateBias = 1
      $0.gain *= 0.5
    }
    #expect(after.experiment == wanted.experiment)
    #expect(distance(after.parameters.all, wanted.parameters.all) < 1e-15)
    #expect(distance(after.layers[0].dh, wanted.layers[0].dh) < 1e-15)
  }

  @Test func clippingAndActivationChangeThisStepAlone() throws {
    let trace = try smallTrace(Cells.named("lstm")!)
    let before = trace.gradients.all.values
    let change = WhatIf(trace) {
      $0.clipping = Clipping(.norm, threshold: 1e-3)
      $0.activation = .softsign
    }
    let after = try #require(change.recompute(trace))
    #expect(after.clipReport.isClipped && abs(after.clipReport.normAfter - 1e-3) < 1e-15)
    let wanted = try smallTrace(Cells.named("lstm")!) { $0.activation = .softsign }
    #expect(after.gradients.all.values == wanted.gradients.all.values)
    #expect(trace.gradients.all.values == before)
    let stop = StopSignal()
    stop.set()
    #expect(change.recompute(trace, stop: stop) == nil)
  }

  /// Each setting that can be tried does to drawn parameters what it does at the start.
  @Test(arguments: Cells.all, Settings.all.filter(\.isTryable).map(\.name))
  func aTriedSettingIsAsFromTheStart(cell: CellKind, name: String) throws {
    let trace = try smallTrace(cell, layers: 2)
    let turn = try #require(Settings.named(name)?.turn)
    let change = WhatIf(trace) { _ = turn(&$0, 2, trace.terms) }
    #expect(change.settings.map(\.name) == [name])
    let after = try #require(change.recompute(trace))
    let wanted = try smallTrace(cell, layers: 2) { $0 = change.experiment(from: $0) }
    #expect(after.experiment == wanted.experiment && after.terms == wanted.terms)
    #expect(distance(after.parameters.all, wanted.parameters.all) < 1e-15)
    #expect(distance(after.layers[0].dh, wanted.layers[0].dh) < 1e-15)
  }

  @Test func aChangeCanBeMadeInOtherSettings() throws {
    let change = WhatIf(try smallTrace(Cells.all[0])) { $0.activation = .relu }
    var other = Experiment()
    other.clipping = Clipping(.norm, threshold: 3)
    let changed = change.experiment(from: other)
    other.activation = .relu
    #expect(changed == other)
  }
}
