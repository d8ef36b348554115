/// Who teaches whom: the gradient of each timestep's own loss L_s, at every earlier timestep of a layer.
///
/// ∂L_s/∂h_t for all s ≥ t, each an exact BPTT of its own; since L = Σ_s L_s they add up to ∂L/∂h_t. Clipping inside
/// BPTT is left out, as what it cuts is the sum.
///
/// Of order (sources)·T, where one BPTT is of order T. So at most `maximumSources` losses are taken, evenly spread over
/// the timesteps, the last always among them; the default's 256 cost at most 256 times one BPTT, in matrix products
/// over all of them at once. Memory: (sources)·(T + B·(states + G)·H) numbers, and T·B·H.
public struct FlowTriangle: Sendable {
  /// The timesteps s, from 1, rising, whose losses were followed: all that have one, unless there are too many.
  public let sources: [Int]
  /// ‖∂L_s/∂h_t‖ over batch and units; 0 for t > s. (sources, T)
  public let norms: Tensor
  /// Σ_s ∂L_s/∂h_t over the sources: ∂L/∂h_t where all were taken. (T, B, H)
  public let sum: Tensor

  /// The triangle of a layer; nil where `stop` ended the work early. `progress` hears the share done.
  public init?(
    _ trace: Trace, layer: Int, maximumSources: Int = 256, stop: StopSignal = .never,
    progress: (Double) -> Void = { _ in }
  ) {
    let shape = trace.shape
    let row = shape.batch * shape.hidden
    sources = FlowTriangle.spread(
      from: shape.length - shape.lossSteps + 1, to: shape.length, atMost: max(1, maximumSources))
    norms = Tensor(shape: [sources.count, shape.length])
    sum = Tensor(shape: [shape.length, shape.batch, shape.hidden])
    // The newest source first, so that those at or after t are always the first rows.
    let sweeps = (layer..<shape.layers).map { SourceSweep(trace, layer: $0, sources: sources.count) }
    var active = 0
    for t in (1...shape.length).reversed() {
      if stop.isSet { return nil }
      if active < sources.count && sources[sources.count - 1 - active] == t { active += 1 }
      for (k, sweep) in sweeps.enumerated().reversed() {
        if k == sweeps.count - 1 {
          let isNew = active > 0 && sources[sources.count - active] == t
          if isNew { sweep.add(trace.layers[layer + k].dhDirect[t - 1], toSource: active - 1) }
        } else {
          sweep.addFromAbove(sweeps[k + 1], sources: active)
        }
        if k == 0 {
          for source in 0..<active {
            let dh = sweep.carried.pointer + source * row
            let norm = euclideanNorm(UnsafeBufferPointer(start: dh, count: row))
            norms.pointer[(sources.count - 1 - source) * shape.length + t - 1] = norm
            for u in 0..<row { sum.pointer[(t - 1) * row + u] += dh[u] }
          }
        }
        sweep.prepare(t)
        sweep.stepBack(sources: active)
      }
      progress(Double(shape.length - t + 1) / Double(shape.length))
    }
  }

  /// At most `limit` whole numbers from `first` to `last`, evenly spread, the last among them.
  private static func spread(from first: Int, to last: Int, atMost limit: Int) -> [Int] {
    let count = last - first + 1
    let taken = min(count, limit)
    return (1...taken).map { first - 1 + $0 * count / taken }
  }
}

/// Who teaches whom, as an analysis.
public struct Flow: Analysis {
  /// A glance follows 128 losses at most, and needs several; all of it, 256.
  public let extent: Extent

  /// A request.
  public init(_ extent: Extent = .glance) { self.extent = extent }

  /// The triangle of a layer.
  public func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> FlowTriangle {
    let (trace, layer) = (subject.trace, subject.layer)
    if extent == .glance, trace.shape.lossAt != .every { throw .refused(.singleLoss) }
    let sources = extent == .glance ? 128 : 256
    guard let flow = FlowTriangle(trace, layer: layer, maximumSources: sources, stop: stop, progress: progress) else {
      throw .stopped
    }
    return flow
  }

  /// ‖∂L_s/∂h_t‖ (sources, T), and the sources.
  public func tensors(_ value: FlowTriangle, layer: Int) -> [NamedTensor] {
    [("flow_l\(layer)", value.norms), ("flow_sources_l\(layer)", Tensor(value.sources.map(Double.init)))]
  }
}
