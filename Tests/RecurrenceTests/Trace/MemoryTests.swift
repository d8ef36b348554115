import Testing

@testable import Recurrence

struct MemoryTests {
  private let layout = TraceLayout(.small(Cells.all[0]), loss: Loss.mse)

  private func line(_ available: AvailableMemory) -> String? {
    refusal { try Experiment().requireMemory(for: layout, available: available) }
  }

  @Test func sixTracesMustFitIntoHalfOfWhatThereIs() {
    let enough = 12 * layout.bytes
    #expect(line(AvailableMemory(bytes: enough, bound: "this machine's")) == nil)
    #expect(
      line(AvailableMemory(bytes: enough - 2, bound: "this machine's"))?.contains("half of this machine's") == true)
    let group = "what its control group allows"
    #expect(
      line(AvailableMemory(bytes: enough / 2, bound: group))?.contains("more than half of \(group); make") == true)
  }

  @Test func whatIsThereIsNoMoreThanTheMachineHas() {
    let available = AvailableMemory.now
    #expect(available.bytes > 0 && available.bytes <= AvailableMemory.physical)
  }
}
