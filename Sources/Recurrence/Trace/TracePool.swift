/// Memory for traces of one layout, used again as soon as nobody holds a trace or a tensor of it: so a training step
/// allocates nothing. What was needed in a burst is given back once many steps have done without.
struct TracePool {
  let layout: TraceLayout
  private var slots: [Slot] = []

  private struct Slot {
    var arena: Arena
    var data: DataKey
    /// The number of the take that it was last taken at.
    var taken: Int
  }

  /// How many takes have been.
  private var takes = 0
  /// How many takes a slot may lie idle.
  static let patience = 64

  /// What x and the target of some memory were last filled from.
  struct DataKey: Equatable {
    let seed: UInt64
    /// The training step; nil for data that are the same at each.
    let step: Int?
  }

  init(_ layout: TraceLayout) { self.layout = layout }

  /// Memory that nobody holds, and whether its x and target are of `data` already; the caller fills them where not.
  mutating func take(_ data: DataKey) -> (arena: Arena, isFilled: Bool) {
    takes += 1
    guard let free = firstFree() else {
      slots.append(Slot(arena: Arena(count: layout.count), data: data, taken: takes))
      return (slots[slots.count - 1].arena, false)
    }
    dropIdle(after: free)
    let isFilled = slots[free].data == data
    (slots[free].data, slots[free].taken) = (data, takes)
    return (slots[free].arena, isFilled)
  }

  /// Those that lie idle come after the first that is free.
  private mutating func dropIdle(after free: Int) {
    var k = free + 1
    while k < slots.count {
      if takes - slots[k].taken > TracePool.patience, isKnownUniquelyReferenced(&slots[k].arena) {
        slots.remove(at: k)
      } else {
        k += 1
      }
    }
  }

  private mutating func firstFree() -> Int? {
    for k in slots.indices where isKnownUniquelyReferenced(&slots[k].arena) { return k }
    return nil
  }

  /// How many traces it has memory for, held or not.
  var count: Int { slots.count }
}
