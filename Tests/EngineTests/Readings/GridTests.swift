import Engine
import Recurrence
import Testing

struct GridTests {
  @Test func theLargestMagnitudeWinsOverTheBatchAndOverNeighbours() {
    // (T, B, H) = (3, 2, 4)
    var values = [Double](repeating: 0.5, count: 24)
    values[1 * 8 + 4 + 2] = -3  // t 1, sample 1, unit 2
    let grid = Grid(Tensor(shape: [3, 2, 4], values: values))
    #expect((grid.columns, grid.rows) == (3, 4))
    #expect(grid.fitted(width: 3, height: 4) == [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, -3, 0.5, 0.5, 0.5, 0.5, 0.5])
    #expect(grid.fitted(width: 1, height: 1) == [-3])
    #expect(grid.fitted(width: 3, height: 1) == [0.5, -3, 0.5])
    // Larger than the grid: a value takes several places.
    #expect(grid.fitted(width: 6, height: 8)[2 * 8..<4 * 8].filter { $0 == -3 }.count == 4)
    #expect(grid.fitted(width: 3, height: 1) == [0.5, -3, 0.5])
  }

  @Test func infinityOutranksNumbersAndNaNInfinity() {
    let grid = Grid(Tensor(shape: [4, 1, 2], values: [1, -.infinity, 1e308, .infinity, .nan, .infinity, 0, -0.0]))
    #expect(grid.fitted(width: 4, height: 1)[0] == -.infinity)
    #expect(grid.fitted(width: 4, height: 1)[1] == .infinity)
    #expect(grid.fitted(width: 4, height: 1)[2].isNaN)
    #expect(grid.fitted(width: 4, height: 1)[3] == 0)
  }

  @Test func oneNaNAmongAMillionIsSeen() {
    let (length, hidden) = (5000, 300)
    var values = [Double](repeating: 1, count: length * hidden)
    values[4321 * hidden + 299] = .nan
    let grid = Grid(Tensor(shape: [length, 1, hidden], values: values))
    #expect(grid.columns == 1024 && grid.rows == 256)
    let column = 4321 * 1024 / length
    let all = grid.fitted(width: 1024, height: 256)
    #expect(all[column * 256 + 255].isNaN)
    #expect(all.filter { $0 == 1 }.count == 1024 * 256 - 1)
    #expect(grid.fitted(width: 1, height: 1)[0].isNaN)
  }

  /// Means over the batch, over units and over time, however they divide.
  @Test(arguments: [(3, 2, 4), (2500, 1, 3), (5, 3, 700), (1030, 2, 300)])
  func meansAreMeansOfAllThatTheyStandFor(_ length: Int, _ batch: Int, _ units: Int) {
    let values = (0..<(length * batch * units)).map { Double(($0 * 7919) % 1000) / 1000 }
    let tensor = Tensor(shape: [length, batch, units], values: values)
    let grid = Grid(tensor, pooling: .mean)
    for column in [0, 1, grid.columns - 1] {
      for row in [0, grid.rows / 2, grid.rows - 1] {
        var (sum, count) = (0.0, 0)
        for t in 0..<length where t * grid.columns / length == column {
          for unit in 0..<units where unit * grid.rows / units == row {
            for sample in 0..<batch {
              sum += values[(t * batch + sample) * units + unit]
              count += 1
            }
          }
        }
        let found = grid.fitted(width: grid.columns, height: grid.rows)[column * grid.rows + row]
        #expect(abs(found - sum / Double(count)) < 1e-12)
      }
    }
    let even = Grid(Tensor(shape: [length, batch, units], values: values.map { _ in 0.25 }), pooling: .mean)
    #expect(even.fitted(width: 7, height: 5).allSatisfy { abs($0 - 0.25) < 1e-12 })
  }

  @Test func aMeanHidesNoNaN() {
    let grid = Grid(Tensor(shape: [4, 1, 2], values: [1, 0, 0, .nan, 0, 0, 0, 0]), pooling: .mean)
    #expect(grid.fitted(width: 1, height: 1)[0].isNaN)
  }

  /// Also where the grid itself holds several timesteps a column.
  @Test(arguments: [30, 3_000], [Grid.Pooling.largest, .mean])
  func aWindowShowsItsTimestepsOneByOne(_ length: Int, _ pooling: Grid.Pooling) {
    let values = (0..<(length * 2 * 3)).map { Double($0 + 1) }
    let grid = Grid(Tensor(shape: [length, 2, 3], values: values), pooling: pooling)
    let found = grid.fitted(width: 10, height: 3, window: (length - 10)..<length)
    for t in 0..<10 {
      for unit in 0..<3 {
        let samples = (0..<2).map { values[((length - 10 + t) * 2 + $0) * 3 + unit] }
        #expect(found[t * 3 + unit] == (pooling == .mean ? (samples[0] + samples[1]) / 2 : samples[1]))
      }
    }
    #expect(grid.fitted(width: 4, height: 2) != grid.fitted(width: 4, height: 2, window: 0..<10))
  }
}
