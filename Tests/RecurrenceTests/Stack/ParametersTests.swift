import Recurrence
import Testing

struct ParametersTests {
  /// No two sizes are equal.
  private let shape = Shape(
    cell: Cells.named("gru")!, layers: 2, inputs: 3, hidden: 4, outputs: 6, length: 5, batch: 2, lossAt: .last)

  @Test func tensorsByNameComeBackByNameAndTheRestIsZero() {
    let all = Parameters(shape)
    let given = Dictionary(
      uniqueKeysWithValues: all.entries.enumerated().filter { $0.offset != 2 }.map { k, entry in
        let values = (0..<entry.tensor.count).map { Double(1000 * k + $0) }
        return (entry.name, Tensor(shape: entry.tensor.shape, values: values))
      })
    let parameters = Parameters(shape, given)
    for (name, tensor) in parameters.entries {
      #expect(tensor.values == given[name]?.values ?? Array(repeating: 0, count: 12), "\(name)")
    }
    #expect(parameters["bias_ih_l0"]?.norm == 0 && parameters["weight_hh_l2"] == nil)
    #expect(parameters["weight_ih_l1"]?.shape == [12, 4] && parameters["fc.weight"]?.shape == [6, 4])
  }
}
