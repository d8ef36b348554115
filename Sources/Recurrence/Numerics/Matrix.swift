import CKernels
import COpenBLAS

// Row-major matrix products on OpenBLAS, one thread: training shares the machine with a screen, and a fixed order of
// additions gives the same bits each time.

/// The library, made ready on first use. Every network asks for it before its first product.
let matrixLibraryIsReady: Void = prepare_openblas()

/// C (m × n) = A (m × k) · Bᵀ (n × k) + `beta`·C.
func multiplyTransposed(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>, m: Int, n: Int, k: Int,
  beta: Double
) {
  cblas_dgemm(
    CblasRowMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(k), b, Int32(k), beta, c,
    Int32(n))
}

/// C (m × n) = A (m × k, rows `lda` apart) · B (k × n) + `beta`·C.
func multiply(
  _ a: UnsafePointer<Double>, lda: Int, _ b: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>, m: Int,
  n: Int, k: Int, beta: Double
) {
  if m == 1 {
    cblas_dgemv(CblasRowMajor, CblasTrans, Int32(k), Int32(n), 1, b, Int32(n), a, 1, beta, c, 1)
  } else {
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(lda), b, Int32(n), beta,
      c, Int32(n))
  }
}

/// C (m × n) = Aᵀ · B + `beta`·C with A (k × m, rows `lda` apart) and B (k × n): a sum over k rows of outer products.
func multiplyOuter(
  _ a: UnsafePointer<Double>, lda: Int, _ b: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>, m: Int,
  n: Int, k: Int, beta: Double
) {
  cblas_dgemm(
    CblasRowMajor, CblasTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(lda), b, Int32(n), beta, c,
    Int32(n))
}

/// `sums` (n) += the sum of the rows of A (m × n, rows `lda` apart).
func addRows(_ a: UnsafePointer<Double>, lda: Int, into sums: UnsafeMutablePointer<Double>, m: Int, n: Int) {
  KernelSet.best.addRows(RowSum(matrix: a, y: sums, rows: m, columns: n, rowStride: lda))
}
