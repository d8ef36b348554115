#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One layer's BPTT for the losses of many timesteps at once, timestep by timestep.
struct SourceSweep {
  private let diagonals: StepDiagonals
  private let weights: LayerParameters
  private let sources: Int
  /// ∂L_s/∂states as they arrive at the timestep that is next. (states, sources, B, H)
  let carried: Tensor
  private let next: Tensor
  /// ∂L_s/∂ax and ∂L_s/∂ah of the timestep that was last. (sources, B, G·H)
  private let dax: Tensor
  private let dah: Tensor

  /// Nothing carried yet.
  init(_ trace: Trace, layer: Int, sources: Int) {
    let shape = trace.shape
    diagonals = StepDiagonals(trace, layer: layer)
    weights = trace.parameters.layers[layer]
    self.sources = sources
    carried = Tensor(shape: [shape.cell.states.count, sources, shape.batch, shape.hidden])
    next = Tensor(shape: carried.shape)
    dax = Tensor(shape: [sources, shape.batch, shape.gateRows])
    dah = shape.cell.addsProjections ? dax : Tensor(shape: dax.shape)
  }

  private var shape: Shape { diagonals.shape }
  private var row: Int { shape.batch * shape.hidden }

  /// A loss's own gradient of h (B, H) joins what is carried of it.
  func add(_ direct: Tensor, toSource source: Int) {
    for k in 0..<row { carried.pointer[source * row + k] += direct.pointer[k] }
  }

  /// What the layer above passed down at its last step joins what is carried.
  func addFromAbove(_ above: SourceSweep, sources active: Int) {
    multiply(
      above.dax.pointer, lda: shape.gateRows, above.weights.inputWeights.pointer, into: carried.pointer,
      m: active * shape.batch, n: shape.hidden, k: shape.gateRows, beta: 1)
  }

  /// Makes ready for timestep t, from 1: what follows is of it.
  func prepare(_ t: Int) { diagonals.fill(t) }

  /// The norm of the total ∂L_s/∂(all states) at the timestep that is prepared, over all sources.
  var totalNorm: Double {
    let plane = sources * row
    next.fill(0)
    for from in shape.cell.states.indices {
      for to in shape.cell.states.indices {
        for source in 0..<sources {
          addProduct(
            carried.pointer + from * plane + source * row, diagonals.total[from][to].pointer,
            to: next.pointer + to * plane + source * row, count: row)
        }
      }
    }
    return next.norm
  }

  /// The largest magnitude of what is carried; NaN where something is.
  var largest: Double {
    carried.withValues { $0.reduce(0) { abs($1) > $0 || $1.isNaN ? abs($1) : $0 } }
  }

  /// Multiplies what is carried by a power of two.
  func scale(byTwoTo exponent: Int) {
    for k in 0..<carried.count { carried.pointer[k] = scalbn(carried.pointer[k], Int32(exponent)) }
  }

  /// From the timestep that is prepared to the one before, for the first `active` sources.
  func stepBack(sources active: Int) {
    guard active > 0 else { return }
    let states = shape.cell.states.indices
    let plane = sources * row
    apply(diagonals.ax, to: dax, sources: active)
    if !shape.cell.addsProjections { apply(diagonals.ah, to: dah, sources: active) }
    next.pointer.update(repeating: 0, count: next.count)
    for from in states {
      for to in states {
        for source in 0..<active {
          let at = source * row
          addProduct(
            carried.pointer + from * plane + at, diagonals.previous[from][to].pointer,
            to: next.pointer + to * plane + at, count: row)
        }
      }
    }
    carried.copy(from: next)
    multiply(
      dah.pointer, lda: shape.gateRows, weights.recurrentWeights.pointer, into: carried.pointer,
      m: active * shape.batch, n: shape.hidden, k: shape.gateRows, beta: 1)
  }

  /// ∂L_s/∂a (sources, B, G·H) from what is carried, by the diagonals (states, B, G·H).
  private func apply(_ diagonal: Tensor, to da: Tensor, sources active: Int) {
    let hidden = shape.hidden
    da.pointer.update(repeating: 0, count: active * shape.batch * shape.gateRows)
    for state in shape.cell.states.indices {
      for source in 0..<active {
        for sample in 0..<shape.batch {
          let d = carried.pointer + ((state * sources + source) * shape.batch + sample) * hidden
          let factors = diagonal[state].pointer + sample * shape.gateRows
          let into = da.pointer + (source * shape.batch + sample) * shape.gateRows
          for gate in shape.cell.gates.indices {
            addProduct(d, factors + gate * hidden, to: into + gate * hidden, count: hidden)
          }
        }
      }
    }
  }
}
