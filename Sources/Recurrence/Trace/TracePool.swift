/// Memory for traces of one layout, used again as soon as nobody holds a trace or a tensor of it: so a training step
/// allocates nothing.
struct TracePool {
  let layout: TraceLayout
  private var slots: [Slot] = []

  private struct Slot {
    var arena: Arena
    var data: DataKey?
  }

  /// What x and the target of some memory were last filled from.
  struct DataKey: Equatable {
    let seed: UInt64
    /// The training step; nil for data that are the same at each.
    let step: Int?
  }

  init(_ layout: TraceLayout) { self.layout = layout }

  /// Memory that nobody holds, and whether its x and target are of `data` already; the caller fills them where not.
  mutating func take(_ data: DataKey) -> (arena: Arena, isFilled: Bool) {
    for k in slots.indices where isKnownUniquelyReferenced(&slots[k].arena) {
      defer { slots[k].data = data }
      return (slots[k].arena, slots[k].data == data)
    }
    slots.append(Slot(arena: Arena(count: layout.count), data: data))
    return (slots[slots.count - 1].arena, false)
  }
}
