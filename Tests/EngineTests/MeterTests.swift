import Testing

@testable import Engine

struct MeterTests {
  @Test func stepsAreToldByTheSecond() {
    var meter = Meter(at: 3)
    #expect(meter.count(at: 3.5) == nil && meter.count(at: 3.75) == nil)
    #expect(meter.count(at: 4.5) == 2)
    #expect(meter.count(at: 5) == nil, "from then on")
  }

  @Test func aStepOfSecondsIsToldAtItsEnd() {
    var meter = Meter(at: 0)
    #expect(meter.count(at: 4) == 0.25)
    #expect(meter.count(at: 6) == 0.5)
  }
}
