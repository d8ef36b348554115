#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Double {
  /// The number with an exponent, as in `1.3e-19`; NaN and ±Inf by name.
  package func scientific(_ digits: Int = 1) -> String { text("%.\(digits)e", self) }

  /// The number with so many decimals; NaN and ±Inf by name.
  package func fixed(_ digits: Int) -> String { text("%.\(digits)f", self) }

  /// The number in few characters: plain between 0.001 and 100,000, with an exponent elsewhere.
  package func short(_ digits: Int = 3) -> String {
    let size = abs(self)
    if size == 0 { return "0" }
    return size >= 1e-3 && size < 1e5 ? text("%.\(digits)g", self) : scientific(max(0, digits - 2))
  }
}

private func text(_ format: String, _ number: Double) -> String {
  if number.isNaN { return "NaN" }
  if number.isInfinite { return number < 0 ? "-Inf" : "Inf" }
  return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
    _ = withVaList([number]) { vsnprintf(buffer.baseAddress!, buffer.count, format, $0) }
    return String(cString: buffer.baseAddress!)
  }
}
