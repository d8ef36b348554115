import Recurrence
import Testing

struct MutableTensorTests {
  @Test func whatWasReadDoesNotChangeUnderItsOwner() {
    let filled = MutableTensor(shape: [2, 3])
    filled[1, 2] = 5
    let read = filled.tensor
    filled.fill(7)
    #expect(read.shape == [2, 3] && read.values == [0, 0, 0, 0, 0, 5])
    #expect(filled.tensor.values == Array(repeating: 7, count: 6))
  }
}
