import Panels
import Recurrence
import Testing

struct GridTests {
  @Test func theLargestMagnitudeWinsOverTheBatchAndOverNeighbours() {
    // (T, B, H) = (3, 2, 4)
    var values = [Double](repeating: 0.5, count: 24)
    values[1 * 8 + 4 + 2] = -3  // t 1, sample 1, unit 2
    let grid = Grid(Tensor(shape: [3, 2, 4], values: values))
    #expect((grid.columns, grid.rows) == (3, 4))
    #expect(grid.value(columns: 1..<2, rows: 2..<3) == -3)
    #expect(grid.value(columns: 0..<3, rows: 0..<4) == -3)
    #expect(grid.value(columns: 0..<1, rows: 0..<4) == 0.5)
  }

  @Test func oneNaNAmongAMillionIsSeen() {
    let (length, hidden) = (5000, 300)
    var values = [Double](repeating: 1, count: length * hidden)
    values[4321 * hidden + 299] = .nan
    let grid = Grid(Tensor(shape: [length, 1, hidden], values: values))
    #expect(grid.columns == 1024 && grid.rows == 256)
    let column = 4321 * 1024 / length
    #expect(grid.value(columns: column..<(column + 1), rows: 255..<256).isNaN)
    #expect(grid.value(columns: 0..<1, rows: 0..<256) == 1)
  }
}
