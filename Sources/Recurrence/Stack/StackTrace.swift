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

  /// The top layer.
  var top: LayerTrace { self[count - 1] }
}
