import Testing

@testable import Recurrence

/// Products with a packed matrix against plain loops.
struct PackedMatrixTests {
  private func normal(_ count: Int, _ index: UInt64) -> Tensor {
    let tensor = Tensor(shape: [count])
    var random = Random(seed: 5, purpose: .analysis, index: index)
    tensor.fillNormal(&random, scale: 1)
    return tensor
  }

  @Test(
    arguments: [1, 2, 3, 5, 6, 8, 9, 15, 33],
    [(1, 1), (5, 3), (20, 80), (80, 20), (7, 133), (9, 24), (4, 25), (3, 64), (2, 63), (6, 40), (8, 48), (1, 56)])
  func productsAddUp(_ samples: Int, _ size: (rows: Int, columns: Int)) {
    let (rows, columns) = size
    let (x, start) = (normal(samples * rows, 1), normal(samples * columns, 2))
    let (matrix, transposed) = (normal(rows * columns, 3), Tensor(shape: [rows * columns]))
    for row in 0..<rows {
      for column in 0..<columns {
        transposed.pointer[column * rows + row] = matrix[flat: row * columns + column]
      }
    }
    var all: [PackedMatrix] = []
    for isForOne in samples == 1 ? [true, false] : [false] {
      let straight = PackedMatrix(rows: rows, columns: columns, isForOne: isForOne)
      let turned = PackedMatrix(rows: rows, columns: columns, isForOne: isForOne)
      straight.pack(matrix.pointer)
      turned.pack(transposing: transposed.pointer)
      all += [straight, turned]
    }
    var results: [[Double]] = []
    for packed in all {
      for fromEnd in [false, true] {
        // One value more, which must stay.
        let y = Tensor(shape: [samples * columns + 1], values: start.values + [7])
        packed.multiply(x.pointer, samples: samples, into: y.pointer, fromEnd: fromEnd)
        #expect(y[flat: samples * columns] == 7)
        results.append(y.values)
        // From a bias that every row starts with.
        let bias = normal(columns, 4)
        let z = Tensor(shape: [samples * columns], values: Array(repeating: .nan, count: samples * columns))
        packed.multiply(x.pointer, samples: samples, plus: bias.pointer, into: z.pointer, fromEnd: fromEnd)
        for k in 0..<(samples * columns) {
          let expected = y[flat: k] - start[flat: k] + bias[flat: k % columns]
          #expect(abs(z[flat: k] - expected) < 1e-13 * Double(rows + 1))
        }
      }
    }
    // Neither the order of the panels nor how they were filled changes a sum.
    for k in results.indices { #expect(results[k] == results[k & ~3]) }
    for sample in 0..<samples {
      for column in 0..<columns {
        var sum = start[flat: sample * columns + column]
        for row in 0..<rows { sum += x[flat: sample * rows + row] * matrix[flat: row * columns + column] }
        for result in results {
          #expect(abs(result[sample * columns + column] - sum) < 1e-13 * Double(rows + 1), "\(sample), \(column)")
        }
      }
    }
  }

  @Test(arguments: [1, 3])
  func nonFiniteNumbersComeThrough(_ samples: Int) {
    let packed = PackedMatrix(rows: 2, columns: 4, isForOne: samples == 1)
    packed.pack([.nan, 1, .infinity, 1, 1, 1, 1, 1])
    let x = Tensor(shape: [samples * 2])
    let y = Tensor(shape: [samples * 4])
    packed.multiply(x.pointer, samples: samples, into: y.pointer)
    for sample in 0..<samples {
      let row = (0..<4).map { y[flat: 4 * sample + $0] }
      #expect(row[0].isNaN && row[1] == 0 && row[2].isNaN && row[3] == 0)
    }
  }
}
