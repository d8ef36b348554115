// Cutting values to a threshold θ, in place; each tells how many values were changed.

/// Each value into [−θ, θ]; NaN stays NaN.
func clipByValue(_ values: UnsafeMutableBufferPointer<Double>, _ threshold: Double) -> Int {
  var cut = 0
  for k in values.indices where abs(values[k]) > threshold {
    values[k] = values[k] > 0 ? threshold : -threshold
    cut += 1
  }
  return cut
}

/// All values scaled to norm θ where they exceed it.
func clipByNorm(_ values: UnsafeMutableBufferPointer<Double>, _ threshold: Double, norm: Double) -> Int {
  guard norm > threshold else { return 0 }
  let scale = threshold / norm
  for k in values.indices { values[k] *= scale }
  return values.count
}
