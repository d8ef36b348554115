/// Sequences side by side, as a stack runs on them.
struct Batch {
  /// (T, B, I)
  let x: Tensor
  /// Where each sample's sequence lies; nil where all take 1 … T.
  ///
  /// At a timestep outside of its span a sample holds its states, and what flows back passes through unchanged; its
  /// gates and every ∂L/∂ are 0 there. What x holds there counts for nothing, but must be finite. Equal to PyTorch's
  /// packed sequences.
  let spans: [ClosedRange<Int>]?
  /// The states at t = 0, layer by layer (states, B, H), h first; nil for zeros.
  let initial: [Tensor]?

  init(x: Tensor, spans: [ClosedRange<Int>]? = nil, initial: [Tensor]? = nil) {
    if let spans {
      let (length, batch) = (x.shape[0], x.shape[1])
      precondition(spans.count == batch, "\(spans.count) spans for \(batch) samples")
      for span in spans {
        precondition(span.lowerBound >= 1 && span.upperBound <= length, "span \(span) of timesteps 1 … \(length)")
      }
    }
    (self.x, self.spans, self.initial) = (x, spans, initial)
  }

  /// Which of some samples have no timestep t, from 1.
  func outside(_ t: Int, of samples: Range<Int>) -> [Int] {
    guard let spans else { return [] }
    return samples.filter { !spans[$0].contains(t) }
  }

  /// The last timestep of a sample, from 1.
  func end(of sample: Int) -> Int { spans?[sample].upperBound ?? x.shape[0] }
}
