import CKernels

extension RowSum {
  func run() {
    for row in 0..<rows {
      let source = matrix + row * rowStride
      for k in stride(from: 0, to: columns, by: 8) {
        (Lanes(loading: y + k) + Lanes(loading: source + k)).store(y + k, columns - k)
      }
    }
  }
}
