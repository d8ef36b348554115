/// The layers of a trace, bottom first.
public struct StackTrace: RandomAccessCollection, Sendable {
  private let arena: Arena
  private let layouts: [LayerLayout]

  init(in arena: Arena, _ layouts: [LayerLayout]) { (self.arena, self.layouts) = (arena, layouts) }

  /// The bottom layer.
  public var startIndex: Int { 0 }
  /// Beyond the top layer.
  public var endIndex: Int { layouts.count }
  /// A layer, from 0.
  public subscript(layer: Int) -> LayerTrace { LayerTrace(in: arena, layouts[layer]) }

  /// What a layer read: x, or h_1 … h_T of the layer below. (T, B, inputs)
  func input(ofLayer layer: Int, x: Tensor) -> Tensor { layer == 0 ? x : self[layer - 1].h }

  /// The top layer.
  var top: LayerTrace { self[count - 1] }
}
