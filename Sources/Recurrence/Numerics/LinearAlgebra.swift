#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import COpenBLAS

// LAPACK's factorisations of square matrices. LAPACK counts along columns, so that it sees the transpose of a row-major
// matrix, which has the same singular values and eigenvalues.

/// The singular values of a matrix (n × n), falling, each to within rounding of the largest; all NaN where one of its
/// values is NaN or Inf.
func singularValues(_ matrix: Tensor) -> [Double] {
  var a = matrix.values
  let n = matrix.shape[0]
  guard a.allSatisfy(\.isFinite) else { return Array(repeating: .nan, count: n) }
  var size = Int32(n)
  var values = [Double](repeating: 0, count: n)
  var indices = [Int32](repeating: 0, count: 8 * n)
  var info: Int32 = 0
  var one: Int32 = 1
  withWorkspace { work, length in
    var length = length
    dgesdd_("N", &size, &size, &a, &size, &values, nil, &one, nil, &one, work, &length, &indices, &info, 1)
  }
  return info == 0 ? values : Array(repeating: .nan, count: n)
}

/// The largest magnitude of the eigenvalues of a matrix (n × n); NaN where one of its values is NaN or Inf.
func spectralRadius(_ matrix: Tensor) -> Double {
  var a = matrix.values
  guard a.allSatisfy(\.isFinite) else { return .nan }
  let n = matrix.shape[0]
  var size = Int32(n)
  var real = [Double](repeating: 0, count: n)
  var imaginary = real
  var info: Int32 = 0
  var one: Int32 = 1
  withWorkspace { work, length in
    var length = length
    dgeev_(
      "N", "N", &size, &a, &size, &real, &imaginary, nil, &one, nil, &one, work, &length, &info, 1, 1)
  }
  return info == 0 ? zip(real, imaginary).map { hypot($0, $1) }.max() ?? 0 : .nan
}

/// Replaces the rows of a matrix (k × n, k ≤ n) by orthonormal rows of the same span, in order, as Gram and Schmidt
/// would; yields the length of what each row added to the span of those before it: r_jj of the QR factors, made positive.
/// From normal numbers the rows are uniform over the orthogonal matrices.
///
/// Only for finite values.
@discardableResult
func orthonormalizeRows(_ matrix: Tensor) -> [Double] {
  var (count, size) = (Int32(matrix.shape[0]), Int32(matrix.shape[1]))
  var tau = [Double](repeating: 0, count: matrix.shape[0])
  var info: Int32 = 0
  withWorkspace { work, length in
    var length = length
    dgeqrf_(&size, &count, matrix.pointer, &size, &tau, work, &length, &info)
  }
  let diagonal = (0..<matrix.shape[0]).map { matrix.pointer[$0 * matrix.shape[1] + $0] }
  withWorkspace { work, length in
    var length = length
    dorgqr_(&size, &count, &count, matrix.pointer, &size, &tau, work, &length, &info)
  }
  for (row, length) in diagonal.enumerated() where length < 0 {
    for k in 0..<matrix.shape[1] { matrix.pointer[row * matrix.shape[1] + k].negate() }
  }
  return diagonal.map { abs($0) }
}

/// Calls a routine twice, as LAPACK wants it: asked with length −1 it leaves the size of its workspace in the
/// workspace's first place.
private func withWorkspace(_ routine: (UnsafeMutablePointer<Double>, Int32) -> Void) {
  var best = 0.0
  routine(&best, -1)
  var work = [Double](repeating: 0, count: max(1, Int(best)))
  work.withUnsafeMutableBufferPointer { routine($0.baseAddress!, Int32($0.count)) }
}
