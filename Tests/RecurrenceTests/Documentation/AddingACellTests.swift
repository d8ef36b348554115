import RecurrentCells
import Testing

@testable import Kernels
@testable import Recurrence

/// The cell of docs/adding-a-cell.md, which the finite differences check beside the catalogue's.
let documentedCell = CellKind(MGU.self)

extension CellKind: CustomTestStringConvertible {
  /// Its name, which is shorter than its functions.
  public var testDescription: String { name }
}

struct AddingACellTests {
  @Test func itTrainsAndIsAnalysed() throws {
    let rig = Rig(.small(documentedCell, layers: 2, lossAt: .every))
    let trace = rig.run()
    #expect(trace.layers[0].gate("f")?.values.allSatisfy { $0 > 0 && $0 < 1 } == true)
    let into = try #require(Routes(trace, layer: 0).states.first)
    #expect(into.routes.map(\.key) == ["direct", "f", "n", "h_by_1−f"])
    #expect(deviation(into.total.values, trace.layers[0].dh.values) < 1e-13)
  }
}
