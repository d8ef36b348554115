import Testing

@testable import Recurrence

struct TraceLayoutTests {
  /// No two tensors share memory but where they are meant to, all of it is counted, and each begins at a cache line.
  @Test(arguments: Cells.all.map(\.name))
  func tensorsLieApart(_ name: String) throws {
    let shape = Shape.small(try #require(Cells.named(name)), layers: 3, lossAt: .every)
    let layout = TraceLayout(shape, loss: Loss.mse)
    var regions = [layout.x, layout.target, layout.y, layout.dy, layout.losses]
    regions += [layout.parameters, layout.gradients, layout.clipped]
    for layer in layout.layers {
      regions += [layer.states, layer.gates, layer.saved, layer.dStates, layer.dGates, layer.dax]
      regions += [layer.dhDirect, layer.dhRecurrent, layer.dInitial]
      if shape.cell.addsProjections {
        #expect(layer.dah.offset == layer.dax.offset)
      } else {
        regions.append(layer.dah)
      }
    }
    var end = 0
    for region in regions.sorted(by: { ($0.offset, $0.count) < ($1.offset, $1.count) }) where region.count > 0 {
      #expect(region.offset >= end && region.offset % 8 == 0, "\(region)")
      end = region.offset + region.count
    }
    #expect(layout.count >= end && layout.count < end + 8)
    #expect(layout.bytes == 8 * layout.count)
    #expect(layout.layers[0].h.offset == layout.layers[0].states.offset + shape.batch * shape.hidden)
  }
}
