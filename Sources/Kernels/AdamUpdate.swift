import CKernels

extension AdamUpdate {
  func run() {
    for k in stride(from: 0, to: count, by: 8) {
      let g = Lanes(loading: self.g + k)
      let m = 0.9 * Lanes(loading: self.m + k) + 0.1 * g
      let s = 0.999 * Lanes(loading: self.s + k) + 0.001 * g * g
      let p = Lanes(loading: self.p + k) - Lanes(repeating: step) * m / (squareRoot(s) * Lanes(repeating: scale) + 1e-8)
      m.store(self.m + k, count - k)
      s.store(self.s + k, count - k)
      p.store(self.p + k, count - k)
    }
  }
}
