/// A structure of nothing but `Lanes`, such as a cell's gates: its fields in order are its components.
///
/// The fields' names are for the equations; a layer loads and stores the components by position.
protocol LaneRecord {
  /// All components zero.
  init()
}

extension LaneRecord {
  /// How many components the record has.
  @inline(__always)
  static var count: Int { MemoryLayout<Self>.size / MemoryLayout<Lanes>.size }

  /// Component k from `base + k·stride` on.
  @inline(__always)
  static func load(_ base: UnsafePointer<Double>, stride: Int) -> Self {
    // By cases, not through a pointer to the record: so its components stay in registers.
    @inline(__always)
    func at(_ k: Int) -> Lanes { Lanes(loading: base + k * stride) }
    switch count {
    case 1: return unsafeBitCast(at(0), to: Self.self)
    case 2: return unsafeBitCast((at(0), at(1)), to: Self.self)
    case 3: return unsafeBitCast((at(0), at(1), at(2)), to: Self.self)
    case 4: return unsafeBitCast((at(0), at(1), at(2), at(3)), to: Self.self)
    case 5: return unsafeBitCast((at(0), at(1), at(2), at(3), at(4)), to: Self.self)
    case 6: return unsafeBitCast((at(0), at(1), at(2), at(3), at(4), at(5)), to: Self.self)
    default: fatalError("a record of \(count) components; six are the most")
    }
  }

  /// Component k to `base + k·stride`, `lanes` of its eight values.
  @inline(__always)
  func store(_ base: UnsafeMutablePointer<Double>, stride: Int, lanes: Int) {
    @inline(__always)
    func put(_ k: Int, _ component: Lanes) { component.store(base + k * stride, lanes) }
    switch Self.count {
    case 1:
      put(0, unsafeBitCast(self, to: Lanes.self))
    case 2:
      let all = unsafeBitCast(self, to: (Lanes, Lanes).self)
      put(0, all.0)
      put(1, all.1)
    case 3:
      let all = unsafeBitCast(self, to: (Lanes, Lanes, Lanes).self)
      put(0, all.0)
      put(1, all.1)
      put(2, all.2)
    case 4:
      let all = unsafeBitCast(self, to: (Lanes, Lanes, Lanes, Lanes).self)
      put(0, all.0)
      put(1, all.1)
      put(2, all.2)
      put(3, all.3)
    case 5:
      let all = unsafeBitCast(self, to: (Lanes, Lanes, Lanes, Lanes, Lanes).self)
      put(0, all.0)
      put(1, all.1)
      put(2, all.2)
      put(3, all.3)
      put(4, all.4)
    case 6:
      let all = unsafeBitCast(self, to: (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes).self)
      put(0, all.0)
      put(1, all.1)
      put(2, all.2)
      put(3, all.3)
      put(4, all.4)
      put(5, all.5)
    default: fatalError("a record of \(Self.count) components; six are the most")
    }
  }
}
