import Recurrence
import TestSupport
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
    #expect(run.makeStep(stop: stop) == nil && run.wantsStep)
    #expect(run.makeStep(stop: .never) != nil && !run.wantsStep)
  }

  /// In a terminal of 80 columns, however long the path is.
  @Test func whatIsWrongWithAFileIsToldBeforeItsPath() throws {
    var orders = standing()
    var run = Run(orders: orders, trainer: try Trainer(orders.experiment))
    let path = "/no/such/" + String(repeating: "long/", count: 100) + "novel.txt"
    orders.experiment.task = try #require(TaskName("text:\(path)"))
    guard case .refused(let reason, _) = run.adopt(orders, stop: .never) else { Issue.record("taken"); return }
    #expect(reason.hasPrefix("can't be opened: No such file or directory (…") && reason.contains("novel.txt); "))
    #expect(reason.count < 160)
  }

  /// Training stands at the first NaN, until who sees it asks for more.
  @Test func trainingStandsAtTheFirstNaN() throws {
    var orders = standing {
      $0.cell = Cells.named("rnn")!
      ($0.activation, $0.initializer, $0.gain) = (.identity, .orthogonal, 3)
      ($0.length, $0.hidden, $0.learningRate) = (30, 5, 10)
    }
    orders.isRunning = true
    var run = Run(orders: orders, trainer: try Trainer(orders.experiment))
    _ = run.adopt(orders, stop: .never)
    var finite = 0
    while run.wantsStep, finite < 1000, let trace = run.makeStep(stop: .never) { finite += trace.isFinite ? 1 : 0 }
    let first = try #require(run.newest)
    #expect(!first.isFinite && first.step == finite && finite > 0 && !run.wantsStep)
    orders.isRunning = false
    _ = run.adopt(orders, stop: .never)
    orders.isRunning = true
    _ = run.adopt(orders, stop: .never)
    #expect(run.wantsStep)
    _ = run.makeStep(stop: .never)
    #expect(run.wantsStep, "what is NaN already does not stand")
  }

  /// A file that is being read is given up for newer orders, and is read again for the same ones.
  @Test func theOpeningOfAFileThatIsStoppedIsOwed() throws {
    let files = try Scratch()
    let path = try files.write(String(repeating: "abc", count: 100))
    var orders = standing { $0.length = 5 }
    var run = Run(orders: orders, trainer: try Trainer(orders.experiment))
    _ = run.adopt(orders, stop: .never)
    let before = orders
    orders.experiment.task = .text(path: path)
    orders.wanted = [AnyAnalysis(RouteShares())]
    let stop = StopSignal()
    stop.set()
    #expect(run.adopt(orders, stop: stop) == nil && run.orders == before)
    let report = run.adopt(orders, stop: .never)
    #expect(report?.trace?.shape.inputs == 3 && report?.isRestart == true)
    #expect(report?.readings[0][RouteShares()].value != nil)
  }

  /// Even where the settings that come with it can't be.
  @Test func anAnalysisIsMadeThoughTheSettingsAreRefused() throws {
    var orders = standing { $0.length = 5 }
    var run = Run(orders: orders, trainer: try Trainer(orders.experiment))
    _ = run.adopt(orders, stop: .never)
    let before = orders.experiment
    orders.experiment.task = .file(path: "/no/such")
    orders.wanted = [AnyAnalysis(RouteShares())]
    _ = run.adopt(orders, stop: .never)
    orders.experiment = before
    #expect(run.adopt(orders, stop: .never)?.readings[0][RouteShares()].value != nil)
  }
}
