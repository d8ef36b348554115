import Testing

@testable import Engine

struct MeterTests {
  @Test func stepsAreToldByTheSecond() {
    var meter = Meter(at: 3)
    #expect(meter.count(at: 3.5) == nil && meter.count(at: 3.75) == nil)
    #expect(meter.count(at: 4.5)?.rate == 2)
    #expect(meter.count(at: 5) == nil, "from then on")
  }

  @Test func aStepOfSecondsIsToldAtItsEnd() {
    var meter = Meter(at: 0)
    #expect(meter.count(at: 4)?.rate == 0.25)
    #expect(meter.count(at: 6)?.rate == 0.5)
  }

  @Test func whatAStepCostsIsToldOfEachNetwork() {
    var meter = Meter(at: 0)
    for _ in 0..<4 {
      meter.count(0.1, of: 0)
      meter.count(0.3, of: 1)
      #expect(meter.count(at: 0.5) == nil)
    }
    meter.count(0.6, of: 0)
    meter.count(0.3, of: 1)
    let costs = meter.count(at: 1)?.costs ?? []
    #expect(costs.count == 2 && abs(costs[0] - 0.2) < 1e-12 && abs(costs[1] - 0.3) < 1e-12)
    #expect(meter.count(at: 3)?.costs == [], "anew each time")
  }
}
