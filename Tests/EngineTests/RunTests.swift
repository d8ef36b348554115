import Recurrence
import Testing

@testable import Engine

struct RunTests {
  @Test func aPictureThatNewOrdersStopIsOwedAndThenIsOfTheNewSettings() throws {
    var orders = standing { $0.length = 30 }
    var run = Run(orders: orders, trainer: try Trainer(orders.experiment))
    let stop = StopSignal()
    stop.set()
    #expect(run.adopt(orders, stop: stop) == nil)
    orders.experiment.length = 10
    stop.clear()
    let report = run.adopt(orders, stop: stop)
    #expect(report?.trace?.shape.length == 10 && report?.isRestart == false)
    #expect(run.adopt(orders, stop: stop) == nil, "nothing is owed any more")
  }

  @Test func aStartAnewThatNewOrdersStopIsStillTold() throws {
    var orders = standing { $0.length = 30 }
    var run = Run(orders: orders, trainer: try Trainer(orders.experiment))
    _ = run.adopt(orders, stop: .never)
    let stop = StopSignal()
    stop.set()
    orders.resets += 1
    #expect(run.adopt(orders, stop: stop) == nil)
    orders.experiment.clipping.mode = .value
    #expect(run.adopt(orders, stop: .never)?.isRestart == true)
  }

  @Test func aStepThatIsStoppedIsStillWanted() throws {
    var orders = standing { $0.length = 30 }
    var run = Run(orders: orders, trainer: try Trainer(orders.experiment))
    _ = run.adopt(orders, stop: .never)
    orders.steps += 1
    _ = run.adopt(orders, stop: .never)
    let stop = StopSignal()
    stop.set()
    #expect(run.step(stop: stop) == nil && run.wantsStep)
    #expect(run.step(stop: .never) != nil && !run.wantsStep)
  }
}
